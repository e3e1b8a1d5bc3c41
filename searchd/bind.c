/* Addresses: see bind.h. */
#include "config.h"

#include "searchd/bind.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "common/num.h"
#include "common/xalloc.h"

/* ---- Unix sockets ---- */

/* Whether somebody answers at the socket. A full backlog (EAGAIN) is an
 * answer, too: only a refusal says that nobody holds it. */
static bool
is_alive(const struct sockaddr_un *sun)
{
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return true;
    bool alive = connect(fd, (const struct sockaddr *)sun, sizeof(*sun)) == 0 ||
                 (errno != ECONNREFUSED && errno != ENOENT);
    (void)close(fd);
    return alive;
}

/* Makes way for a new socket file where an old one was left behind. */
static enum status
remove_stale(const struct sockaddr_un *sun, struct error *err)
{
    struct stat st;
    if (lstat(sun->sun_path, &st) != 0)
        return STATUS_OK; /* bind says what else may be wrong */
    if (!S_ISSOCK(st.st_mode))
        return error_set(err, STATUS_USAGE,
                         "%s is there already and is no socket: give another "
                         "--listen, or remove it",
                         sun->sun_path);
    if (is_alive(sun))
        return error_set(err, STATUS_LOCKED,
                         "another " SEARCHD_NAME
                         " answers at %s: stop it first, or "
                         "give another --listen",
                         sun->sun_path);
    if (unlink(sun->sun_path) != 0 && errno != ENOENT)
        return error_set_errno(err, STATUS_IO,
                               "cannot remove the left-over socket %s",
                               sun->sun_path);
    return STATUS_OK;
}

static enum status
fill_unix(struct sockaddr_un *sun, const char *path, struct error *err)
{
    if (strlen(path) >= sizeof(sun->sun_path))
        return error_set(err, STATUS_USAGE,
                         "%s: a socket's path has at most %zu bytes", path,
                         sizeof(sun->sun_path) - 1);
    sun->sun_family = AF_UNIX;
    strcpy(sun->sun_path, path);
    return STATUS_OK;
}

static enum status
bind_unix(struct bound *b, const char *path, struct error *err)
{
    struct sockaddr_un sun = {0};
    enum status status = fill_unix(&sun, path, err);
    if (status == STATUS_OK)
        status = remove_stale(&sun, err);
    if (status != STATUS_OK)
        return status;

    b->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (b->fd < 0)
        return error_set_errno(err, STATUS_IO, "socket");
    /* By the umask, so that the file never stands open to all: the owner and
     * the group may connect. */
    mode_t before = umask(0117);
    int rc = bind(b->fd, (struct sockaddr *)&sun, sizeof(sun));
    (void)umask(before);
    if (rc != 0)
        return error_set_errno(err, STATUS_IO,
                               "cannot listen on %s (make its folder, or give "
                               "--listen another path)",
                               path);
    b->address = xstrdup(path);
    struct stat st;
    if (lstat(path, &st) == 0) {
        b->dev = st.st_dev;
        b->ino = st.st_ino;
    }
    return STATUS_OK;
}

/* ---- TCP ---- */

static bool
is_loopback(const struct sockaddr *sa)
{
    if (sa->sa_family == AF_INET) {
        const struct sockaddr_in *in = (const void *)sa;
        return ntohl(in->sin_addr.s_addr) >> 24 == 127;
    }
    const struct sockaddr_in6 *in6 = (const void *)sa;
    return IN6_IS_ADDR_LOOPBACK(&in6->sin6_addr);
}

/* "HOST:PORT" or "[HOST]:PORT" into the two; host is the caller's. */
static enum status
split(const char *address, char **host, const char **port, struct error *err)
{
    const char *colon = strrchr(address, ':');
    uint32_t n;
    if (colon == NULL || colon == address ||
        !num_parse_u32(colon + 1, 65535, &n))
        return error_set(err, STATUS_USAGE,
                         "\"%s\" is no address: a path with a / in it, or "
                         "HOST:PORT",
                         address);
    size_t len = (size_t)(colon - address);
    if (address[0] == '[' && colon[-1] == ']' && len > 2)
        *host = xmemdup0(address + 1, len - 2);
    else
        *host = xmemdup0(address, len);
    *port = colon + 1;
    return STATUS_OK;
}

