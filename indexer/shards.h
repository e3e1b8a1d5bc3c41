/* Xapian databases under construction, by several threads. Writing many small
 * ones and merging them takes two thirds of the CPU time of writing one large
 * one, and half the memory (100,000 paragraphs, 1.4.22), and each can be
 * another thread's.
 *
 * Where a shard ends and which are merged depends on the documents alone: what
 * comes out is the same with any number of threads, byte for byte but for the
 * random UUID in Xapian's iamglass. The tables of terms by document are in it
 * (no DB_NO_TERMLIST, though that would save an eighth of the time): an update
 * deletes documents, for which Xapian has to know their terms. */
#ifndef INDEXER_SHARDS_H
#define INDEXER_SHARDS_H

#include <stddef.h>
#include <stdint.h>

#include "common/error.h"
#include "indexer/batch.h"

/* Text in one shard: some 1,500 paragraphs, so that Xapian's tables of what is
 * pending fit the processor's cache. They are not synced to the disk, where
 * most are gone before they were ever written. */
#define SHARDS_BYTES (1u << 20)

/* Shards merged at a time. Each has four files open in a merge, and the last
 * merge can meet a few levels of them: far below the usual 1024. */
#define SHARDS_FAN_IN 64

/* Threads at most: of no use long before; each takes up to 100 MB where words
 * are as many as can be. */
#define SHARDS_JOBS_MAX 64

struct shards;

/* Begins in dir, an existing folder. bytes: SHARDS_BYTES, or less in tests.
 * jobs, 1 to SHARDS_JOBS_MAX: so many threads besides the caller's do Xapian's
 * work; 1: the caller's does all, and there are no others. A failure of theirs
 * is that of one of the calls that follow. All other functions are for the
 * thread that called this one. */
enum status shards_open(struct shards **out, const char *dir, size_t bytes,
                        unsigned jobs, struct error *err) WARN_UNUSED;
/* Ends the threads, and frees; what was not finished is rubbish in dir. NULL is
 * a no-op. */
void shards_close(struct shards *s);

/* What gets the next document's terms; until shards_add. Memory: jobs + 2 of
 * these, each with the terms of a shard's text. */
struct batch *shards_batch(struct shards *s);

/* Adds the document that was built, of so many bytes of text. *docid: what it
 * has after the last merge, 1, 2, 3... STATUS_CANCELLED: see stop.h. */
enum status shards_add(struct shards *s, size_t bytes, uint32_t *docid,
                       struct error *err) WARN_UNUSED;

/* Ends adding: all will be merged into dest, a folder that is not there yet,
 * and what was merged removed... */
enum status shards_end(struct shards *s, const char *dest,
                       struct error *err) WARN_UNUSED;
/* ... and, after that, waits until it is. */
enum status shards_finish(struct shards *s, struct error *err) WARN_UNUSED;

#endif
