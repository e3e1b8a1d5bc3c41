/* Connecting, and telling a person why it did not work: see dial.h. */
#include "config.h"

#include "client/dial.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "client/explain.h"
#include "client/wait.h"
#include "common/num.h"
#include "common/xalloc.h"

#define PORT_MAX 65535

/* connect(2) without blocking, then a wait for its outcome. */
static enum status
connect_to(int *out, const struct sockaddr *sa, socklen_t len,
           const char *address, uint64_t deadline, enum retry_why *why,
           struct error *err)
{
    int failure = 0;
    socklen_t failure_len = sizeof(failure);
    enum status status = STATUS_OK;

    *why = RETRY_NEVER;
    int fd =
        socket(sa->sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

    if (fd < 0)
        return error_set_errno(err, STATUS_IO, "cannot connect to %s", address);
    if (connect(fd, sa, len) != 0) {
        if (errno != EINPROGRESS && errno != EINTR) {
            status = explain_connect(address, why, err);
            goto out;
        }
        status = wait_for(fd, POLLOUT, deadline, address, err);
        if (status != STATUS_OK)
            goto out;
        (void)getsockopt(fd, SOL_SOCKET, SO_ERROR, &failure, &failure_len);
        if (failure != 0) {
            errno = failure;
            status = explain_connect(address, why, err);
            goto out;
        }
    }
    *out = fd;
    fd = -1;
out:
    if (fd >= 0)
        (void)close(fd);
    return status;
}

static enum status
dial_unix(int *out, const char *path, uint64_t deadline, enum retry_why *why,
          struct error *err)
{
    struct sockaddr_un sa = {.sun_family = AF_UNIX};

    if (strlen(path) >= sizeof(sa.sun_path))
        return error_set(err, STATUS_USAGE,
                         "the socket's path is longer than %zu bytes: %s",
                         sizeof(sa.sun_path) - 1, path);
    strcpy(sa.sun_path, path);
    return connect_to(out, (const struct sockaddr *)&sa, sizeof(sa), path,
                      deadline, why, err);
}

/* "host:port" or "[v6]:port" into a host, the caller's to free, and a port
 * within address. */
static bool
split_address(const char *address, char **host, const char **port)
{
    const char *colon = strrchr(address, ':');
    uint32_t number;

    if (colon == NULL || !num_parse_u32(colon + 1, PORT_MAX, &number) ||
        number == 0)
        return false;
    const char *start = address, *end = colon;
    if (*start == '[' && end[-1] == ']') {
        start++;
        end--;
    } else if (memchr(start, ':', (size_t)(end - start)) != NULL) {
        return false;
    }
    if (start >= end)
        return false;
    *host = xmemdup0(start, (size_t)(end - start));
    *port = colon + 1;
    return true;
}

static enum status
dial_tcp(int *out, const char *address, uint64_t deadline, enum retry_why *why,
         struct error *err)
{
    const struct addrinfo hints = {.ai_family = AF_UNSPEC,
                                   .ai_socktype = SOCK_STREAM,
                                   .ai_flags = AI_NUMERICSERV};
    struct addrinfo *found = NULL;
    const char *port;
    char *host;

    if (!split_address(address, &host, &port))
        return error_set(err, STATUS_USAGE,
                         "\"%s\" is no server's address: give the path of a "
                         "socket (with a /) or HOST:PORT",
                         address);
    int failure = getaddrinfo(host, port, &hints, &found);
    free(host);
    if (failure != 0)
        return error_set(err, STATUS_NOT_FOUND,
                         "cannot find the host of %s: %s", address,
                         gai_strerror(failure));
    enum status status = error_set(err, STATUS_NOT_FOUND,
                                   "the host of %s has no address", address);
    for (const struct addrinfo *a = found; a != NULL && status != STATUS_OK;
         a = a->ai_next)
        status = connect_to(out, a->ai_addr, a->ai_addrlen, address, deadline,
                            why, err);
    freeaddrinfo(found);
    return status;
}

enum status
dial(int *out, const char *address, uint64_t deadline, enum retry_why *why,
     struct error *err)
{
    *why = RETRY_NEVER;
    if (strchr(address, '/') != NULL)
        return dial_unix(out, address, deadline, why, err);
    return dial_tcp(out, address, deadline, why, err);
}
