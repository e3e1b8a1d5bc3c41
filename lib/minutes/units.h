/* The blocks of one agenda item into its units: which numbers count, what a
 * resolution holds, what belongs to the paragraph before. */
#ifndef MINUTES_UNITS_H
#define MINUTES_UNITS_H

#include <stdbool.h>

#include "minutes/block.h"
#include "minutes/build.h"

/* Reads blocks [from, to) into the last document; an item's title among them
 * is read as text. `section` is what they
 * are until a BLOCK_SECTION says otherwise; `name` names the item in doubts
 * ("item 4" or ""). */
enum status units_read(struct build *b, const struct blocks *bs, size_t from,
                       size_t to, enum section section, const char *name,
                       struct error *err) WARN_UNUSED;

#endif
