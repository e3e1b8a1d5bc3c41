/* The HTTP side: the search box, served by evhttp in the same loop. Here:
 * its addresses and its connections; what is answered begins in visit.h. All
 * of it belongs to the loop's thread. */
#ifndef SEARCHD_HTTP_H
#define SEARCHD_HTTP_H

#include <stddef.h>

#include <event2/http.h>

#include "common/error.h"
#include "searchd/bind.h"
#include "searchd/http_conn.h"
#include "searchd/options.h"
#include "searchd/server.h"

struct http_listener;

struct http {
    struct server *server;
    struct evhttp *evhttp;
    struct http_listener *listeners[OPTIONS_LISTEN_MAX];
    size_t n_listeners;
    char *addresses[OPTIONS_LISTEN_MAX]; /* as bound, also when they are
                                            closed */
    size_t n_addresses;
    struct http_conn_list conns;
    size_t n_conns;
    size_t max_conns;
};

/* Listens on bound[0..n), and takes those it has come to. As listener_new. */
enum status http_new(struct http **out, struct server *s, struct bound *bound,
                     size_t n, struct error *err) WARN_UNUSED;

/* Nobody new from here on; the addresses are free. */
void http_close_listeners(struct http *h);
/* Each connection answers what has arrived, then ends. */
void http_drain(struct http *h);
/* All that is left. Before the pool ends. NULL is a no-op. */
void http_free(struct http *h);

/* Takes its share of server->max_conns, which is new. NULL is a no-op. */
void http_share_room(struct http *h);

/* Accepts, where nothing forbids it any more: the server did not accept, or
 * there were too many connections. NULL is a no-op. */
void http_look_for_room(struct http *h);

/* For http_conn.c. */
void http_conn_began(struct http *h);
void http_conn_ended(struct http *h);

#endif
