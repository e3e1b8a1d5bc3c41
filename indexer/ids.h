/* A set of document ids: which are taken in this run. */
#ifndef INDEXER_IDS_H
#define INDEXER_IDS_H

#include <stdbool.h>
#include <stddef.h>

struct ids;

struct ids *ids_new(void) __attribute__((returns_nonnull));
void ids_free(struct ids *s); /* NULL is a no-op */

/* Adds a copy of id[0..len); false where it is in the set already. */
bool ids_add(struct ids *s, const char *id, size_t len);
bool ids_has(const struct ids *s, const char *id, size_t len);
size_t ids_count(const struct ids *s);

#endif
