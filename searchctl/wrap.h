/* A text over several lines. */
#ifndef SEARCHCTL_WRAP_H
#define SEARCHCTL_WRAP_H

#include <stddef.h>

#include "answer/answer.h"
#include "common/buf.h"
#include "searchctl/term.h"

/* Appends text, broken at blanks to the terminal's width (a word that is
 * longer than a line: anywhere) and at U+2028, every line indented by so many
 * columns and ended by a newline; what marks cover is bold. lead stands in
 * the first line's indent (NULL: blanks) and has its width. marks: ascending,
 * within text, NULL with n_marks 0. */
void wrap_add(struct buf *out, const struct term *t, const char *text,
              const struct answer_mark *marks, size_t n_marks, const char *lead,
              unsigned indent);

#endif
