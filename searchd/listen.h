/* The addresses that searchd listens on: Unix sockets and TCP. */
#ifndef SEARCHD_LISTEN_H
#define SEARCHD_LISTEN_H

#include <stdbool.h>

#include <event2/event.h>
#include <event2/util.h>

#include "common/buf.h"
#include "common/error.h"
#include "searchd/bind.h"

/* On the loop, for each connection; fd is the callee's, non-blocking and
 * closed on exec. */
typedef void listen_fn(void *arg, evutil_socket_t fd, bool is_tcp);

struct listener;

/* Listens on *bound, and takes it, also where it fails: STATUS_IO, refused by
 * the system. */
enum status listener_new(struct listener **out, struct event_base *base,
                         struct bound *bound, listen_fn *accepted, void *arg,
                         struct error *err) WARN_UNUSED;
/* Accepts from here on: until then who connects waits in the backlog. */
void listener_accept(struct listener *l);
/* Stops accepting: who waits in the backlog of a socket that was passed is
 * the next process's. Releases bound. NULL is a no-op. */
void listener_free(struct listener *l);

/* The address with the port that it really has; valid as long as l. */
const char *listener_address(const struct listener *l);

#endif
