/* An answer as a person reads it. */
#ifndef SEARCHCTL_SHOW_H
#define SEARCHCTL_SHOW_H

#include "answer/answer.h"
#include "common/buf.h"
#include "searchctl/term.h"

/* Appends the hits, how many there are, notes, and the years' chart. */
void show_answer(struct buf *out, const struct term *t, const struct answer *a);

#endif
