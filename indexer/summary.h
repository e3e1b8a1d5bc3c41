/* The closing line of a run. */
#ifndef INDEXER_SUMMARY_H
#define INDEXER_SUMMARY_H

#include <stdint.h>

#include "common/buf.h"
#include "indexer/console.h"
#include "indexer/plan.h"

/* Appends "3 files" or "1 file". */
void summary_count(struct buf *out, uint64_t n, const char *one,
                   const char *many);

/* Appends "31 documents, 412 paragraphs from 30 files (0.2 MB) in 0.3 s";
 * start is on the clock of common/clock.h. */
void summary_tally(struct buf *out, const struct tally *t, uint64_t start);

/* Appends " (3 new, 2 changed, 1 removed)", or why all were read again. */
void summary_changes(struct buf *out, const struct plan *p);

/* Appends "; 2 files skipped", "; 1 document skipped" where there are any. */
void summary_skipped(struct buf *out, uint64_t files, uint64_t documents);

#endif
