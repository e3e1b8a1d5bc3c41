/* Connections under evhttp: see http_conn.h.
 *
 * What of libevent 2.1 this has to know: a filter that is enabled again does
 * not look at what waits on either side of it (so http_conn_send and on_next
 * do); and evhttp takes an end of the input for the end of the peer, also
 * while a reply is being sent (so nothing is read then). */
#include "config.h"

#include "searchd/http_conn.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <event2/buffer.h>

#include "common/xalloc.h"
#include "searchd/http.h"
#include "searchd/visit.h"

/* The longest method that anybody has has 17 letters. */
#define METHOD_MAX 32
/* For the peer to read the last reply before the socket goes. */
#define LINGER_SECONDS 2
/* Read ahead: a byte more than a head may have. */
#define INPUT_MAX (HTTP_HEAD_MAX + 1)

static void
set_timer(struct http_conn *c, unsigned seconds)
{
    struct timeval tv = {.tv_sec = seconds};
    event_add(c->timer, &tv);
}

/* At the end nobody has longer to ask. */
static unsigned
limited(const struct http_conn *c, unsigned seconds)
{
    return c->http->server->stopping && seconds > SERVER_GRACE_SECONDS
               ? SERVER_GRACE_SECONDS
               : seconds;
}

/* Whether evhttp still has it. It may have let go a moment ago, and the
 * filter's end be pending: then the filter has left the socket already. */
static bool
is_open(struct http_conn *c)
{
    bufferevent_data_cb readable = NULL;
    if (c->filter != NULL)
        bufferevent_getcb(c->socket, &readable, NULL, NULL, NULL);
    return readable != NULL;
}

/* ---- in ---- */

static void
pass_refused(struct http_conn *c, struct evbuffer *from, struct evbuffer *to)
{
    static const char get[] = "GET / HTTP/1.1\r\nConnection: close\r\n\r\n";
    static const char head[] = "HEAD / HTTP/1.1\r\nConnection: close\r\n\r\n";
    char start[METHOD_MAX + HTTP_REFUSED_PATH_MAX];
    ssize_t n = evbuffer_copyout(from, start, sizeof(start));
    http_head_path(start, n > 0 ? (size_t)n : 0, c->refusal.path);
    c->state = HTTP_CONN_REFUSED;
    evbuffer_drain(from, evbuffer_get_length(from));
    if (n > 0 && http_head_is_head(start, (size_t)n))
        evbuffer_add(to, head, sizeof(head) - 1);
    else
        evbuffer_add(to, get, sizeof(get) - 1);
}

/* Empty lines before a request are passed over, as RFC 9112 asks. */
static void
skip_empty_lines(struct evbuffer *from)
{
    char two[2];
    while (evbuffer_copyout(from, two, 2) == 2 && two[0] == '\r' &&
           two[1] == '\n')
        evbuffer_drain(from, 2);
}

static enum bufferevent_filter_result
judge(struct http_conn *c, struct evbuffer *from, struct evbuffer *to)
{
    size_t n = evbuffer_get_length(from), len = 0;
    if (n > INPUT_MAX)
        n = INPUT_MAX; /* enough to find it too long */
    const char *bytes = (const char *)evbuffer_pullup(from, (ev_ssize_t)n);
    if (bytes == NULL)
        return BEV_ERROR;
    switch (http_head_judge(bytes, n, &len, &c->refusal)) {
    case HTTP_HEAD_MORE:
        return BEV_NEED_MORE;
    case HTTP_HEAD_WHOLE:
        c->state = HTTP_CONN_SERVING;
        c->refusal = (struct http_refusal){0};
        evbuffer_remove_buffer(from, to, len);
        return BEV_OK;
    case HTTP_HEAD_REFUSED:
        break;
    }
    pass_refused(c, from, to);
    return BEV_OK;
}

static enum bufferevent_filter_result
filter_in(struct evbuffer *from, struct evbuffer *to, ev_ssize_t limit,
          enum bufferevent_flush_mode mode, void *arg)
{
    (void)limit;
    (void)mode;
    struct http_conn *c = arg;
    if (c->state == HTTP_CONN_REFUSED) {
        evbuffer_drain(from, evbuffer_get_length(from));
        return BEV_NEED_MORE;
    }
    if (c->state == HTTP_CONN_IDLE)
        skip_empty_lines(from);
    if (c->state == HTTP_CONN_SERVING || evbuffer_get_length(from) == 0)
        return BEV_NEED_MORE;
    if (c->state == HTTP_CONN_IDLE) {
        c->state = HTTP_CONN_READING;
        set_timer(c, limited(c, c->http->server->options->web.request_seconds));
    }
    return judge(c, from, to);
}

