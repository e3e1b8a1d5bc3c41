/* The addresses that searchd listens on: Unix sockets and TCP. */
#ifndef SEARCHD_LISTEN_H
#define SEARCHD_LISTEN_H

#include <stdbool.h>

#include <event2/event.h>
#include <event2/util.h>

#include "common/buf.h"
#include "common/error.h"

/* On the loop, for each connection; fd is the callee's, non-blocking and
 * closed on exec. */
typedef void listen_fn(void *arg, evutil_socket_t fd, bool is_tcp);

struct listener;

/* Binds and listens on address: a path (it holds a '/') or HOST:PORT. A
 * socket file that nobody answers at is replaced. STATUS_LOCKED: another
 * searchd answers there; STATUS_USAGE: malformed, or other machines reach it
 * and allow_remote is false; STATUS_IO: refused by the system. Sets the
 * process's umask for a moment: before other threads start. */
enum status listener_new(struct listener **out, struct event_base *base,
                         const char *address, bool allow_remote,
                         listen_fn *accepted, void *arg,
                         struct error *err) WARN_UNUSED;
/* Closes, and removes the socket's file if it is still ours. NULL is a
 * no-op. */
void listener_free(struct listener *l);

/* The address with the port that it really has; valid as long as l. */
const char *listener_address(const struct listener *l);

#endif
