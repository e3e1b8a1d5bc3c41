/* The daemon: its loop, what the loop owns, and the order in which it ends. */
#ifndef SEARCHD_SERVER_H
#define SEARCHD_SERVER_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/queue.h>

#include <event2/event.h>

#include "common/error.h"
#include "engine/answers.h"
#include "engine/index.h"
#include "searchd/listen.h"
#include "searchd/loader.h"
#include "searchd/manager.h"
#include "searchd/options.h"
#include "searchd/pool.h"
#include "searchd/slowlog.h"
#include "searchd/sockets.h"
#include "searchd/stats.h"
#include "searchd/watch.h"

struct http;

/* At the end, for the first request of a connection that was accepted: it
 * follows the connect at once, or after one packet that is lost, which TCP
 * sends again within a second (RFC 6298). Not every client asks again. */
#define SERVER_GRACE_SECONDS 1

LIST_HEAD(conn_list, conn);

/* All of it belongs to the loop's thread. */
struct server {
    struct options *options;       /* as they are now: held, replaced by
                                      reload_settings, never changed */
    const struct options *started; /* as they were at first */
    struct event_base *base;
    struct pool *pool;
    struct loader *loader;
    struct watch *watch;
    struct manager *manager;
    struct sockets sockets; /* until listeners take them */
    struct listener *listeners[OPTIONS_LISTEN_MAX];
    size_t n_listeners;
    struct event *signals[3];
    struct event *deadline; /* of the end, once it has begun */
    struct event *tick;     /* what is to be looked at now and then */

    struct answers *answers; /* kept of index; for workers, too */
    struct index *index;     /* the generation that serves; NULL: none yet */
    struct error why;        /* where index is NULL */

    struct http *http; /* NULL: none is asked for */
    struct conn_list conns;
    size_t n_conns; /* those of HTTP too */
    size_t max_conns;
    size_t unsent; /* bytes of replies that wait in all connections */

    unsigned longer_ms;    /* a timeout that held until a reload; */
    uint64_t longer_until; /* until then searches may run by it */

    struct stats stats;
    struct slowlog slowlog;
    int ready_fd;   /* -1: none, or written */
    bool accepting; /* the first load has ended, and not yet stopping */
    bool stopping;  /* SIGTERM has come */
};

/* Binds, starts the threads, serves until SIGTERM or SIGINT, ends in order.
 * What it returns is why it could not start. */
enum status server_run(struct options *options, struct error *err) WARN_UNUSED;

/* Sets how many connections there may be by the options of now. */
void server_limit_connections(struct server *s);

/* What keeps requests from being answered, for a log: static text; NULL:
 * nothing. */
const char *server_trouble(const struct server *s);

/* A connection calls this as its last act. */
void server_conn_ended(struct server *s);

#endif
