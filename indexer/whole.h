/* Which documents a run has whole: by the names by which another file may have
 * the same one, cut off by its page. */
#ifndef INDEXER_WHOLE_H
#define INDEXER_WHOLE_H

#include <stdbool.h>

#include "indexer/idset.h"

/* A document's names: the item's own, "ai:51902", and who met when about what,
 * where title and date are known. "" unknown. */
struct whole_names {
    const char *item, *title, *date, *committee;
};

void whole_add(struct idset *set, const struct whole_names *n);
bool whole_has(struct idset *set, const struct whole_names *n);

#endif
