/* From an address to a connected socket. */
#ifndef CLIENT_DIAL_H
#define CLIENT_DIAL_H

#include "common/error.h"

/* Connects to address: a path to a Unix socket (it holds a '/') or
 * HOST:PORT ("[::1]:7700" too). *out is the caller's to close; it does not
 * block. timeout_ms bounds the connecting (not the resolving of HOST), 0:
 * none. STATUS_USAGE: no address; else the message says what to do. */
enum status dial(int *out, const char *address, unsigned timeout_ms,
                 struct error *err) WARN_UNUSED;

#endif
