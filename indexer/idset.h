/* A set of document ids: which are taken in this run. Of each 16 bytes are
 * kept, of a cryptographic hash, in up to 43: nobody finds two ids that are
 * taken for one. */
#ifndef INDEXER_IDSET_H
#define INDEXER_IDSET_H

#include <stdbool.h>
#include <stddef.h>

struct idset;

struct idset *idset_new(void) __attribute__((returns_nonnull));
void idset_free(struct idset *s); /* NULL is a no-op */

/* Adds id[0..len); false where it is in the set already. */
bool idset_add(struct idset *s, const char *id, size_t len);
bool idset_has(const struct idset *s, const char *id, size_t len);
size_t idset_count(const struct idset *s);

#endif
