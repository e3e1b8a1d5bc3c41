/* --settle: whether what a run has read is still what is there. Only names,
 * sizes and times are looked at, nothing is read. */
#ifndef INDEXER_SETTLE_H
#define INDEXER_SETTLE_H

#include <stdbool.h>

#include "common/error.h"
#include "indexer/console.h"
#include "indexer/roots.h"
#include "indexer/walk.h"

/* How often a run goes round, at most. Files that people put there one after
 * the other take two; a folder that is written to without end is left to the
 * next run, which there has to be for it in any case. */
#define SETTLE_ROUNDS 5

/* Returns once no file was changed within the last second (it is being copied,
 * perhaps), or after ten seconds of waiting for that. rules may be NULL. Fails
 * only with STATUS_CANCELLED. */
enum status settle_wait(const struct roots *roots,
                        const struct walk_rules *rules, struct console *console,
                        struct error *err) WARN_UNUSED;

/* *changed: files were added, have gone or have changed since `was` was
 * walked, or one may have been in the middle of it then. Fails only with
 * STATUS_CANCELLED. */
enum status settle_check(const struct walk *was, const struct roots *roots,
                         const struct walk_rules *rules, bool *changed,
                         struct error *err) WARN_UNUSED;

#endif
