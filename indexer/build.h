/* Building a generation's files from nothing: documents in, a compacted
 * Xapian database and the flat files out. */
#ifndef INDEXER_BUILD_H
#define INDEXER_BUILD_H

#include <stdint.h>

#include "common/error.h"
#include "minutes/minutes.h"

struct build;

/* Begins in dir, an empty folder. */
enum status build_open(struct build **out, const char *dir,
                       struct error *err) WARN_UNUSED;
/* Frees; what was not finished is rubbish in dir. NULL is a no-op. */
void build_close(struct build *b);

/* Adds a document and its units; source is the path of its file relative to
 * its root. STATUS_CANCELLED: see stop.h. */
enum status build_document(struct build *b, const struct document *d,
                           const char *source, struct error *err) WARN_UNUSED;

/* Compacts, lists the words, makes the files durable. */
enum status build_finish(struct build *b, struct error *err) WARN_UNUSED;

#endif
