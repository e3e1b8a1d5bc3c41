/* What --dry-run says would change. */
#ifndef INDEXER_CHANGES_H
#define INDEXER_CHANGES_H

#include "indexer/idset.h"
#include "indexer/plan.h"
#include "indexer/previous.h"
#include "indexer/roots.h"
#include "indexer/walk.h"

/* Prints to stdout, made printable, one a line: where there is an index to
 * compare with, the files that are new, changed or removed; and the documents
 * before that are not in ids. */
void changes_print(const struct plan *p, const struct walk *walk,
                   const struct roots *roots, const struct previous *before,
                   struct idset *ids);

#endif
