/* Building a generation's files: documents in, a Xapian database and the flat
 * files out. From nothing, or from the generation before: then each of its
 * documents is kept or left out first, in their order, and new ones follow. */
#ifndef INDEXER_BUILDER_H
#define INDEXER_BUILDER_H

#include <stdbool.h>
#include <stdint.h>

#include "common/error.h"
#include "minutes/minutes.h"
#include "store/files.h"
#include "store/store.h"

struct builder;

/* Begins in dir, an empty folder. shard: Xapian's part has forms as well, with
 * their positions, so that it can be searched without the files beside it.
 * jobs: see shards_open. */
enum status builder_open(struct builder **out, const char *dir, bool shard,
                         unsigned jobs, struct error *err) WARN_UNUSED;

/* Begins with a copy of what the generation folder `before` holds, whose
 * store is old (borrowed); shard: as that is. */
enum status builder_open_update(struct builder **out, const char *dir,
                                bool shard, const char *before,
                                const struct store *old,
                                struct error *err) WARN_UNUSED;

/* Frees; what was not finished is rubbish in dir. NULL is a no-op. */
void builder_close(struct builder *b);

/* Of an update, for each document of old from number 0 on: its units keep
 * their docids, and it gets the number of a file in the new `files`; ... */
enum status builder_keep(struct builder *b, uint32_t document, uint32_t file,
                         struct error *err) WARN_UNUSED;
/* ... or it goes. */
enum status builder_leave(struct builder *b, uint32_t document,
                          struct error *err) WARN_UNUSED;
/* A document of old that was kept goes after all. */
enum status builder_drop(struct builder *b, uint32_t document,
                         struct error *err) WARN_UNUSED;

/* Adds a document and its units; source is the path of its file relative to
 * its root, file its number in `files`. STATUS_CANCELLED: see stop.h. */
enum status builder_document(struct builder *b, const struct document *d,
                             const char *source, uint32_t file,
                             struct error *err) WARN_UNUSED;

/* Adds a file to `files`, 0, 1... */
enum status builder_file(struct builder *b, const struct files_item *file,
                         struct error *err) WARN_UNUSED;

/* Ends Xapian's part, lists the words and the files, makes all of it durable.
 * contested: see files_writer_finish. */
enum status builder_finish(struct builder *b, const bool *contested,
                           struct error *err) WARN_UNUSED;

#endif
