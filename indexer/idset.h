/* A set of document ids, or of other names: which are taken in this run. Of
 * each 16 bytes are kept, of a cryptographic hash, in up to 43: nobody finds
 * two that are taken for one. A bounded set keeps its newest so, and 1.4 bytes
 * for each of the others, which are on the disk. */
#ifndef INDEXER_IDSET_H
#define INDEXER_IDSET_H

#include <stdbool.h>
#include <stddef.h>

#include "common/error.h"

/* Ids in memory of a bounded set of this program: 12 MiB, in 16. */
#define IDSET_MEMORY ((size_t)768 << 10)

struct idset;

struct idset *idset_new(void) __attribute__((returns_nonnull));
void idset_free(struct idset *s); /* NULL is a no-op */

/* Bounds it: of more than n ids, sorted runs go to the file system of the
 * folder dir. n: IDSET_MEMORY, or less in tests. */
void idset_bound(struct idset *s, const char *dir, size_t n);

/* Adds id[0..len); false where it is in the set already. */
bool idset_add(struct idset *s, const char *id, size_t len);
bool idset_has(struct idset *s, const char *id, size_t len);
size_t idset_count(const struct idset *s);

/* As ferror(3): whether all that the two have said is so. It is not once what
 * is on the disk could not be written, or read: that failure. */
enum status idset_check(const struct idset *s, struct error *err) WARN_UNUSED;

#endif
