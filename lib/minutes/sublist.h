/* What belongs to the paragraph before: the lines of its list, the rows of its
 * table. */
#ifndef MINUTES_SUBLIST_H
#define MINUTES_SUBLIST_H

#include <stdbool.h>

#include "minutes/label.h"
#include "minutes/span.h"

/* Whether the text announces a list or goes on in the next block. */
bool sublist_announced(struct span text);

/* A row of a table that was flattened: short, no sentence, with a gap of
 * blanks inside. */
bool sublist_is_row(struct span text);

/* Whether a number that could be the list's next as well as the paragraphs'
 * is the list's, whose lines end `text`: it is, if the last of them says that
 * there is more, and else if it begins as that does. "3. Planning" is no more
 * of "1. That the lamp be lit.", nor is "3. The Clerk said". */
bool sublist_goes_on(struct span text, const struct label *l);

#endif
