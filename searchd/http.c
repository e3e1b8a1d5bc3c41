/* The HTTP side's addresses and connections: see http.h.
 *
 * Connections are counted with those of the line protocol, under one cap, of
 * which HTTP may fill three quarters: a flood of browsers leaves room for
 * line clients. Beyond its share it does not accept: who waits in the
 * backlog is served when others end, which the deadlines see to. */
#include "config.h"

#include "searchd/http.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include <event2/listener.h>

#include "common/log.h"
#include "common/xalloc.h"
#include "searchd/bind.h"
#include "searchd/visit.h"

/* Two do. */
#define END_TURNS 100

struct http_listener {
    struct bound bound;
    struct evconnlistener *evl; /* evhttp frees it */
};

/* ---- accepting ---- */

static void
on_resume(evutil_socket_t fd, short what, void *evl)
{
    (void)fd;
    (void)what;
    /* Of one that is closed already this does nothing: it has no callback
     * any more. */
    evconnlistener_enable(evl);
}

/* As in listen.c. evhttp_bind_listener makes the evhttp the argument, so all
 * this knows is evl: the timer is one that needs no owner. */
static void
on_accept_error(struct evconnlistener *evl, void *evhttp)
{
    static const struct timeval pause = {.tv_sec = 1};
    (void)evhttp;
    int error = errno;
    log_event(LOG_LEVEL_ERROR, "accept-failed",
              "proto=http reason=\"%s\" pause=1s", strerror(error));
    evconnlistener_disable(evl);
    (void)event_base_once(evconnlistener_get_base(evl), -1, EV_TIMEOUT,
                          on_resume, evl, &pause);
}

static bool
is_full(const struct http *h)
{
    return !h->server->accepting || h->n_conns >= h->max_conns ||
           h->server->n_conns >= h->server->max_conns;
}

void
http_look_for_room(struct http *h)
{
    if (h == NULL || is_full(h))
        return;
    for (size_t i = 0; i < h->n_listeners; i++)
        evconnlistener_enable(h->listeners[i]->evl);
}

void
http_share_room(struct http *h)
{
    if (h == NULL)
        return;
    /* One at least. */
    h->max_conns = h->server->max_conns - h->server->max_conns / 4;
    http_look_for_room(h);
}

void
http_conn_began(struct http *h)
{
    h->n_conns++;
    h->server->n_conns++;
    h->server->stats.connections_total[STATS_HTTP]++;
    for (size_t i = 0; i < h->n_listeners && is_full(h); i++)
        evconnlistener_disable(h->listeners[i]->evl);
}

void
http_conn_ended(struct http *h)
{
    h->n_conns--;
    server_conn_ended(h->server);
}

static struct bufferevent *
on_accepted(struct event_base *base, void *arg)
{
    (void)base;
    return http_conn_new(arg);
}

/* ---- addresses ---- */

static enum status
add_listener(struct http *h, struct bound *bound, struct error *err)
{
    struct event_base *base = h->server->base;
    struct http_listener *l = xcalloc(1, sizeof(*l));
    l->bound = bind_take(bound);
    if (l->bound.is_tcp) {
        /* Replies are whole when they are sent. Connections inherit it. */
        int on = 1;
        (void)setsockopt(l->bound.fd, IPPROTO_TCP, TCP_NODELAY, &on,
                         sizeof(on));
    }
    l->evl = evconnlistener_new(base, NULL, NULL,
                                LEV_OPT_CLOSE_ON_EXEC | LEV_OPT_DISABLED,
                                bind_backlog(&l->bound), l->bound.fd);
    if (l->evl == NULL || evhttp_bind_listener(h->evhttp, l->evl) == NULL) {
        enum status status = error_set_errno(
            err, STATUS_IO, "cannot listen on %s", l->bound.address);
        if (l->evl != NULL)
            evconnlistener_free(l->evl);
        bind_release(&l->bound);
        free(l);
        return status;
    }
    evconnlistener_set_error_cb(l->evl, on_accept_error);
    h->addresses[h->n_addresses++] = xstrdup(l->bound.address);
    h->listeners[h->n_listeners++] = l;
    log_always(LOG_LEVEL_INFO, "listen", "proto=http address=\"%s\"",
               l->bound.address);
    return STATUS_OK;
}

enum status
http_new(struct http **out, struct server *s, struct bound *bound, size_t n,
         struct error *err)
{
    struct http *h = xcalloc(1, sizeof(*h));
    h->server = s;
    http_share_room(h);
    LIST_INIT(&h->conns);
    h->evhttp = evhttp_new(s->base);
    if (h->evhttp == NULL)
        abort();
    /* A second line: what http_head.h lets through is within these. Of time,
     * http_conn.c takes care. */
    evhttp_set_max_headers_size(h->evhttp, HTTP_HEAD_MAX);
    evhttp_set_max_body_size(h->evhttp, 0);
    evhttp_set_allowed_methods(h->evhttp, EVHTTP_REQ_GET | EVHTTP_REQ_HEAD);
    evhttp_set_bevcb(h->evhttp, on_accepted, h);
    evhttp_set_gencb(h->evhttp, visit_begin, h);

    enum status status = STATUS_OK;
    for (size_t i = 0; i < n && status == STATUS_OK; i++)
        status = add_listener(h, &bound[i], err);
    if (status != STATUS_OK) {
        http_free(h);
        return status;
    }
    *out = h;
    return STATUS_OK;
}

/* ---- the end ---- */

void
http_close_listeners(struct http *h)
{
    while (h != NULL && h->n_listeners > 0) {
        struct http_listener *l = h->listeners[--h->n_listeners];
        evconnlistener_disable(l->evl);
        evconnlistener_set_cb(l->evl, NULL, NULL);
        bind_release(&l->bound);
        free(l);
    }
}

void
http_drain(struct http *h)
{
    struct http_conn *c;
    if (h == NULL)
        return;
    LIST_FOREACH(c, &h->conns, link)
    http_conn_drain(c);
}

/* evhttp tells of the end of a connection by that of its filter, which comes
 * in a later turn of the loop; ours has to outlive it. */
static void
end_connections(struct http *h)
{
    struct http_conn *c, *next;
    for (unsigned turn = 0; turn < END_TURNS && !LIST_EMPTY(&h->conns);
         turn++) {
        for (c = LIST_FIRST(&h->conns); c != NULL; c = next) {
            next = LIST_NEXT(c, link);
            http_conn_cut(c);
        }
        (void)event_base_loop(h->server->base, EVLOOP_NONBLOCK);
    }
}

void
http_free(struct http *h)
{
    if (h == NULL)
        return;
    http_close_listeners(h);
    end_connections(h);
    evhttp_free(h->evhttp);
    while (h->n_addresses > 0)
        free(h->addresses[--h->n_addresses]);
    free(h);
}