/* The address as it is, its port chosen. */
static char *
describe(int fd)
{
    struct sockaddr_storage ss;
    socklen_t len = sizeof(ss);
    char host[NI_MAXHOST], port[NI_MAXSERV];
    if (getsockname(fd, (struct sockaddr *)&ss, &len) != 0 ||
        getnameinfo((struct sockaddr *)&ss, len, host, sizeof(host), port,
                    sizeof(port), NI_NUMERICHOST | NI_NUMERICSERV) != 0)
        return xstrdup("?");
    return xasprintf(ss.ss_family == AF_INET6 ? "[%s]:%s" : "%s:%s", host,
                     port);
}

static enum status
refuse_remote(const char *address, struct error *err)
{
    return error_set(err, STATUS_USAGE,
                     "%s can be reached from other machines, and who "
                     "reaches searchd may ask it anything: give "
                     "--allow-remote if that is meant",
                     address);
}

static enum status
check_found(const char *address, const struct addrinfo *ai, bool allow_remote,
            struct error *err)
{
    if (!allow_remote && !is_loopback(ai->ai_addr))
        return refuse_remote(address, err);
    return STATUS_OK;
}

static enum status
bind_found(struct bound *b, const char *address, const struct addrinfo *ai,
           struct error *err)
{
    b->fd = socket(ai->ai_family,
                   ai->ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (b->fd < 0)
        return error_set_errno(err, STATUS_IO, "socket");
    /* Connections of a daemon that has just ended linger: they are no reason
     * not to start. */
    int on = 1;
    (void)setsockopt(b->fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    if (bind(b->fd, ai->ai_addr, ai->ai_addrlen) != 0)
        return error_set_errno(
            err, STATUS_IO, "cannot listen on %s (%s)", address,
            errno == EADDRNOTAVAIL ? "give --listen an address of this machine"
                                   : "give --listen another port");
    b->is_tcp = true;
    b->address = describe(b->fd);
    return STATUS_OK;
}

/* Its addresses, the caller's to free; flags besides those that are always
 * wanted. */
static enum status
look_up(struct addrinfo **out, const char *address, int flags, int *rc,
        struct error *err)
{
    char *host = NULL;
    const char *port = NULL;
    enum status status = split(address, &host, &port, err);
    if (status != STATUS_OK)
        return status;
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM,
                             .ai_flags = AI_PASSIVE | AI_NUMERICSERV | flags};
    *rc = getaddrinfo(host, port, &hints, out);
    if (*rc != 0)
        status =
            error_set(err, STATUS_USAGE, "%s: %s", address, gai_strerror(*rc));
    free(host);
    return status;
}

static enum status
bind_tcp(struct bound *b, const char *address, bool allow_remote,
         struct error *err)
{
    struct addrinfo *found = NULL;
    int rc;
    enum status status = look_up(&found, address, 0, &rc, err);
    if (status != STATUS_OK)
        return status;
    status = check_found(address, found, allow_remote, err);
    if (status == STATUS_OK)
        status = bind_found(b, address, found, err);
    freeaddrinfo(found);
    return status;
}

enum status
bind_check(const char *address, bool allow_remote, bool names,
           struct error *err)
{
    struct sockaddr_un sun;
    if (strchr(address, '/') != NULL)
        return fill_unix(&sun, address, err);
    struct addrinfo *found = NULL;
    int rc = 0;
    enum status status =
        look_up(&found, address, names ? 0 : AI_NUMERICHOST, &rc, err);
    if (status != STATUS_OK)
        return rc == EAI_NONAME && !names ? STATUS_OK : status;
    status = check_found(address, found, allow_remote, err);
    freeaddrinfo(found);
    return status;
}

enum status
bind_address(struct bound *out, const char *address, bool allow_remote,
             struct error *err)
{
    struct bound b = {.fd = -1};
    enum status status = strchr(address, '/') != NULL
                             ? bind_unix(&b, address, err)
                             : bind_tcp(&b, address, allow_remote, err);
    if (status == STATUS_OK)
        *out = b;
    else if (b.fd >= 0)
        (void)close(b.fd);
    return status;
}

/* ---- sockets that are passed ---- */

/* The name of a Unix socket: its path, "@" for one without a file. */
static char *
describe_unix(int fd)
{
    struct sockaddr_un sun;
    socklen_t len = sizeof(sun), head = offsetof(struct sockaddr_un, sun_path);
    if (getsockname(fd, (struct sockaddr *)&sun, &len) != 0 || len <= head)
        return xstrdup("?");
    size_t n = len - head;
    if (sun.sun_path[0] != '\0')
        return xmemdup0(sun.sun_path, strnlen(sun.sun_path, n));
    char *name = xmemdup0(sun.sun_path, n);
    for (size_t i = 0; i < n; i++)
        if (name[i] == '\0')
            name[i] = '@';
    return name;
}

static int
socket_option(int fd, int option)
{
    int value = -1;
    socklen_t len = sizeof(value);
    return getsockopt(fd, SOL_SOCKET, option, &value, &len) == 0 ? value : -1;
}

/* Whether connections can be accepted from it. */
static enum status
check_kind(int fd, struct error *err)
{
    int family = socket_option(fd, SO_DOMAIN);
    if (family < 0)
        return error_set_errno(err, STATUS_USAGE,
                               "what the service manager passed is no socket "
                               "(write ListenStream= in the .socket unit)");
    if (family != AF_UNIX && family != AF_INET && family != AF_INET6)
        return error_set(err, STATUS_USAGE,
                         "the socket that was passed is neither Unix nor IP: "
                         "give ListenStream= a path or an address in the "
                         ".socket unit");
    if (socket_option(fd, SO_TYPE) != SOCK_STREAM)
        return error_set(err, STATUS_USAGE,
                         "the socket that was passed is no stream: write "
                         "ListenStream= in the .socket unit");
    if (socket_option(fd, SO_ACCEPTCONN) != 1)
        return error_set(err, STATUS_USAGE,
                         "the socket that was passed does not listen: write "
                         "Accept=no in the .socket unit");
    return STATUS_OK;
}

static enum status
check_reach(int fd, const char *address, bool allow_remote, struct error *err)
{
    struct sockaddr_storage ss;
    socklen_t len = sizeof(ss);
    if (getsockname(fd, (struct sockaddr *)&ss, &len) != 0)
        return error_set_errno(err, STATUS_IO, "getsockname");
    if (allow_remote || is_loopback((struct sockaddr *)&ss))
        return STATUS_OK;
    return refuse_remote(address, err);
}

enum status
bind_adopt(struct bound *out, int fd, bool allow_remote, struct error *err)
{
    struct bound b = {.fd = fd, .adopted = true};
    enum status status = check_kind(fd, err);
    if (status != STATUS_OK)
        return status;
    b.is_tcp = socket_option(fd, SO_DOMAIN) != AF_UNIX;
    b.address = b.is_tcp ? describe(fd) : describe_unix(fd);
    if (b.is_tcp)
        status = check_reach(fd, b.address, allow_remote, err);
    /* Set for every process that has it: a manager does not accept. */
    if (status == STATUS_OK && (fcntl(fd, F_SETFD, FD_CLOEXEC) != 0 ||
                                fcntl(fd, F_SETFL, O_NONBLOCK) != 0))
        status = error_set_errno(err, STATUS_IO, "fcntl");
    if (status == STATUS_OK)
        *out = b;
    else
        free(b.address);
    return status;
}

int
bind_backlog(const struct bound *b)
{
    return b->adopted ? 0 : BIND_BACKLOG;
}

struct bound
bind_take(struct bound *b)
{
    struct bound taken = *b;
    *b = (struct bound){.fd = -1};
    return taken;
}

void
bind_release(struct bound *b)
{
    struct stat st;
    if (b->fd < 0)
        return;
    if (!b->is_tcp && !b->adopted && lstat(b->address, &st) == 0 &&
        st.st_dev == b->dev && st.st_ino == b->ino)
        (void)unlink(b->address);
    (void)close(b->fd);
    free(b->address);
    *b = (struct bound){.fd = -1};
}
