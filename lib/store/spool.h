/* Data put aside in a file while an index is written, because it comes before
 * its place in the index does: appended, then read from the start. The file
 * has no name, so nothing of it outlives the process. For the writers of this
 * folder. */
#ifndef STORE_SPOOL_H
#define STORE_SPOOL_H

#include <stddef.h>
#include <stdint.h>

#include "common/error.h"

struct spool;

/* Makes an empty one on the file system of the folder dir. */
enum status spool_open(struct spool **out, const char *dir,
                       struct error *err) WARN_UNUSED;
void spool_close(struct spool *s); /* NULL is a no-op */

/* How many bytes were added. */
uint64_t spool_size(const struct spool *s);

/* Not after the first spool_rewind. */
enum status spool_add(struct spool *s, const void *data, size_t len,
                      struct error *err) WARN_UNUSED;

/* What was added is there for spool_read, and more may be added. */
enum status spool_flush(struct spool *s, struct error *err) WARN_UNUSED;

/* Ends adding; spool_get gives the first bytes next. Any number of times. */
enum status spool_rewind(struct spool *s, struct error *err) WARN_UNUSED;

/* The next len bytes; after spool_rewind. */
enum status spool_get(struct spool *s, void *data, size_t len,
                      struct error *err) WARN_UNUSED;

/* The len bytes at offset, whatever spool_get has come to; after
 * spool_rewind or spool_flush. */
enum status spool_read(const struct spool *s, uint64_t offset, void *data,
                       size_t len, struct error *err) WARN_UNUSED;

#endif
