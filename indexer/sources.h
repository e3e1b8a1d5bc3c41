/* Which SOURCEs a run has: those of the command line, else those of the last
 * run. */
#ifndef INDEXER_SOURCES_H
#define INDEXER_SOURCES_H

#include "common/error.h"
#include "indexer/options.h"
#include "indexer/previous.h"
#include "indexer/roots.h"

/* Opens them. STATUS_USAGE where there are none, with the remedy; else as
 * roots_open, with its rule for roots_done. */
enum status sources_open(struct roots *out, const struct options *o,
                         const struct previous *p,
                         struct error *err) WARN_UNUSED;

#endif
