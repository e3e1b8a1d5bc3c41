/* Names of documents: see names.h. */
#include "config.h"

#include "minutes/names.h"

#include <inttypes.h>
#include <stdlib.h>

#include "common/xalloc.h"

/* 48 bits: among the 100,000 documents that a file may have, two share them
 * once in 50,000 files, and are told apart all the same. */
#define DIGITS 12
#define BITS (DIGITS * 4)

/* FNV-1a, folded. */
static uint64_t
hash_of(const char *key, size_t len)
{
    uint64_t h = UINT64_C(14695981039346656037);

    for (size_t i = 0; i < len; i++)
        h = (h ^ (unsigned char)key[i]) * UINT64_C(1099511628211);
    return (h >> BITS) ^ (h & ((UINT64_C(1) << BITS) - 1));
}

/* The slot that has the hash, or the one that is to. */
static struct names_slot *
find(struct names_slot *slots, size_t cap, uint64_t hash)
{
    size_t at = hash & (cap - 1);

    while (slots[at].n > 0 && slots[at].hash != hash)
        at = (at + 1) & (cap - 1);
    return &slots[at];
}

/* Room for one more, half of it free. */
static void
grow(struct names *names)
{
    if (2 * (names->n + 1) <= names->cap)
        return;
    size_t cap = names->cap > 0 ? 2 * names->cap : 64;
    struct names_slot *slots = xcalloc(cap, sizeof(*slots));
    for (size_t i = 0; i < names->cap; i++)
        if (names->slots[i].n > 0)
            *find(slots, cap, names->slots[i].hash) = names->slots[i];
    free(names->slots);
    names->slots = slots;
    names->cap = cap;
}

char *
names_make(struct names *names, const char *source, const char *key, size_t len)
{
    uint64_t hash = hash_of(key, len);

    grow(names);
    struct names_slot *slot = find(names->slots, names->cap, hash);
    names->n += slot->n == 0;
    slot->hash = hash;
    slot->n++;
    return slot->n == 1 ? xasprintf("%s/%0*" PRIx64, source, DIGITS, hash)
                        : xasprintf("%s/%0*" PRIx64 "-%u", source, DIGITS, hash,
                                    slot->n);
}

void
names_done(struct names *names)
{
    free(names->slots);
    *names = (struct names){0};
}
