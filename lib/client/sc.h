/* A client of searchd: connect, send a request, receive its reply. Blocking,
 * one thread a connection, no libevent. The verb grammar: sc_send_X writes a
 * request, sc_recv_X reads a reply, sc_run_X does both. */
#ifndef CLIENT_SC_H
#define CLIENT_SC_H

#include <stdbool.h>
#include <stddef.h>

#include "answer/answer.h"
#include "common/error.h"
#include "proto/reply.h"

/* Where a client looks without being told; doc/protocol.md says the same. */
#define SC_DEFAULT_ADDRESS "/run/minutiae/searchd.sock"
#define SC_ADDRESS_ENV "MINUTIAE_SERVER"

struct sc_conn;

/* Connects to address: a path (Unix socket: it holds a '/') or HOST:PORT;
 * NULL: $MINUTIAE_SERVER, else SC_DEFAULT_ADDRESS. Reads the greeting.
 * timeout_ms bounds each call that sends or receives (0: none). On failure the
 * message names the address and what to do about it. */
enum status sc_conn_new(struct sc_conn **out, const char *address,
                        unsigned timeout_ms, struct error *err) WARN_UNUSED;
/* A connection over a socket that is open already; takes fd over, also on
 * failure. name is for messages. For tests. */
enum status sc_conn_new_fd(struct sc_conn **out, int fd, const char *name,
                           unsigned timeout_ms, struct error *err) WARN_UNUSED;
void sc_conn_free(struct sc_conn *c); /* NULL is a no-op */

/* The greeting's line; valid as long as c. */
const char *sc_conn_greeting(const struct sc_conn *c);

struct sc_option {
    const char *name;
    const char *value; /* plain: sc_send encodes it as the protocol asks */
};

/* Sends `VERB name=value... : rest`; rest NULL: without one. A control
 * character in rest, a newline say, is sent as a blank. STATUS_TOO_LARGE over
 * the protocol's line. */
enum status sc_send(struct sc_conn *c, const char *verb,
                    const struct sc_option *options, size_t n_options,
                    const char *rest, struct error *err) WARN_UNUSED;

/* The next line of the reply, without its newline; valid until the next
 * call. *end is true for the OK line. An ERR line is a failure: err
 * has its message and column, and the status that its code stands for
 * (STATUS_BAD_QUERY, STATUS_NOT_FOUND, STATUS_BUSY...), and the next request
 * can be sent. After any other failure only sc_conn_free is left.
 * A reply over PROTO_REPLY_MAX is refused with STATUS_TOO_LARGE. */
enum status sc_recv_line(struct sc_conn *c, const char **line, size_t *len,
                         bool *end, struct error *err) WARN_UNUSED;

/* SEARCH into an answer (the caller's). */
enum status sc_recv_search(struct sc_conn *c, struct answer **out,
                           struct error *err) WARN_UNUSED;
enum status sc_run_search(struct sc_conn *c, const struct sc_option *options,
                          size_t n_options, const char *query,
                          struct answer **out, struct error *err) WARN_UNUSED;

#endif
