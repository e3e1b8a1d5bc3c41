/* Asking, and asking again: see sc.h. A connection is kept from one request to
 * the next. */
#include "config.h"

#include "client/sc.h"

#include <stdlib.h>
#include <string.h>

#include "client/conn.h"
#include "client/dial.h"
#include "client/line.h"
#include "client/wait.h"
#include "common/xalloc.h"

struct sc {
    sc_dial_fn *dialing;
    void *arg;
    char *name; /* the address, for messages too */
    unsigned timeout_ms;
    struct conn *conn; /* NULL: none at present */
};

static enum status
dial_address(void *arg, int *fd, uint64_t deadline, enum retry_why *why,
             struct error *err)
{
    const struct sc *s = arg;

    return dial(fd, s->name, deadline, why, err);
}

struct sc *
sc_new_dialing(sc_dial_fn *dialing, void *arg, const char *name,
               unsigned timeout_ms)
{
    struct sc *s = xcalloc(1, sizeof(*s));

    s->dialing = dialing;
    s->arg = arg;
    s->name = xstrdup(name);
    s->timeout_ms = timeout_ms;
    return s;
}

struct sc *
sc_new(const char *address, unsigned timeout_ms)
{
    if (address == NULL)
        address = getenv(SC_ADDRESS_ENV);
    if (address == NULL || *address == '\0')
        address = SC_DEFAULT_ADDRESS;
    struct sc *s = sc_new_dialing(dial_address, NULL, address, timeout_ms);
    s->arg = s;
    return s;
}

static void
hang_up(struct sc *s)
{
    conn_free(s->conn);
    s->conn = NULL;
}

void
sc_free(struct sc *s)
{
    if (s == NULL)
        return;
    hang_up(s);
    free(s->name);
    free(s);
}

/* A connection that has been greeted. */
static enum status
meet(struct sc *s, uint64_t deadline, enum retry_why *why, struct error *err)
{
    bool ended = false;
    int fd;
    enum status status = s->dialing(s->arg, &fd, deadline, why, err);

    if (status != STATUS_OK)
        return status;
    *why = RETRY_NEVER; /* of several addresses one may have been refused */
    status = conn_new(&s->conn, fd, s->name, deadline, &ended, err);
    if (ended)
        *why = RETRY_UNMET;
    return status;
}

static enum status
receive(struct conn *c, struct buf *out, struct error *err)
{
    const char *line;
    size_t len;
    bool end = false;
    enum status status = STATUS_OK;

    buf_clear(out);
    while (status == STATUS_OK && !end) {
        status = conn_recv_line(c, &line, &len, &end, err);
        if (status != STATUS_OK)
            break;
        buf_add(out, line, len);
        buf_add_char(out, '\n');
    }
    return status;
}

/* One attempt. */
static enum status
attempt(struct sc *s, const struct buf *line, uint64_t deadline,
        struct buf *reply, enum retry_why *why, struct error *err)
{
    enum status status = STATUS_OK;

    *why = RETRY_NEVER;
    if (s->conn == NULL)
        status = meet(s, deadline, why, err);
    if (status != STATUS_OK)
        return status;
    conn_set_deadline(s->conn, deadline);
    status = conn_send(s->conn, line->data, line->len, err);
    if (status == STATUS_OK)
        status = receive(s->conn, reply, err);
    if (conn_ended(s->conn))
        *why = RETRY_LOST;
    if (!conn_usable(s->conn))
        hang_up(s);
    return status;
}

enum status
sc_ask(struct sc *s, const char *verb, const struct sc_option *options,
       size_t n_options, const char *rest, struct sc_reply *out,
       struct error *err)
{
    uint64_t deadline = wait_deadline(s->timeout_ms);
    struct buf line = {0};
    enum retry_why why;
    struct retry retry;
    enum status status = line_write(&line, verb, options, n_options, rest, err);

    if (status == STATUS_OK) {
        out->at = 0;
        retry_begin(&retry, deadline);
        do
            status = attempt(s, &line, deadline, &out->text, &why, err);
        while (status != STATUS_OK && retry_again(&retry, why));
        if (status != STATUS_OK && why == RETRY_LOST && retry.lost > 1)
            (void)error_set(err, status,
                            "%s closed the connection %u times before its "
                            "reply was whole: it dies, perhaps of this "
                            "request; its log says more",
                            s->name, retry.lost);
    }
    buf_done(&line);
    return status;
}

bool
sc_reply_line(struct sc_reply *r, const char **line, size_t *len)
{
    if (r->at >= r->text.len)
        return false;
    char *start = r->text.data + r->at;
    char *end = memchr(start, '\n', r->text.len - r->at);
    *end = '\0'; /* there is one: receive() added it */
    *line = start;
    *len = (size_t)(end - start);
    r->at += *len + 1;
    return true;
}

void
sc_reply_done(struct sc_reply *r)
{
    buf_done(&r->text);
    r->at = 0;
}

static enum status
ask_for_answer(struct sc *s, const char *verb, const struct sc_option *options,
               size_t n_options, const char *rest, struct answer **out,
               struct error *err)
{
    struct sc_reply reply = {0};
    const char *line;
    size_t len;
    enum status status = sc_ask(s, verb, options, n_options, rest, &reply, err);

    if (status == STATUS_OK) {
        struct answer *a = answer_new();
        while (status == STATUS_OK && sc_reply_line(&reply, &line, &len))
            status = answer_read_line(a, line, len, err);
        if (status == STATUS_OK) {
            *out = a;
        } else {
            answer_free(a);
            hang_up(s); /* who garbles one line may garble more */
        }
    }
    sc_reply_done(&reply);
    return status;
}

enum status
sc_search(struct sc *s, const struct sc_option *options, size_t n_options,
          const char *query, struct answer **out, struct error *err)
{
    return ask_for_answer(s, "SEARCH", options, n_options, query, out, err);
}

enum status
sc_similar(struct sc *s, const struct sc_option *options, size_t n_options,
           const char *id, struct answer **out, struct error *err)
{
    return ask_for_answer(s, "SIMILAR", options, n_options, id, out, err);
}
