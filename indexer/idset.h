/* A set of document ids: which are taken in this run. */
#ifndef INDEXER_IDSET_H
#define INDEXER_IDSET_H

#include <stdbool.h>
#include <stddef.h>

struct idset;

struct idset *idset_new(void) __attribute__((returns_nonnull));
void idset_free(struct idset *s); /* NULL is a no-op */

/* Adds a copy of id[0..len); false where it is in the set already. */
bool idset_add(struct idset *s, const char *id, size_t len);
bool idset_has(const struct idset *s, const char *id, size_t len);
size_t idset_count(const struct idset *s);

#endif
