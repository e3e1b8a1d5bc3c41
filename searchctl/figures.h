/* The server's figures, a name and a value a line. */
#ifndef SEARCHCTL_FIGURES_H
#define SEARCHCTL_FIGURES_H

#include "client/sc.h"
#include "common/buf.h"
#include "searchctl/term.h"

/* Appends the reply to STATS with the values below each other; behind times
 * and sizes stands what a person calls them: "93784  (1 d 2 h)". The number
 * stays as it is for scripts. Takes the lines out of the reply. */
void figures_add(struct buf *out, const struct term *t, struct sc_reply *reply);

#endif
