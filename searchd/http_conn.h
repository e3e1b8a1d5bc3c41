/* A connection of the HTTP side, around evhttp's: counts it, judges what
 * comes before evhttp sees it, ends it when its time is over. The loop's.
 *
 * It is a filter between the socket and evhttp:
 *   in:  evhttp gets one whole, judged head (http_head.h) at a time; nothing
 *        of the next request before the reply to this one has gone. In the
 *        place of a head that is refused it gets a harmless one, and whoever
 *        answers looks at `refusal`.
 *   out: evhttp hears that a reply has gone when the socket has taken it, and
 *        not when the filter has: it may close the connection then.
 * When evhttp lets go, the connection lingers a moment so that the peer sees
 * the reply although it may still be sending. */
#ifndef SEARCHD_HTTP_CONN_H
#define SEARCHD_HTTP_CONN_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/queue.h>

#include <event2/bufferevent.h>
#include <event2/event.h>
#include <event2/http.h>

#include "searchd/http_head.h"

struct http;
struct visit;

enum http_conn_state {
    HTTP_CONN_IDLE,    /* between requests */
    HTTP_CONN_READING, /* a head has begun */
    HTTP_CONN_SERVING, /* from a head to the end of its reply */
    HTTP_CONN_REFUSED, /* the same, and nothing more is read */
    HTTP_CONN_LINGERING,
};

struct http_conn {
    struct http *http;
    enum http_conn_state state;
    struct bufferevent *socket;
    struct bufferevent *filter;  /* evhttp's; NULL once it let go */
    struct event *timer;         /* of its state */
    struct event *next;          /* looks for a request that waits */
    struct event *rest;          /* what comes while it lingers */
    struct http_refusal refusal; /* of the request that is served */
    size_t held;                 /* bytes of output on their way */
    /* Since its first request: */
    struct evhttp_connection *evcon;
    struct visit *visit;        /* what a worker does for it; NULL: nothing */
    LIST_ENTRY(http_conn) link; /* in the http's list */
};

LIST_HEAD(http_conn_list, http_conn);

/* What evhttp shall use for a connection that it has just accepted. NULL
 * without memory. */
struct bufferevent *http_conn_new(struct http *h);

/* The connection of a request that evhttp hands over. */
struct http_conn *http_conn_of(struct http *h, struct evhttp_request *req);

/* A worker has the visit: from here to http_conn_send the connection is cut
 * when its peer hangs up. Only a Unix socket tells that at once: of TCP, one
 * that has gone looks like one that is done sending. */
void http_conn_watch(struct http_conn *c);

/* Sends what evhttp_send_reply has put together. To be called right after
 * it; may end the connection. */
void http_conn_send(struct http_conn *c);

/* Whether more has arrived than the request that is served. */
bool http_conn_has_more(const struct http_conn *c);

/* Answers what has arrived by now, then ends. Where a request has begun, or
 * the first is yet to come, it has SERVER_GRACE_SECONDS: HTTP's clients need
 * not ask again on another connection. */
void http_conn_drain(struct http_conn *c);

/* At once: evhttp lets go in one of the loop's next turns, and nothing
 * lingers. May free c. */
void http_conn_cut(struct http_conn *c);

#endif
