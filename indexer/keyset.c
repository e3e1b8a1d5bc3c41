/* A set of hashes: see keyset.h. Open addressing with linear probing, by the
 * first eight bytes of SHA-256: nobody chooses them. */
#include "config.h"

#include "indexer/keyset.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <nettle/sha2.h>

#include "common/xalloc.h"

/* Slots to begin with; a power of two, as every later size. */
#define KEYSET_FIRST 1024

struct keyset {
    uint64_t *slots; /* 0: free */
    size_t n_slots, count;
};

static uint64_t
hash_of(const void *key, size_t len)
{
    struct sha256_ctx ctx;
    uint8_t digest[sizeof(uint64_t)];
    uint64_t hash;

    sha256_init(&ctx);
    sha256_update(&ctx, len, key);
    sha256_digest(&ctx, sizeof(digest), digest);
    memcpy(&hash, digest, sizeof(hash));
    return hash != 0 ? hash : 1;
}

/* The slot that holds the hash, or the free one where it belongs. */
static uint64_t *
find(const struct keyset *s, uint64_t hash)
{
    size_t i = (size_t)hash & (s->n_slots - 1);

    while (s->slots[i] != 0 && s->slots[i] != hash)
        i = (i + 1) & (s->n_slots - 1);
    return &s->slots[i];
}

struct keyset *
keyset_new(void)
{
    struct keyset *s = xcalloc(1, sizeof(*s));

    s->n_slots = KEYSET_FIRST;
    s->slots = xcalloc(s->n_slots, sizeof(*s->slots));
    return s;
}

void
keyset_free(struct keyset *s)
{
    if (s == NULL)
        return;
    free(s->slots);
    free(s);
}

static void
grow(struct keyset *s)
{
    uint64_t *old = s->slots;
    size_t n_old = s->n_slots;

    s->n_slots *= 2;
    s->slots = xcalloc(s->n_slots, sizeof(*s->slots));
    for (size_t i = 0; i < n_old; i++)
        if (old[i] != 0)
            *find(s, old[i]) = old[i];
    free(old);
}

void
keyset_add(struct keyset *s, const void *key, size_t len)
{
    uint64_t hash = hash_of(key, len);

    if (*find(s, hash) != 0)
        return;
    if ((s->count + 1) * 4 > s->n_slots * 3)
        grow(s);
    *find(s, hash) = hash;
    s->count++;
}

bool
keyset_has(const struct keyset *s, const void *key, size_t len)
{
    return *find(s, hash_of(key, len)) != 0;
}
