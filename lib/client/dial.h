/* From an address to a connected socket. */
#ifndef CLIENT_DIAL_H
#define CLIENT_DIAL_H

#include <stdint.h>

#include "client/retry.h"
#include "common/error.h"

/* Connects to address: a path to a Unix socket (it holds a '/') or
 * HOST:PORT ("[::1]:7700" too). *out is the caller's to close; it does not
 * block. deadline (client/wait.h; 0: none) bounds the connecting, not the
 * resolving of HOST. On failure *why says whether another try may do better.
 * STATUS_USAGE: no address; else the message says what to do. */
enum status dial(int *out, const char *address, uint64_t deadline,
                 enum retry_why *why, struct error *err) WARN_UNUSED;

#endif
