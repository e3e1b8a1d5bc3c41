/* One pass over the files of a run: read, parse, and build or only count. */
#ifndef INDEXER_PASS_H
#define INDEXER_PASS_H

#include "common/error.h"
#include "indexer/builder.h"
#include "indexer/console.h"
#include "indexer/idset.h"
#include "indexer/report.h"
#include "indexer/roots.h"
#include "indexer/walk.h"

struct pass {
    const struct roots *roots;
    const struct walk *walk;
    struct report *report;
    struct console *console;
    struct builder *build; /* NULL: count only */
    struct idset *ids;     /* gets every document taken */
    struct tally tally;
};

/* Files that cannot be read or understood are reported as skipped; a failure
 * of the build, or a signal, ends the pass. */
enum status pass_run(struct pass *p, struct error *err) WARN_UNUSED;

#endif
