/* Xapian's database of a generation that is being built: made from nothing by
 * shards that are merged, or a copy of the one before, which is changed. */
#ifndef INDEXER_DATABASE_H
#define INDEXER_DATABASE_H

#include <stddef.h>
#include <stdint.h>

#include "common/error.h"
#include "indexer/batch.h"

struct database;

/* Begins one from nothing in the generation's folder dir; jobs: see
 * shards_open. */
enum status database_open(struct database **out, const char *dir, unsigned jobs,
                          struct error *err) WARN_UNUSED;
/* Begins with a copy of that of the generation folder `before`. */
enum status database_open_copy(struct database **out, const char *dir,
                               const char *before,
                               struct error *err) WARN_UNUSED;
/* Frees; what was not finished is rubbish in dir. NULL is a no-op. */
void database_close(struct database *d);

/* Its folder; until database_close. */
const char *database_path(const struct database *d);

/* What gets the next document's terms; until database_add. */
struct batch *database_batch(struct database *d);

/* Adds the document that was built, of so many bytes of text; *docid: as it
 * will be. STATUS_CANCELLED: see stop.h. */
enum status database_add(struct database *d, size_t bytes, uint32_t *docid,
                         struct error *err) WARN_UNUSED;

/* Of a copy: takes a document out, of so many bytes of text. */
enum status database_delete(struct database *d, uint32_t docid, size_t bytes,
                            struct error *err) WARN_UNUSED;

/* Ends changing it; the last merge goes on in another thread, if there is
 * one... */
enum status database_end(struct database *d, struct error *err) WARN_UNUSED;
/* ... and, after that, waits until all of it is there, and durable. */
enum status database_finish(struct database *d, struct error *err) WARN_UNUSED;

#endif
