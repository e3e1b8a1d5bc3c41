/* Finding the files of a walk again among those of the generation before: a
 * part of making a plan. */
#ifndef INDEXER_MATCH_H
#define INDEXER_MATCH_H

#include "indexer/plan.h"
#include "indexer/walk.h"
#include "store/files-list.h"

/* Fills in p->was, and what p says of files that are gone. */
void match_files(struct plan *p, const struct walk *walk,
                 struct files_list *before);

#endif