/* ---- out ---- */

/* Copies what there is to the socket's side, and lets go of it on this side
 * only when that is empty again. */
static enum bufferevent_filter_result
filter_out(struct evbuffer *from, struct evbuffer *to, ev_ssize_t limit,
           enum bufferevent_flush_mode mode, void *arg)
{
    (void)limit;
    (void)mode;
    struct http_conn *c = arg;
    if (c->held > 0) {
        if (evbuffer_get_length(to) > 0)
            return BEV_NEED_MORE;
        evbuffer_drain(from, c->held);
        c->held = 0;
        return BEV_OK;
    }
    if (evbuffer_get_length(from) == 0)
        return BEV_NEED_MORE;
    size_t n = evbuffer_get_length(from);
    const unsigned char *bytes = evbuffer_pullup(from, (ev_ssize_t)n);
    if (bytes == NULL || evbuffer_add(to, bytes, n) != 0)
        return BEV_ERROR;
    c->held = n;
    return BEV_NEED_MORE;
}

void
http_conn_send(struct http_conn *c)
{
    event_del(c->rest);
    if (!is_open(c))
        return;
    /* An end of the input is looked at when the reply has gone. */
    bufferevent_disable(c->filter, EV_READ);
    bufferevent_flush(c->filter, EV_WRITE, BEV_NORMAL);
}

/* ---- the end of a request ---- */

static void
on_reply_gone(struct evhttp_request *req, void *arg)
{
    (void)req;
    struct http_conn *c = arg;
    c->state = HTTP_CONN_IDLE;
    c->refusal = (struct http_refusal){0};
    bufferevent_enable(c->filter, EV_READ);
    set_timer(c, limited(c, c->http->server->options->web.keepalive_seconds));
    event_active(c->next, EV_TIMEOUT, 0);
}

/* evhttp lets go, and frees the request that it had. */
static void
on_closing(struct evhttp_connection *evcon, void *arg)
{
    (void)evcon;
    struct http_conn *c = arg;
    if (c->visit != NULL)
        visit_abandon(c->visit);
}

/* A request may have come together with the one before it. */
static void
on_next(evutil_socket_t fd, short what, void *arg)
{
    (void)fd;
    (void)what;
    struct http_conn *c = arg;
    if (!is_open(c))
        return;
    bufferevent_flush(c->filter, EV_READ, BEV_NORMAL);
    if (is_open(c) && evbuffer_get_length(bufferevent_get_input(c->filter)) > 0)
        bufferevent_trigger(c->filter, EV_READ, 0);
}

/* ---- time, and lingering ---- */

static void
free_conn(struct http_conn *c)
{
    struct http *h = c->http;
    LIST_REMOVE(c, link);
    bufferevent_setcb(c->socket, NULL, NULL, NULL, NULL);
    event_free(c->timer);
    event_free(c->next);
    event_free(c->rest);
    bufferevent_decref(c->socket);
    free(c);
    http_conn_ended(h);
}

void
http_conn_cut(struct http_conn *c)
{
    if (c->state == HTTP_CONN_LINGERING)
        free_conn(c);
    else if (is_open(c) && c->evcon != NULL)
        evhttp_connection_free(c->evcon);
    else if (is_open(c)) /* evhttp sees an end of the input */
        (void)shutdown(bufferevent_getfd(c->socket), SHUT_RDWR);
}

static void
on_timer(evutil_socket_t fd, short what, void *arg)
{
    static const struct http_refusal slow = {
        .status = 408,
        .what = "The request did not come within the time that it may take."};
    (void)fd;
    (void)what;
    struct http_conn *c = arg;
    if (c->state == HTTP_CONN_READING && is_open(c)) {
        c->refusal = slow;
        pass_refused(c, bufferevent_get_input(c->socket),
                     bufferevent_get_input(c->filter));
        bufferevent_trigger(c->filter, EV_READ, 0);
        set_timer(c, LINGER_SECONDS);
    } else {
        http_conn_cut(c);
    }
}

/* evhttp does not read while a request is with us. */
static void
on_hung_up(evutil_socket_t fd, short what, void *arg)
{
    (void)what;
    struct pollfd p = {.fd = fd};
    if (poll(&p, 1, 0) == 1 && (p.revents & (POLLHUP | POLLERR)) != 0)
        http_conn_cut(arg);
}

