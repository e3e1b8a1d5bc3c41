/* --explain: how one file is understood, for people. */
#ifndef INDEXER_EXPLAIN_H
#define INDEXER_EXPLAIN_H

#include "common/error.h"
#include "indexer/options.h"

/* Prints to stdout. The file's id is told as it would be with the SOURCEs of
 * the options or of their index, where it lies below one of these; else as
 * that of a file given alone. */
enum status explain_file(const struct options *o,
                         struct error *err) WARN_UNUSED;

#endif
