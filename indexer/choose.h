/* Which of several files of one id is taken. */
#ifndef INDEXER_CHOOSE_H
#define INDEXER_CHOOSE_H

#include "indexer/report.h"
#include "indexer/roots.h"
#include "indexer/walk.h"

/* Of the files of walk that differ only by extension keeps the one with the
 * richest reader; the others are reported as skipped (report NULL: not). The
 * order stays. */
void choose_richest(struct walk *walk, const struct roots *roots,
                    struct report *report);

#endif
