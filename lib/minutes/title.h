/* Which texts can be an item's title. */
#ifndef MINUTES_TITLE_H
#define MINUTES_TITLE_H

#include <stdbool.h>

#include "minutes/span.h"

/* Whether a text looks like a title wherever it stands: short, no sentence,
 * no number, no formula, not only a rule of dashes or bars. */
bool title_is(struct span text);

/* Whether a text can be one where the place says so: titles end in a question
 * mark or a full stop, too, and "APOLOGIES" is one. */
bool title_may_be(struct span text);

#endif
