/* A set of ids: see idset.h. Open addressing with linear probing, by the first
 * half of SHA-256. */
#include "config.h"

#include "indexer/idset.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <nettle/sha2.h>

#include "common/xalloc.h"

/* Slots to begin with; a power of two, as every later size. */
#define IDSET_FIRST 1024

struct slot {
    uint64_t hash[2]; /* both 0: free */
};

struct idset {
    struct slot *slots;
    size_t n_slots;
    size_t count;
};

static struct slot
slot_of(const char *id, size_t len)
{
    struct sha256_ctx ctx;
    struct slot slot;

    sha256_init(&ctx);
    sha256_update(&ctx, len, (const uint8_t *)id);
    sha256_digest(&ctx, sizeof(slot.hash), (uint8_t *)slot.hash);
    if (slot.hash[0] == 0)
        slot.hash[0] = 1;
    return slot;
}

/* The slot that holds the same, or the free one where it belongs. */
static struct slot *
find(const struct idset *s, const struct slot *wanted)
{
    size_t i = (size_t)wanted->hash[0] & (s->n_slots - 1);

    while (s->slots[i].hash[0] != 0 &&
           (s->slots[i].hash[0] != wanted->hash[0] ||
            s->slots[i].hash[1] != wanted->hash[1]))
        i = (i + 1) & (s->n_slots - 1);
    return &s->slots[i];
}

struct idset *
idset_new(void)
{
    struct idset *s = xcalloc(1, sizeof(*s));

    s->n_slots = IDSET_FIRST;
    s->slots = xcalloc(s->n_slots, sizeof(*s->slots));
    return s;
}

void
idset_free(struct idset *s)
{
    if (s == NULL)
        return;
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
        if (old[i].hash[0] != 0)
            *find(s, &old[i]) = old[i];
    free(old);
}

bool
idset_add(struct idset *s, const char *id, size_t len)
{
    struct slot slot = slot_of(id, len);

    if (find(s, &slot)->hash[0] != 0)
        return false;
    /* At most three quarters full: probes stay short. */
    if ((s->count + 1) * 4 > s->n_slots * 3)
        grow(s);
    *find(s, &slot) = slot;
    s->count++;
    return true;
}

bool
idset_has(const struct idset *s, const char *id, size_t len)
{
    struct slot slot = slot_of(id, len);

    return find(s, &slot)->hash[0] != 0;
}

size_t
idset_count(const struct idset *s)
{
    return s->count;
}
