/* A set of keys of which only hashes are kept: eight bytes each, however many
 * documents there are. Two keys in 2^64 may be taken for one. */
#ifndef INDEXER_KEYSET_H
#define INDEXER_KEYSET_H

#include <stdbool.h>
#include <stddef.h>

struct keyset;

struct keyset *keyset_new(void) __attribute__((returns_nonnull));
void keyset_free(struct keyset *s); /* NULL is a no-op */

void keyset_add(struct keyset *s, const void *key, size_t len);
bool keyset_has(const struct keyset *s, const void *key, size_t len);

#endif
