/* Names and texts of others, made fit for a line on a terminal. */
#ifndef INDEXER_ESCAPE_H
#define INDEXER_ESCAPE_H

#include <stdbool.h>
#include <stddef.h>

#include "common/buf.h"

/* Appends s[0..len): control characters, characters that turn the direction
 * of a line, and bytes that are not UTF-8 become \xNN, a byte each. */
void escape_add(struct buf *out, const char *s, size_t len);

/* Whether escape_add would change anything. */
bool escape_needed(const char *s, size_t len);

#endif
