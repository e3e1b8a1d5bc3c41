/* Building a generation's files from nothing: documents in, a compacted
 * Xapian database and the flat files out. */
#ifndef INDEXER_BUILDER_H
#define INDEXER_BUILDER_H

#include <stdint.h>

#include "common/error.h"
#include "minutes/minutes.h"

struct builder;

/* Begins in dir, an empty folder. */
enum status builder_open(struct builder **out, const char *dir,
                         struct error *err) WARN_UNUSED;
/* Frees; what was not finished is rubbish in dir. NULL is a no-op. */
void builder_close(struct builder *b);

/* Adds a document and its units; source is the path of its file relative to
 * its root. STATUS_CANCELLED: see stop.h. */
enum status builder_document(struct builder *b, const struct document *d,
                             const char *source, struct error *err) WARN_UNUSED;

/* Compacts, lists the words, makes the files durable. */
enum status builder_finish(struct builder *b, struct error *err) WARN_UNUSED;

#endif
