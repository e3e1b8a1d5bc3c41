/* A text with the query's words marked. */
#ifndef PAGE_MARKED_H
#define PAGE_MARKED_H

#include <stdbool.h>
#include <stddef.h>

#include "answer/answer.h"
#include "common/buf.h"

/* Appends text, escaped, with <mark> around the marks; what of a mark lies
 * outside of the text or before its predecessor's end is left out. breaks: a
 * U+2028 becomes <br>, else a blank. */
void marked_add(struct buf *out, const char *text,
                const struct answer_mark *marks, size_t n_marks, bool breaks);

#endif
