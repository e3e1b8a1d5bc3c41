/* An error as a person reads it. */
#ifndef SEARCHCTL_FAULT_H
#define SEARCHCTL_FAULT_H

#include "common/buf.h"
#include "common/error.h"
#include "searchctl/term.h"

/* Appends "searchctl: message"; where err points at a column of query (NULL:
 * none), also the query with a caret below the place, cut to the width. */
void fault_add(struct buf *out, const struct term *t, const char *query,
               const struct error *err);

#endif
