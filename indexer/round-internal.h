/* What a round knows, for the files that it is made of. */
#ifndef INDEXER_ROUND_INTERNAL_H
#define INDEXER_ROUND_INTERNAL_H

#include <stdint.h>

#include "common/buf.h"
#include "common/error.h"
#include "indexer/builder.h"
#include "indexer/console.h"
#include "indexer/idset.h"
#include "indexer/options.h"
#include "indexer/pass.h"
#include "indexer/plan.h"
#include "indexer/previous.h"
#include "indexer/report.h"
#include "indexer/roots.h"
#include "indexer/walk.h"
#include "indexer/withdrawn.h"

struct run {
    const struct options *options;
    struct console *console;
    uint64_t start;
    struct previous previous;
    struct roots roots;
    struct report *report;
    struct walk_rules rules;
    struct walk walk;
    struct withdrawn withdrawn;
    struct plan plan;
    struct idset *ids; /* of the documents taken */
    struct pass pass;
};

/* Reads what the plan has to be read; with build, into it. */
enum status round_read(struct run *r, struct builder *build,
                       struct error *err) WARN_UNUSED;

/* Prints a round's last line to stdout, with what was skipped, and frees it. */
void round_print(const struct run *r, struct buf *line);

/* Builds a generation and publishes it. */
enum status round_build(struct run *r, struct error *err) WARN_UNUSED;

#endif
