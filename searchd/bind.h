/* An address into a bound socket. */
#ifndef SEARCHD_BIND_H
#define SEARCHD_BIND_H

#include <stdbool.h>
#include <sys/types.h>

#include "common/error.h"

/* Connections that wait to be accepted: with 128, ten thousand connects took
 * 30 s by the kernel's one-second retries; with 512, 0.3 s. */
#define BIND_BACKLOG 512

struct bound {
    int fd; /* bound, not yet listening; non-blocking */
    bool is_tcp;
    char *address; /* as clients write it, with the real port */
    dev_t dev;     /* of a Unix socket's file, to know it again */
    ino_t ino;
};

/* See listener_new. */
enum status bind_address(struct bound *out, const char *address,
                         bool allow_remote, struct error *err) WARN_UNUSED;
/* Closes, removes the file if it is still the one that was made, frees. */
void bind_release(struct bound *b);

#endif
