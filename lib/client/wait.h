/* Waiting for a socket, with a deadline. */
#ifndef CLIENT_WAIT_H
#define CLIENT_WAIT_H

#include <stdint.h>

#include "common/error.h"

/* The deadline of a wait that begins now; timeout_ms 0: none (0). */
uint64_t wait_deadline(unsigned timeout_ms);

/* Returns once fd is ready for events (POLLIN, POLLOUT) or has failed: the
 * call that follows tells which. STATUS_TIMEOUT past the deadline; name is
 * the server's, for the message. */
enum status wait_for(int fd, short events, uint64_t deadline, const char *name,
                     struct error *err) WARN_UNUSED;

#endif