void
http_conn_watch(struct http_conn *c)
{
    evutil_socket_t fd = bufferevent_getfd(c->socket);
    if (event_assign(c->rest, event_get_base(c->timer), fd, EV_CLOSED,
                     on_hung_up, c) == 0)
        event_add(c->rest, NULL);
}

/* Reads past the bufferevent, which the filter may have left suspended. */
static void
on_linger(evutil_socket_t fd, short what, void *arg)
{
    (void)what;
    char bytes[4096];
    ssize_t n = recv(fd, bytes, sizeof(bytes), MSG_DONTWAIT);
    if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
        free_conn(arg);
}

/* evhttp has freed the filter, and said that nothing more is sent. */
static void
on_let_go(void *arg)
{
    struct http_conn *c = arg;
    c->filter = NULL;
    c->state = HTTP_CONN_LINGERING;
    event_del(c->next);
    event_del(c->rest);
    bufferevent_disable(c->socket, EV_READ | EV_WRITE);
    evutil_socket_t fd = bufferevent_getfd(c->socket);
    if (fd < 0 ||
        event_assign(c->rest, event_get_base(c->timer), fd,
                     EV_READ | EV_PERSIST, on_linger, c) != 0 ||
        event_add(c->rest, NULL) != 0) {
        free_conn(c);
        return;
    }
    set_timer(c, LINGER_SECONDS);
}

/* ---- beginning and end ---- */

struct bufferevent *
http_conn_new(struct http *h)
{
    struct event_base *base = h->server->base;
    struct http_conn *c = xcalloc(1, sizeof(*c));
    c->http = h;
    c->timer = event_new(base, -1, 0, on_timer, c);
    c->next = event_new(base, -1, 0, on_next, c);
    c->rest = event_new(base, -1, 0, on_linger, c);
    c->socket = bufferevent_socket_new(base, -1, BEV_OPT_CLOSE_ON_FREE);
    if (c->socket != NULL) {
        bufferevent_setwatermark(c->socket, EV_READ, 0, INPUT_MAX);
        c->filter = bufferevent_filter_new(c->socket, filter_in, filter_out,
                                           BEV_OPT_CLOSE_ON_FREE, on_let_go, c);
    }
    if (c->timer == NULL || c->next == NULL || c->rest == NULL ||
        c->filter == NULL)
        abort();
    /* Ours besides the filter's: for the time after it. */
    bufferevent_incref(c->socket);
    LIST_INSERT_HEAD(&h->conns, c, link);
    http_conn_began(h);
    set_timer(c, h->server->options->web.keepalive_seconds);
    return c->filter;
}

/* evhttp tells of a connection by its filter alone. A list is searched a
 * request, a few thousand steps at worst; those that are busy came last. */
struct http_conn *
http_conn_of(struct http *h, struct evhttp_request *req)
{
    struct evhttp_connection *evcon = evhttp_request_get_connection(req);
    struct bufferevent *filter = evhttp_connection_get_bufferevent(evcon);
    struct http_conn *c = LIST_FIRST(&h->conns);
    while (c->filter != filter)
        c = LIST_NEXT(c, link);
    c->evcon = evcon;
    evhttp_connection_set_closecb(evcon, on_closing, c);
    evhttp_request_set_on_complete_cb(req, on_reply_gone, c);
    return c;
}

bool
http_conn_has_more(const struct http_conn *c)
{
    int unread = 0;
    return evbuffer_get_length(bufferevent_get_input(c->socket)) > 0 ||
           (ioctl(bufferevent_getfd(c->socket), FIONREAD, &unread) == 0 &&
            unread > 0);
}

void
http_conn_drain(struct http_conn *c)
{
    bool fresh = c->evcon == NULL;
    bool begun = c->state == HTTP_CONN_READING ||
                 (c->state == HTTP_CONN_IDLE && http_conn_has_more(c));
    if (c->state == HTTP_CONN_LINGERING || !is_open(c))
        return;
    if (c->state != HTTP_CONN_SERVING && c->state != HTTP_CONN_REFUSED &&
        (fresh || begun))
        set_timer(c, SERVER_GRACE_SECONDS); /* its request is on its way */
    else /* the kernel gives what has arrived, then an end */
        (void)shutdown(bufferevent_getfd(c->socket), SHUT_RD);
}
