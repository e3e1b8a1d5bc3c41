/* Paths of source files, so that what a person types of one meets what the
 * index has. */
#ifndef TEXT_PATH_H
#define TEXT_PATH_H

#include <stddef.h>

#include "common/buf.h"

/* Replaces *out by path[0..len), comparable: case folded and NFC as words
 * are, '\' as '/', and without "./" or slashes before it or slashes after it.
 * Bytes that are no UTF-8 stay. Pure. */
void path_fold(const char *path, size_t len, struct buf *out);

#endif
