/* A request as the line that it is sent as. Pure. */
#ifndef CLIENT_LINE_H
#define CLIENT_LINE_H

#include <stddef.h>

#include "common/buf.h"
#include "common/error.h"

struct sc_option;

/* Appends `VERB name=value... : rest` and the newline; rest NULL: without
 * one. A control character in rest, a newline say, becomes a blank.
 * STATUS_TOO_LARGE over the protocol's line. */
enum status line_write(struct buf *out, const char *verb,
                       const struct sc_option *options, size_t n_options,
                       const char *rest, struct error *err) WARN_UNUSED;

#endif
