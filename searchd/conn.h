/* A line connection: its bytes into lines, one request at a time, its
 * replies in order. The loop's. */
#ifndef SEARCHD_CONN_H
#define SEARCHD_CONN_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/queue.h>

#include <event2/bufferevent.h>

#include "common/buf.h"
#include "searchd/server.h"

struct call;

struct conn {
    struct server *server;
    struct bufferevent *bev;
    struct call *call;     /* the request that is being answered; NULL: none */
    unsigned at_once;      /* answers that were kept, since others had a turn */
    bool skipping;         /* within a line that is too long */
    bool started;          /* a first line has come: no HTTP from here on */
    bool ended;            /* the peer sends no more */
    bool closing;          /* no more is read; the end comes when all is sent */
    bool lingering;        /* all is sent; waiting for the peer to see it */
    bool dead;             /* of no use any more: to be freed */
    bool admin;            /* its peer may ask what changes searchd */
    LIST_ENTRY(conn) link; /* in server->conns */
};

/* Takes fd over, sends the greeting. */
void conn_new(struct server *s, evutil_socket_t fd, bool is_tcp);

/* Whether a reply of len bytes may wait for c's peer to read it. False where
 * peers that do not read hold too much memory already: then the request is
 * to be refused instead. A reply of usual size always may. */
bool conn_has_room(const struct conn *c, size_t len);

/* The reply of c->call: sends it, and goes on with what came after. close:
 * as QUIT asks. May free c. */
void conn_reply(struct conn *c, const struct buf *reply, bool close);

/* Waits for requests as long as server->options say now. */
void conn_set_idle(struct conn *c);

/* Takes no more than what has been sent by now, answers that, closes. One
 * that has not asked anything yet has SERVER_GRACE_SECONDS to. May free c. */
void conn_drain(struct conn *c);

/* At once; what runs for it is cancelled. */
void conn_free(struct conn *c);

#endif
