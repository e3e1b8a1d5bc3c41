/* What a round knows, for the files that it is made of. */
#ifndef INDEXER_ROUND_INTERNAL_H
#define INDEXER_ROUND_INTERNAL_H

#include <stdbool.h>
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
    bool shard;   /* asked for, or remembered */
    bool damaged; /* that is known of what was there before */
    struct roots roots;
    struct report *report;
    struct walk_rules rules;
    struct walk walk;
    struct withdrawn withdrawn;
    struct plan plan;
    const char *dir;   /* of the generation that is made; NULL: none */
    struct idset *ids; /* of the documents taken */
    struct pass pass;
    bool left_old; /* a generation that was to go could not be removed */
};

/* Reads what the plan has to be read; with build, into it. */
enum status round_read(struct run *r, struct builder *build,
                       struct error *err) WARN_UNUSED;

/* Prints a round's last line to stdout, with what was skipped, and frees it. */
void round_print(const struct run *r, struct buf *line);

/* Before the work: whether the files of most documents are still there.
 * STATUS_INVALID where not, and nobody allowed it. */
enum status round_guard_files(const struct run *r,
                              struct error *err) WARN_UNUSED;
/* After it: whether most documents are. Files may be there and not be readable
 * any more, or hold fewer items. */
enum status round_guard_documents(const struct run *r,
                                  struct error *err) WARN_UNUSED;

/* After clearing away old generations: says which stays where that failed. */
void round_left(struct run *r, enum status cleaned,
                const struct error *problem);

/* Builds a generation and publishes it. */
enum status round_build(struct run *r, struct error *err) WARN_UNUSED;

#endif
