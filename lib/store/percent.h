/* Names as one field of a line: %XX for control characters and '%'. For the
 * text files of this folder. */
#ifndef STORE_PERCENT_H
#define STORE_PERCENT_H

#include <stdbool.h>
#include <stddef.h>

#include "common/buf.h"

/* Appends s. */
void percent_add(struct buf *b, const char *s);

/* Replaces *out by s[0..len) without the escapes; false where they are
 * wrong, or stand for a NUL. */
bool percent_undo(const char *s, size_t len, struct buf *out);

#endif
