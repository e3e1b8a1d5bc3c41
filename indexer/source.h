/* Reading one file of a root safely. */
#ifndef INDEXER_SOURCE_H
#define INDEXER_SOURCE_H

#include "common/buf.h"
#include "common/error.h"
#include "indexer/roots.h"

/* Replaces *out by the file's bytes. Below a folder no link is followed at
 * any step; only regular files are read, and at most MINUTES_INPUT_MAX bytes.
 * The message does not name the file. */
enum status source_read(const struct root *root, const char *relative,
                        struct buf *out, struct error *err) WARN_UNUSED;

#endif
