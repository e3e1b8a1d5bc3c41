/* Lines out of a socket, each wait with a deadline, each reply with a bound. */
#ifndef CLIENT_INLET_H
#define CLIENT_INLET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/buf.h"
#include "common/error.h"

struct inlet {
    int fd;            /* borrowed */
    const char *name;  /* borrowed; the server's, for messages */
    uint64_t deadline; /* of all calls, see client/wait.h; 0: none */
    struct buf in;     /* received; what is before `taken` was given out */
    size_t taken;
    size_t reply_bytes; /* of the reply being read */
    bool ended;         /* the server closed the connection */
};

/* The next line, without its newline; valid until the next call. A reply
 * over PROTO_REPLY_MAX (its end not counted): STATUS_TOO_LARGE. After a failure
 * the lines to come are of no use: they may begin in the middle. */
enum status inlet_next(struct inlet *i, const char **line, size_t *len,
                       struct error *err) WARN_UNUSED;

/* The reply ended with the line last given out. */
void inlet_end_reply(struct inlet *i);

void inlet_done(struct inlet *i);

#endif
