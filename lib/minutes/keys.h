/* The keys of paragraphs that came with their numbers and kinds: the same as
 * units.c gives where it finds these in a text. */
#ifndef MINUTES_KEYS_H
#define MINUTES_KEYS_H

#include <stddef.h>

#include "common/kind.h"

/* What a document has had; zero-initialise. */
struct keys {
    unsigned run, last;     /* of the numbered paragraphs */
    unsigned n[UNIT_KINDS]; /* of the others */
};

/* Writes the next key. */
void keys_next(struct keys *keys, enum unit_kind kind, const char *number,
               char *key, size_t size);

#endif
