/* The client's end of a connection: see sc.h. Reads and writes never block;
 * the waiting is in wait.c, the reading of lines in inlet.c. */
#include "config.h"

#include "client/sc.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "client/dial.h"
#include "client/inlet.h"
#include "client/wait.h"
#include "common/utf8.h"
#include "common/xalloc.h"
#include "proto/limits.h"

/* What the greeting of this protocol begins with, and its version. */
#define GREETING "OK minutiae "
#define PROTOCOL_VERSION "1"

struct sc_conn {
    int fd;
    char *name;          /* the server's, for messages */
    unsigned timeout_ms; /* of each call; 0: none */
    char *greeting;
    struct inlet inlet;
    bool broken; /* out of step with the server: of no use any more */
};

/* ---- receiving ---- */

static enum status
next_line(struct sc_conn *c, const char **line, size_t *len, struct error *err)
{
    if (c->broken)
        return error_set(err, STATUS_IO,
                         "the connection to %s is of no use any more", c->name);
    enum status status = inlet_next(&c->inlet, line, len, err);
    c->broken = status != STATUS_OK;
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
sc_recv_line(struct sc_conn *c, const char **line, size_t *len, bool *end,
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
read_greeting(struct sc_conn *c, struct error *err)
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
                         "time: it hangs, or is not searchd",
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
                         "what listens at %s is not searchd: its greeting is "
                         "another",
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
sc_conn_new_fd(struct sc_conn **out, int fd, const char *name,
               unsigned timeout_ms, struct error *err)
{
    struct sc_conn *c = xcalloc(1, sizeof(*c));

    c->fd = fd;
    c->name = xstrdup(name);
    c->timeout_ms = timeout_ms;
    c->inlet =
        (struct inlet){.fd = fd, .name = c->name, .timeout_ms = timeout_ms};
    enum status status = read_greeting(c, err);
    if (status != STATUS_OK) {
        sc_conn_free(c);
        return status;
    }
    *out = c;
    return STATUS_OK;
}

enum status
sc_conn_new(struct sc_conn **out, const char *address, unsigned timeout_ms,
            struct error *err)
{
    int fd;

    if (address == NULL)
        address = getenv(SC_ADDRESS_ENV);
    if (address == NULL || *address == '\0')
        address = SC_DEFAULT_ADDRESS;
    enum status status = dial(&fd, address, timeout_ms, err);
    if (status != STATUS_OK)
        return status;
    return sc_conn_new_fd(out, fd, address, timeout_ms, err);
}

void
sc_conn_free(struct sc_conn *c)
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
sc_conn_greeting(const struct sc_conn *c)
{
    return c->greeting;
}

/* ---- sending ---- */

/* Percent-encodes all but printable ASCII, '%' and ':'. */
static void
add_value(struct buf *line, const char *value)
{
    for (const unsigned char *p = (const unsigned char *)value; *p != '\0'; p++)
        if (*p <= ' ' || *p > '~' || *p == '%' || *p == ':')
            buf_addf(line, "%%%02X", *p);
        else
            buf_add_char(line, (char)*p);
}

/* Adds the rest; what would end the line or be refused becomes a blank. */
static void
add_rest(struct buf *line, const char *rest)
{
    buf_add_str(line, " : ");
    for (; *rest != '\0'; rest++)
        buf_add_char(line,
                     (unsigned char)*rest < ' ' || *rest == 0x7f ? ' ' : *rest);
}

static enum status
send_all(struct sc_conn *c, const char *data, size_t len, struct error *err)
{
    uint64_t deadline = wait_deadline(c->timeout_ms);
    enum status status = STATUS_OK;

    while (len > 0 && status == STATUS_OK) {
        /* MSG_NOSIGNAL: a server that has gone is an error, not a SIGPIPE. */
        ssize_t n = send(c->fd, data, len, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n >= 0) {
            data += n;
            len -= (size_t)n;
        } else if (errno == EPIPE || errno == ECONNRESET) {
            status =
                error_set(err, STATUS_IO, "%s closed the connection", c->name);
        } else if (errno == EAGAIN || errno == EINTR) {
            status = wait_for(c->fd, POLLOUT, deadline, c->name, err);
        } else {
            status = error_set_errno(err, STATUS_IO, "writing to %s", c->name);
        }
    }
    if (status != STATUS_OK)
        c->broken = true;
    return status;
}

enum status
sc_send(struct sc_conn *c, const char *verb, const struct sc_option *options,
        size_t n_options, const char *rest, struct error *err)
{
    struct buf line = {0};
    enum status status;

    if (c->broken)
        return error_set(err, STATUS_IO,
                         "the connection to %s is of no use any more", c->name);
    buf_add_str(&line, verb);
    for (size_t i = 0; i < n_options; i++) {
        buf_addf(&line, " %s=", options[i].name);
        add_value(&line, options[i].value);
    }
    if (rest != NULL)
        add_rest(&line, rest);
    if (line.len > PROTO_LINE_MAX) {
        status = error_set(err, STATUS_TOO_LARGE,
                           "the request has %zu bytes, a line of the protocol "
                           "%d: ask for less",
                           line.len, PROTO_LINE_MAX);
    } else {
        buf_add_char(&line, '\n');
        status = send_all(c, line.data, line.len, err);
    }
    buf_done(&line);
    return status;
}

/* ---- SEARCH ---- */

enum status
sc_recv_search(struct sc_conn *c, struct answer **out, struct error *err)
{
    struct answer *a = answer_new();
    const char *line;
    size_t len;
    bool end = false;
    enum status status = STATUS_OK;

    while (status == STATUS_OK && !end) {
        status = sc_recv_line(c, &line, &len, &end, err);
        if (status != STATUS_OK)
            break;
        status = answer_read_line(a, line, len, err);
        if (status != STATUS_OK)
            c->broken = true;
    }
    if (status != STATUS_OK) {
        answer_free(a);
        return status;
    }
    *out = a;
    return STATUS_OK;
}

enum status
sc_run_search(struct sc_conn *c, const struct sc_option *options,
              size_t n_options, const char *query, struct answer **out,
              struct error *err)
{
    enum status status = sc_send(c, "SEARCH", options, n_options, query, err);

    if (status != STATUS_OK)
        return status;
    return sc_recv_search(c, out, err);
}
