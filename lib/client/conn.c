/* One connection: see conn.h. Reads and writes never block; the waiting is in
 * wait.c, the reading of lines in inlet.c. */
#include "config.h"

#include "client/conn.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "client/inlet.h"
#include "client/wait.h"
#include "common/utf8.h"
#include "common/xalloc.h"
#include "proto/limits.h"
#include "proto/reply.h"

/* What the greeting of this protocol begins with, and its version. */
#define GREETING "OK minutiae "
#define PROTOCOL_VERSION "1"

struct conn {
    int fd;
    char *name; /* the server's, for messages */
    char *greeting;
    struct inlet inlet;
    bool broken; /* out of step with the server: of no use any more */
    bool ended;  /* the server closed it */
};

/* ---- receiving ---- */

static enum status
next_line(struct conn *c, const char **line, size_t *len, struct error *err)
{
    if (c->broken)
        return error_set(err, STATUS_IO,
                         "the connection to %s is of no use any more", c->name);
    enum status status = inlet_next(&c->inlet, line, len, err);
    c->broken = status != STATUS_OK;
    c->ended = c->inlet.ended;
    return status;
}

/* An ERR line as the failure that it is. */
static enum status
server_error(const struct reply_end *end, struct error *err)
{
    enum status status = reply_end_status(end);

    (void)error_set(err, status, "%s",
                    *end->message != '\0' ? end->message : end->word);
    if (err != NULL)
        err->column = end->column;
    return status;
}

enum status
conn_recv_line(struct conn *c, const char **line, size_t *len, bool *end,
               struct error *err)
{
    enum reply_type type;
    struct reply_end last;
    const char *s;
    size_t n;
    enum status status = next_line(c, &s, &n, err);

    if (status != STATUS_OK)
        return status;
    status = reply_read(s, n, &type, &last, err);
    if (status != STATUS_OK) {
        c->broken = true;
        return status;
    }
    if (type != REPLY_LINE)
        inlet_end_reply(&c->inlet);
    if (type == REPLY_DONE_ERR)
        return server_error(&last, err);
    *line = s;
    *len = n;
    *end = type == REPLY_DONE_OK;
    return STATUS_OK;
}

/* ---- the beginning and the end of a connection ---- */

static enum status
read_greeting(struct conn *c, struct error *err)
{
    const size_t prefix = strlen(GREETING), version = strlen(PROTOCOL_VERSION);
    enum reply_type type;
    struct reply_end end;
    const char *line;
    size_t len;
    enum status status = next_line(c, &line, &len, err);

    if (status == STATUS_TIMEOUT)
        return error_set(err, status,
                         "%s accepted the connection but sent no greeting in "
                         "time: it hangs, or is not " SEARCHD_NAME,
                         c->name);
    if (status != STATUS_OK)
        return status;
    inlet_end_reply(&c->inlet);
    /* A server that is full says so instead. */
    if (reply_read(line, len, &type, &end, NULL) == STATUS_OK &&
        type == REPLY_DONE_ERR)
        return server_error(&end, err);
    if (len < prefix || memcmp(line, GREETING, prefix) != 0)
        return error_set(err, STATUS_INVALID,
                         "what listens at %s is not " SEARCHD_NAME
                         ": its greeting is another",
                         c->name);
    const char *number = line + prefix;
    size_t number_len = strcspn(number, " \n");
    if (number_len != version || memcmp(number, PROTOCOL_VERSION, version) != 0)
        return error_set(err, STATUS_INVALID,
                         "the server at %s speaks version %.*s of the "
                         "protocol, this client version " PROTOCOL_VERSION
                         ": install the same release of both",
                         c->name, (int)(number_len < 16 ? number_len : 16),
                         number);
    c->greeting = xmemdup0(line, len);
    utf8_make_line(c->greeting, len);
    return STATUS_OK;
}

enum status
conn_new(struct conn **out, int fd, const char *name, uint64_t deadline,
         bool *ended, struct error *err)
{
    struct conn *c = xcalloc(1, sizeof(*c));

    c->fd = fd;
    c->name = xstrdup(name);
    c->inlet = (struct inlet){.fd = fd, .name = c->name, .deadline = deadline};
    enum status status = read_greeting(c, err);
    if (status != STATUS_OK) {
        *ended = c->ended;
        conn_free(c);
        return status;
    }
    *out = c;
    return STATUS_OK;
}

void
conn_free(struct conn *c)
{
    if (c == NULL)
        return;
    (void)close(c->fd);
    inlet_done(&c->inlet);
    free(c->greeting);
    free(c->name);
    free(c);
}

const char *
conn_greeting(const struct conn *c)
{
    return c->greeting;
}

void
conn_set_deadline(struct conn *c, uint64_t deadline)
{
    c->inlet.deadline = deadline;
}

bool
conn_ended(const struct conn *c)
{
    return c->ended;
}

bool
conn_usable(const struct conn *c)
{
    return !c->broken;
}

/* ---- sending ---- */

enum status
conn_send(struct conn *c, const char *data, size_t len, struct error *err)
{
    enum status status = STATUS_OK;

    if (c->broken)
        return error_set(err, STATUS_IO,
                         "the connection to %s is of no use any more", c->name);
    while (len > 0 && status == STATUS_OK) {
        /* MSG_NOSIGNAL: a server that has gone is an error, not a SIGPIPE. */
        ssize_t n = send(c->fd, data, len, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n >= 0) {
            data += n;
            len -= (size_t)n;
        } else if (errno == EPIPE || errno == ECONNRESET) {
            c->ended = true;
            status =
                error_set(err, STATUS_IO, "%s closed the connection", c->name);
        } else if (errno == EAGAIN || errno == EINTR) {
            status = wait_for(c->fd, POLLOUT, c->inlet.deadline, c->name, err);
        } else {
            status = error_set_errno(err, STATUS_IO, "writing to %s", c->name);
        }
    }
    if (status != STATUS_OK)
        c->broken = true;
    return status;
}
