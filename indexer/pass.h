/* One pass over the files of a run: what the plan keeps is kept, the others
 * are read and parsed; it builds, or only counts.
 *
 * Which documents are taken does not depend on what was there before: of two
 * with one id that of the first file, and one that its page cut only where no
 * other file has it whole. So an update holds what a fresh build would. */
#ifndef INDEXER_PASS_H
#define INDEXER_PASS_H

#include <stdbool.h>
#include <stdint.h>

#include "common/error.h"
#include "indexer/builder.h"
#include "indexer/console.h"
#include "indexer/idset.h"
#include "indexer/plan.h"
#include "indexer/previous.h"
#include "indexer/report.h"
#include "indexer/roots.h"
#include "indexer/walk.h"
#include "indexer/withdrawn.h"
#include "store/files.h"

struct pass {
    const struct roots *roots;
    const struct walk *walk;
    const struct plan *plan;
    const struct previous *before;
    const struct withdrawn *withdrawn;
    struct report *report;
    struct console *console;
    struct builder *build; /* NULL: count only */
    const char *dir;    /* where sets of ids go that are large; NULL: memory */
    struct idset *ids;  /* gets every document taken */
    struct tally tally; /* set by it, as what follows */
    uint64_t doubts;    /* of the parsers, in all files */
    bool *contested;    /* by file: a document of it gave way */

    /* Its own. */
    struct idset *whole; /* names of documents that are not cut */
    struct idset
        *freed; /* ids of those that were kept until kept_drop_cut... */
    struct idset *retaken; /* ... and that were taken again since */
    bool *kept;            /* by number of a document before */
    size_t *cut;           /* files that have a document that is */
    size_t n_cut, cap_cut;
    struct files group; /* at hand */
};

/* Files that cannot be read or understood are reported as skipped; a failure
 * of the build, or a signal, ends the pass. pass_done in every case. */
enum status pass_run(struct pass *p, struct error *err) WARN_UNUSED;
void pass_done(struct pass *p);

/* The pass of a plan that is empty: it only reports the files and counts
 * their doubts. */
enum status pass_same(struct pass *p, struct error *err) WARN_UNUSED;

#endif
