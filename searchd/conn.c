/* A line connection: see conn.h.
 *
 * libevent's callbacks change the state and end in advance(), which alone
 * decides what comes next: the next line, waiting, closing, or freeing. */
#include "config.h"

#include "searchd/conn.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>

#include <event2/buffer.h>

#include "common/xalloc.h"
#include "engine/index.h"
#include "proto/limits.h"
#include "proto/reply.h"
#include "proto/request.h"
#include "searchd/call.h"
#include "searchd/peer.h"

/* Bytes of requests that are read ahead: four of the longest. */
#define INPUT_MAX (4 * (PROTO_LINE_MAX + 2))
/* A connection whose peer leaves this much unread gets no more answers until
 * it reads: with one reply on top (PROTO_REPLY_MAX), its share of memory. */
#define OUTPUT_MAX ((size_t)256 << 10)
/* The same for all connections together; beyond it only replies of usual
 * size (a page of hits) are kept, one a connection. */
#define UNSENT_MAX ((size_t)64 << 20)
#define USUAL_REPLY ((size_t)16 << 10)
/* Without any progress of the peer's reading. */
#define WRITE_SECONDS 10
/* For the peer to read the last reply before the socket goes. */
#define LINGER_SECONDS 2
/* What request_is_http needs to see. */
#define HTTP_PREFIX 16

static void advance(struct conn *c);

static struct evbuffer *
input_of(struct conn *c)
{
    return bufferevent_get_input(c->bev);
}

static struct evbuffer *
output_of(struct conn *c)
{
    return bufferevent_get_output(c->bev);
}

static void
set_timeouts(struct conn *c, unsigned read_seconds)
{
    struct timeval reading = {.tv_sec = read_seconds};
    struct timeval writing = {.tv_sec = WRITE_SECONDS};
    bufferevent_set_timeouts(c->bev, &reading, &writing);
}

/* Keeps server->unsent. */
static void
count_unsent(struct evbuffer *out, const struct evbuffer_cb_info *info,
             void *arg)
{
    (void)out;
    struct server *s = arg;
    s->unsent += info->n_added;
    s->unsent -= info->n_deleted;
}

/* Whether what waits for the peer leaves room for another answer. */
static bool
may_answer(struct conn *c)
{
    size_t unsent = evbuffer_get_length(output_of(c));
    return unsent == 0 ||
           (unsent <= OUTPUT_MAX && c->server->unsent <= UNSENT_MAX);
}

/* How much of a reply goes at once, without libevent, which would first wait
 * to be told that the socket takes it. 0 where others wait before it or more
 * will follow; errors are libevent's to find. */
static size_t
send_at_once(struct conn *c, const struct buf *b)
{
    if (b->len == 0 || c->dead || evbuffer_get_length(output_of(c)) > 0 ||
        evbuffer_get_length(input_of(c)) > 0)
        return 0;
    ssize_t n = send(bufferevent_getfd(c->bev), b->data, b->len,
                     MSG_DONTWAIT | MSG_NOSIGNAL);
    return n > 0 ? (size_t)n : 0;
}

/* A reply that cannot be sent whole would shift all that follow. */
static void
send_bytes(struct conn *c, const struct buf *b)
{
    size_t sent = send_at_once(c, b);
    if (sent < b->len &&
        evbuffer_add(output_of(c), b->data + sent, b->len - sent) != 0)
        c->dead = true;
}

/* The kernel gives what has arrived, then an end: as if the peer had stopped
 * sending here. */
static void
take_no_more(struct conn *c)
{
    (void)shutdown(bufferevent_getfd(c->bev), SHUT_RD);
}

/* ---- lines ---- */

enum { LINE_NONE = -1, LINE_TOO_LONG = -2 };

/* Takes the next line out of the input into line (PROTO_LINE_MAX + 1 bytes),
 * without its end. Returns its length, LINE_NONE where none is complete, or
 * LINE_TOO_LONG, once for each such line. */
static ssize_t
next_line(struct conn *c, char *line)
{
    struct evbuffer *in = input_of(c);
    for (;;) {
        size_t eol_len;
        struct evbuffer_ptr eol =
            evbuffer_search_eol(in, NULL, &eol_len, EVBUFFER_EOL_LF);
        size_t len = eol.pos >= 0 ? (size_t)eol.pos : evbuffer_get_length(in);
        if (c->skipping) {
            evbuffer_drain(in, len + (eol.pos >= 0 ? 1 : 0));
            if (eol.pos < 0)
                return LINE_NONE;
            c->skipping = false;
            continue;
        }
        /* One byte more than a line may have: it can be the CR of a CRLF. */
        if (len <= PROTO_LINE_MAX + 1) {
            evbuffer_copyout(in, line, len);
            size_t text = len;
            if (text > 0 && line[text - 1] == '\r')
                text--;
            if (text <= PROTO_LINE_MAX) {
                if (eol.pos < 0)
                    return LINE_NONE;
                evbuffer_drain(in, len + 1);
                return (ssize_t)text;
            }
        }
        /* The rest of the line, its newline with it, is passed over. */
        c->skipping = true;
        return LINE_TOO_LONG;
    }
}

/* Whether this is a browser that was made to talk to us. */
static bool
is_http(struct conn *c)
{
    char bytes[HTTP_PREFIX];
    if (c->started)
        return false;
    ssize_t n = evbuffer_copyout(input_of(c), bytes, sizeof(bytes));
    return n > 0 && request_is_http(bytes, (size_t)n);
}

