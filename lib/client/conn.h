/* One connection to a searchd: its greeting, requests, the lines of replies.
 * Blocking, one thread a connection. Each call waits no longer than the
 * connection's deadline. */
#ifndef CLIENT_CONN_H
#define CLIENT_CONN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/error.h"

struct conn;

/* A connection over a socket that is open already; takes fd over, also on
 * failure. Reads the greeting. name is for messages; deadline as of
 * client/wait.h. On failure *ended tells whether the server closed the
 * connection before it had said anything wrong. */
enum status conn_new(struct conn **out, int fd, const char *name,
                     uint64_t deadline, bool *ended,
                     struct error *err) WARN_UNUSED;
void conn_free(struct conn *c); /* NULL is a no-op */

/* The deadline of the calls to come. */
void conn_set_deadline(struct conn *c, uint64_t deadline);

/* Whether a call failed since the server had closed the connection. */
bool conn_ended(const struct conn *c);
/* Whether it can take another request: not after a failure other than an ERR
 * line. */
bool conn_usable(const struct conn *c);

/* The greeting's line; valid as long as c. */
const char *conn_greeting(const struct conn *c);

/* Sends the bytes of a whole line. */
enum status conn_send(struct conn *c, const char *line, size_t len,
                      struct error *err) WARN_UNUSED;

/* The next line of the reply, without its newline; valid until the next
 * call. *end is true for the OK line. An ERR line is a failure: err
 * has its message and column, and the status that its code stands for
 * (STATUS_BAD_QUERY, STATUS_NOT_FOUND, STATUS_BUSY...), and the next request
 * can be sent. After any other failure only conn_free is left.
 * A reply over PROTO_REPLY_MAX is refused with STATUS_TOO_LARGE. */
enum status conn_recv_line(struct conn *c, const char **line, size_t *len,
                           bool *end, struct error *err) WARN_UNUSED;

#endif
