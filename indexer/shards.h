/* Xapian databases under construction. Writing many small ones and merging
 * them takes two thirds of the CPU time of writing one large one, and half
 * the memory (100,000 paragraphs, 1.4.22). */
#ifndef INDEXER_SHARDS_H
#define INDEXER_SHARDS_H

#include <stddef.h>
#include <stdint.h>

#include "common/error.h"
#include "shim/xs.h"

/* Text in one shard: some 1,500 paragraphs, so that Xapian's tables of what is
 * pending fit the processor's cache. A quarter of it takes a sixth less CPU
 * time, but four times the fsyncs, which a busy disk makes dear. */
#define SHARDS_BYTES (1u << 20)

/* Shards merged at a time. Each has four files open in a merge, and the last
 * merge can meet a few levels of them: far below the usual 1024. */
#define SHARDS_FAN_IN 64

struct shards;

/* Begins in dir, an existing folder. bytes: SHARDS_BYTES, or less in tests. */
enum status shards_open(struct shards **out, const char *dir, size_t bytes,
                        struct error *err) WARN_UNUSED;
/* Frees; what was not finished is rubbish in dir. NULL is a no-op. */
void shards_close(struct shards *s);

/* The writer that gets the next document's terms; until shards_add. */
xs_writer *shards_writer(struct shards *s);

/* Adds the document that was built, of so many bytes of text. *docid: what it
 * has after the last merge, 1, 2, 3... STATUS_CANCELLED: see stop.h. */
enum status shards_add(struct shards *s, size_t bytes, uint32_t *docid,
                       struct error *err) WARN_UNUSED;

/* Merges all into dest, a folder that is not there yet, and removes what was
 * merged. */
enum status shards_finish(struct shards *s, const char *dest,
                          struct error *err) WARN_UNUSED;

#endif