/* Reads and begins requests until one is in flight or no line is left. */
static void
take_lines(struct conn *c)
{
    char line[PROTO_LINE_MAX + 1];
    c->at_once = 0;
    if (is_http(c)) {
        c->dead = true;
        return;
    }
    while (c->call == NULL && !c->closing && !c->dead && may_answer(c)) {
        ssize_t len = next_line(c, line);
        if (len == LINE_NONE)
            return;
        if (!c->started && c->server->stopping)
            take_no_more(c);
        c->started = true;
        struct buf reply = {0};
        bool close = false;
        if (len == LINE_TOO_LONG)
            call_refuse_long(c->server, &reply);
        else
            c->call = call_new(c, line, (size_t)len, &reply, &close);
        send_bytes(c, &reply);
        buf_done(&reply);
        c->closing = c->closing || close;
    }
}

/* ---- what comes next ---- */

/* All is sent. The peer may still be sending: closing now would reset the
 * connection and could take the last reply away from it. */
static void
linger(struct conn *c)
{
    if (c->ended) {
        c->dead = true;
        return;
    }
    c->lingering = true;
    evbuffer_drain(input_of(c), evbuffer_get_length(input_of(c)));
    (void)shutdown(bufferevent_getfd(c->bev), SHUT_WR);
    set_timeouts(c, LINGER_SECONDS);
    bufferevent_enable(c->bev, EV_READ);
}

static void
advance(struct conn *c)
{
    if (c->lingering)
        evbuffer_drain(input_of(c), evbuffer_get_length(input_of(c)));
    else if (!c->dead)
        take_lines(c);

    if (!c->dead && !c->lingering) {
        /* take_lines stopped for one of these, or for want of a line. */
        bool waiting = c->call != NULL || !may_answer(c);
        if (c->ended && !waiting)
            c->closing = true;
        if (c->closing && c->call == NULL &&
            evbuffer_get_length(output_of(c)) == 0)
            linger(c);
        else if (!c->ended && !c->closing && may_answer(c))
            bufferevent_enable(c->bev, EV_READ);
        else
            bufferevent_disable(c->bev, EV_READ);
    }
    if (c->dead)
        conn_free(c);
}

static void
on_read(struct bufferevent *bev, void *arg)
{
    (void)bev;
    advance(arg);
}

/* The output is empty. */
static void
on_written(struct bufferevent *bev, void *arg)
{
    (void)bev;
    advance(arg);
}

/* Whether the peer has closed both directions. Only a Unix socket tells: a
 * TCP peer that has gone looks like one that only stopped sending, until it
 * refuses what it is sent. */
static bool
hung_up(struct conn *c)
{
    struct pollfd p = {.fd = bufferevent_getfd(c->bev)};
    return poll(&p, 1, 0) == 1 && (p.revents & (POLLHUP | POLLERR)) != 0;
}

static void
on_event(struct bufferevent *bev, short what, void *arg)
{
    struct conn *c = arg;
    bool reading = (what & BEV_EVENT_READING) && !c->lingering;
    bool waits = c->call != NULL || evbuffer_get_length(output_of(c)) > 0;
    if (reading && (what & BEV_EVENT_TIMEOUT) && waits)
        bufferevent_enable(bev, EV_READ); /* silent, but not idle */
    else if (reading && (what & BEV_EVENT_EOF) && !hung_up(c))
        c->ended = true;
    else
        c->dead = true;
    advance(c);
}

/* ---- for the others ---- */

void
conn_new(struct server *s, evutil_socket_t fd, bool is_tcp)
{
    if (is_tcp) {
        /* Replies are whole when they are sent: nothing to wait for. */
        int on = 1;
        (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    }
    struct bufferevent *bev =
        bufferevent_socket_new(s->base, fd, BEV_OPT_CLOSE_ON_FREE);
    if (bev == NULL) {
        evutil_closesocket(fd);
        return;
    }
    struct conn *c = xcalloc(1, sizeof(*c));
    c->server = s;
    c->bev = bev;
    c->admin = peer_is_admin(fd);
    LIST_INSERT_HEAD(&s->conns, c, link);
    s->n_conns++;
    s->stats.connections_total[STATS_LINE]++;

    bufferevent_setcb(bev, on_read, on_written, on_event, c);
    bufferevent_setwatermark(bev, EV_READ, 0, INPUT_MAX);
    set_timeouts(c, s->options->idle_seconds);
    evbuffer_add_cb(output_of(c), count_unsent, s);
    bufferevent_enable(bev, EV_READ | EV_WRITE);

    struct buf greeting = {0};
    const struct manifest *m =
        s->index != NULL ? index_manifest(s->index) : NULL;
    reply_greeting(&greeting, m != NULL ? index_generation(s->index) : 0,
                   m != NULL ? m->documents : 0, m != NULL ? m->units : 0);
    send_bytes(c, &greeting);
    buf_done(&greeting);
}

bool
conn_has_room(const struct conn *c, size_t len)
{
    return len <= USUAL_REPLY || c->server->unsent + len <= UNSENT_MAX;
}

void
conn_reply(struct conn *c, const struct buf *reply, bool close)
{
    c->call = NULL;
    c->closing = c->closing || close;
    send_bytes(c, reply);
    advance(c);
}

void
conn_set_idle(struct conn *c)
{
    if (!c->lingering)
        set_timeouts(c, c->server->options->idle_seconds);
}

void
conn_drain(struct conn *c)
{
    if (c->started || c->ended)
        take_no_more(c);
    else /* its first request is on its way, and may ask what it likes */
        set_timeouts(c, SERVER_GRACE_SECONDS);
}

void
conn_free(struct conn *c)
{
    if (c->call != NULL)
        call_cancel(c->call);
    LIST_REMOVE(c, link);
    evbuffer_remove_cb(output_of(c), count_unsent, c->server);
    c->server->unsent -= evbuffer_get_length(output_of(c));
    server_conn_ended(c->server);
    bufferevent_free(c->bev);
    free(c);
}
