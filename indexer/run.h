/* One run of the indexer, from the SOURCEs to the published generation. */
#ifndef INDEXER_RUN_H
#define INDEXER_RUN_H

#include <stdint.h>

#include "common/error.h"
#include "indexer/console.h"
#include "indexer/options.h"

/* Indexes, or with --dry-run only says what it would; the closing line goes
 * to stdout. *skipped: what is left to look at, as round_run has it. On
 * failure the index is as it was. */
enum status run_index(const struct options *o, struct console *console,
                      uint64_t *skipped, struct error *err) WARN_UNUSED;

#endif
