/* Whether the files of a walk are those of the generation before: a part of
 * making a plan. */
#ifndef INDEXER_COMPARE_H
#define INDEXER_COMPARE_H

#include "common/error.h"
#include "indexer/plan.h"
#include "indexer/roots.h"
#include "indexer/walk.h"
#include "store/files-list.h"

/* Fills in what p says of each file, where p->was is known; see plan_make. The
 * files of one id are kept as they were, or are all to be read. Fails with
 * STATUS_CANCELLED. */
enum status compare_files(struct plan *p, const struct walk *walk,
                          const struct roots *roots, struct files_list *before,
                          struct error *err) WARN_UNUSED;

/* What gave way to another file's document is to be read, too, once something
 * is done at all. */
void compare_read_contested(struct plan *p, const struct walk *walk,
                            struct files_list *before);

#endif
