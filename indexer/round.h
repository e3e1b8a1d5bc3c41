/* One round of a run: the SOURCEs are walked, read, and published as a
 * generation. */
#ifndef INDEXER_ROUND_H
#define INDEXER_ROUND_H

#include <stdbool.h>
#include <stdint.h>

#include "common/error.h"
#include "indexer/console.h"
#include "indexer/options.h"

/* Indexes, or with --dry-run only says what it would; the closing line goes
 * to stdout. The index is locked. *skipped: files and documents that were not
 * taken, with --strict the doubts about others, and one for old generations
 * that were to go and did not: what was withdrawn may be in them. *changed:
 * with --settle, whether there is something else to read now; it counts also
 * after a failure for want of minutes, as somebody may be replacing them all.
 * On failure the index is as it was. */
enum status round_run(const struct options *o, struct console *console,
                      uint64_t *skipped, bool *changed,
                      struct error *err) WARN_UNUSED;

#endif
