/* A client of searchd: asks, and gives the whole reply. Blocking, one thread a
 * client, no libevent.
 *
 * Every request may be asked twice without harm. So where a connection ends
 * before a whole reply has come (the daemon was killed, or starts anew), or
 * nobody listens for a moment, it is asked again on a new one, a bounded
 * number of times and within the timeout: see client/retry.c. */
#ifndef CLIENT_SC_H
#define CLIENT_SC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "answer/answer.h"
#include "client/retry.h"
#include "common/buf.h"
#include "common/error.h"

/* Where a client looks without being told; doc/protocol.md says the same. */
#define SC_DEFAULT_ADDRESS "/run/minutiae/searchd.sock"
#define SC_ADDRESS_ENV "MINUTIAE_SERVER"

struct sc;

/* A client of the server at address: a path (Unix socket: it holds a '/') or
 * HOST:PORT; NULL: $MINUTIAE_SERVER, else SC_DEFAULT_ADDRESS. Connects when
 * first asked. timeout_ms bounds each request with all that it takes (0: there
 * is no end). */
struct sc *sc_new(const char *address, unsigned timeout_ms)
    __attribute__((returns_nonnull));

/* Connects: a socket into *fd, or why not, and whether to try again (*why is
 * RETRY_NEVER before the call). */
typedef enum status sc_dial_fn(void *arg, int *fd, uint64_t deadline,
                               enum retry_why *why, struct error *err);
/* A client that connects by that function; name is for messages. For tests. */
struct sc *sc_new_dialing(sc_dial_fn *dialing, void *arg, const char *name,
                          unsigned timeout_ms) __attribute__((returns_nonnull));
void sc_free(struct sc *s); /* NULL is a no-op */

struct sc_option {
    const char *name;
    const char *value; /* plain: it is encoded as the protocol asks */
};

/* A whole reply: its lines one after the other, the OK line last, each ended
 * by a newline. Zero-initialise. */
struct sc_reply {
    struct buf text;
    size_t at; /* what sc_reply_line gave out */
};

/* Asks `VERB name=value... : rest` (rest NULL: without one) and takes in the
 * whole reply, in the place of what *out held. A control character in rest, a
 * newline say, is sent as a blank. STATUS_TOO_LARGE over the protocol's line,
 * or its reply. An ERR line is a failure: err has its message and column, and
 * the status that its code stands for (STATUS_BAD_QUERY, STATUS_NOT_FOUND,
 * STATUS_BUSY...). Other messages name the address and what to do about it. */
enum status sc_ask(struct sc *s, const char *verb,
                   const struct sc_option *options, size_t n_options,
                   const char *rest, struct sc_reply *out,
                   struct error *err) WARN_UNUSED;

/* The next line without its newline, NUL-terminated in its place; false behind
 * the last. */
bool sc_reply_line(struct sc_reply *r, const char **line, size_t *len);
void sc_reply_done(struct sc_reply *r);

/* SIMILAR, as sc_search: paragraphs like the one called id. */
enum status sc_similar(struct sc *s, const struct sc_option *options,
                       size_t n_options, const char *id, struct answer **out,
                       struct error *err) WARN_UNUSED;

/* SEARCH into an answer (the caller's). STATUS_INVALID where the reply is
 * garbled. */
enum status sc_search(struct sc *s, const struct sc_option *options,
                      size_t n_options, const char *query, struct answer **out,
                      struct error *err) WARN_UNUSED;

#endif
