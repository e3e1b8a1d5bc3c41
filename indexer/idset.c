/* A set of ids: see idset.h. Open addressing with linear probing. */
#include "config.h"

#include "indexer/idset.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "common/arena.h"
#include "common/xalloc.h"

/* Slots to begin with; a power of two, as every later size. */
#define IDSET_FIRST 1024

struct slot {
    const char *id; /* NULL: free */
    size_t len;
    uint64_t hash;
};

struct idset {
    struct arena *arena; /* owns the copies */
    struct slot *slots;
    size_t n_slots;
    size_t count;
};

/* FNV-1a, 64 bits. Ids are the paths of one's own files: nobody gains from
 * making them collide. */
static uint64_t
hash_of(const char *s, size_t len)
{
    uint64_t h = UINT64_C(0xcbf29ce484222325);

    for (size_t i = 0; i < len; i++) {
        h ^= (unsigned char)s[i];
        h *= UINT64_C(0x100000001b3);
    }
    return h;
}

/* The slot that holds the id, or the free one where it belongs. */
static struct slot *
find(const struct idset *s, const char *id, size_t len, uint64_t hash)
{
    size_t i = (size_t)hash & (s->n_slots - 1);

    for (;; i = (i + 1) & (s->n_slots - 1)) {
        struct slot *slot = &s->slots[i];
        if (slot->id == NULL || (slot->hash == hash && slot->len == len &&
                                 memcmp(slot->id, id, len) == 0))
            return slot;
    }
}

struct idset *
idset_new(void)
{
    struct idset *s = xcalloc(1, sizeof(*s));

    s->arena = arena_new();
    s->n_slots = IDSET_FIRST;
    s->slots = xcalloc(s->n_slots, sizeof(*s->slots));
    return s;
}

void
idset_free(struct idset *s)
{
    if (s == NULL)
        return;
    arena_free(s->arena);
    free(s->slots);
    free(s);
}

static void
grow(struct idset *s)
{
    struct slot *old = s->slots;
    size_t n_old = s->n_slots;

    s->n_slots *= 2;
    s->slots = xcalloc(s->n_slots, sizeof(*s->slots));
    for (size_t i = 0; i < n_old; i++)
        if (old[i].id != NULL)
            *find(s, old[i].id, old[i].len, old[i].hash) = old[i];
    free(old);
}

bool
idset_add(struct idset *s, const char *id, size_t len)
{
    uint64_t hash = hash_of(id, len);

    if (find(s, id, len, hash)->id != NULL)
        return false;
    /* At most three quarters full: probes stay short. */
    if ((s->count + 1) * 4 > s->n_slots * 3)
        grow(s);
    *find(s, id, len, hash) =
        (struct slot){arena_strndup(s->arena, id, len), len, hash};
    s->count++;
    return true;
}

bool
idset_has(const struct idset *s, const char *id, size_t len)
{
    return find(s, id, len, hash_of(id, len))->id != NULL;
}

size_t
idset_count(const struct idset *s)
{
    return s->count;
}
