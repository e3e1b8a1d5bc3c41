/* Files that differ only by extension: one of them is taken, the first, by
 * what readers can make of them, that gives a document. */
#ifndef INDEXER_CHOOSE_H
#define INDEXER_CHOOSE_H

#include <stddef.h>

#include "indexer/report.h"
#include "indexer/roots.h"
#include "indexer/walk.h"
#include "store/files.h"

/* Sorts the files of a walk by root and id; those of one id become a group,
 * the richest reader first, what is empty last. */
void choose_sort(struct walk *walk);

/* The end of the group that begins with the walk's file i. */
size_t choose_end(const struct walk *walk, size_t i);

/* Reports which files of a group were skipped, why, and what is taken instead
 * of them. items: of the group's files. */
void choose_report(struct report *report, const struct roots *roots,
                   const struct walk *walk, size_t first,
                   const struct files_item *items);

#endif
