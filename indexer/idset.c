/* A set of ids: see idset.h. Open addressing with linear probing, by the first
 * half of SHA-256. What is put aside stands in sorted runs; of each a Bloom
 * filter tells nearly always that an id is not there, and the first hash of
 * each block where it would be. */
#include "config.h"

#include "indexer/idset.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <nettle/sha2.h>

#include "common/xalloc.h"
#include "store/spool.h"

/* Slots to begin with; a power of two, as every later size. */
#define IDSET_FIRST 1024

/* Hashes read at once: a page. */
#define IDSET_BLOCK 256

/* The filter: with 10 bits an id and 4 looked at, 1 in 85 that are not there
 * is looked for. */
#define FILTER_BITS 10
#define FILTER_LOOKS 4

struct slot {
    uint64_t hash[2]; /* the first one 0: free */
};

/* Ids put aside. */
struct run {
    uint64_t offset; /* of the first slot, in the spool */
    size_t n;
    uint64_t *starts; /* hash[0] of the first slot of each block */
    uint8_t *filter;  /* n * FILTER_BITS bits */
};

struct idset {
    struct slot *slots;
    size_t n_slots;
    size_t used;  /* slots */
    size_t count; /* ids, also in runs */
    char *dir;    /* NULL: all are in memory */
    size_t limit; /* ids in memory */
    struct spool *spool;
    struct run *runs;
    size_t n_runs, cap_runs;
    struct error problem;
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
    for (size_t i = 0; i < s->n_runs; i++) {
        free(s->runs[i].starts);
        free(s->runs[i].filter);
    }
    free(s->runs);
    spool_close(s->spool);
    free(s->dir);
    free(s->slots);
    free(s);
}

void
idset_bound(struct idset *s, const char *dir, size_t n)
{
    free(s->dir);
    s->dir = xstrdup(dir);
    s->limit = n;
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

/* ---- runs ---- */

static int
compare(const void *a, const void *b)
{
    const struct slot *x = a, *y = b;
    int half = x->hash[0] == y->hash[0];

    return (x->hash[half] > y->hash[half]) - (x->hash[half] < y->hash[half]);
}

/* The bit of a filter that is looked at in turn k: by another 32 bits of the
 * hash each. */
static size_t
filter_bit(const struct run *r, const struct slot *slot, unsigned k)
{
    uint32_t part = (uint32_t)(slot->hash[k / 2] >> (k % 2 * 32));

    return (size_t)((uint64_t)part * (r->n * FILTER_BITS) >> 32);
}

static bool
may_hold(const struct run *r, const struct slot *slot)
{
    for (unsigned k = 0; k < FILTER_LOOKS; k++) {
        size_t bit = filter_bit(r, slot, k);
        if ((r->filter[bit / 8] & 1u << bit % 8) == 0)
            return false;
    }
    return true;
}

/* Makes a run of sorted slots. */
static struct run
make_run(const struct idset *s, const struct slot *slots, size_t n)
{
    struct run r = {.offset = spool_size(s->spool), .n = n};

    r.starts = xcalloc(n / IDSET_BLOCK + 1, sizeof(*r.starts));
    r.filter = xcalloc(n * FILTER_BITS / 8 + 1, 1);
    for (size_t i = 0; i < n; i++) {
        if (i % IDSET_BLOCK == 0)
            r.starts[i / IDSET_BLOCK] = slots[i].hash[0];
        for (unsigned k = 0; k < FILTER_LOOKS; k++) {
            size_t bit = filter_bit(&r, &slots[i], k);
            r.filter[bit / 8] |= (uint8_t)(1u << bit % 8);
        }
    }
    return r;
}

/* Puts aside what is in memory. */
static enum status
put_aside(struct idset *s, struct error *err)
{
    enum status status = STATUS_OK;
    size_t n = 0;

    if (s->spool == NULL)
        status = spool_open(&s->spool, s->dir, err);
    if (status != STATUS_OK)
        return status;
    struct slot *sorted = s->slots; /* in their own place */
    for (size_t i = 0; i < s->n_slots; i++)
        if (s->slots[i].hash[0] != 0)
            sorted[n++] = s->slots[i];
    qsort(sorted, n, sizeof(*sorted), compare);
    s->runs = xgrow(s->runs, s->n_runs, &s->cap_runs, sizeof(*s->runs));
    s->runs[s->n_runs++] = make_run(s, sorted, n);
    status = spool_add(s->spool, sorted, n * sizeof(*sorted), err);
    if (status == STATUS_OK)
        status = spool_flush(s->spool, err);
    memset(s->slots, 0, s->n_slots * sizeof(*s->slots));
    s->used = 0;
    return status;
}

/* The number of the block that may hold it: the last one that does not begin
 * behind it; of several that begin with the same half of a hash, the first. */
static size_t
find_block(const struct run *r, uint64_t hash)
{
    size_t low = 0, high = (r->n - 1) / IDSET_BLOCK + 1;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (r->starts[middle] < hash)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 ? low - 1 : 0;
}

static bool
run_has(struct idset *s, const struct run *r, const struct slot *slot)
{
    struct slot block[IDSET_BLOCK];

    if (!may_hold(r, slot))
        return false;
    for (size_t i = find_block(r, slot->hash[0]);
         i * IDSET_BLOCK < r->n && r->starts[i] <= slot->hash[0]; i++) {
        size_t left = r->n - i * IDSET_BLOCK;
        size_t n = left < IDSET_BLOCK ? left : IDSET_BLOCK;
        uint64_t offset = r->offset + i * sizeof(block);
        if (spool_read(s->spool, offset, block, n * sizeof(*block),
                       &s->problem) != STATUS_OK)
            return false;
        if (bsearch(slot, block, n, sizeof(*block), compare) != NULL)
            return true;
    }
    return false;
}

/* ---- the set ---- */

static bool
has(struct idset *s, const struct slot *slot)
{
    bool found = find(s, slot)->hash[0] != 0;

    for (size_t i = s->n_runs; i > 0 && !found; i--)
        found =
            s->problem.status == STATUS_OK && run_has(s, &s->runs[i - 1], slot);
    return found;
}

bool
idset_add(struct idset *s, const char *id, size_t len)
{
    struct slot slot = slot_of(id, len);

    if (has(s, &slot))
        return false;
    if (s->dir != NULL && s->used >= s->limit && s->problem.status == STATUS_OK)
        (void)put_aside(s, &s->problem);
    /* At most three quarters full: probes stay short. */
    if ((s->used + 1) * 4 > s->n_slots * 3)
        grow(s);
    *find(s, &slot) = slot;
    s->used++;
    s->count++;
    return true;
}

bool
idset_has(struct idset *s, const char *id, size_t len)
{
    struct slot slot = slot_of(id, len);

    return has(s, &slot);
}

size_t
idset_count(const struct idset *s)
{
    return s->count;
}

enum status
idset_check(const struct idset *s, struct error *err)
{
    if (s->problem.status != STATUS_OK && err != NULL)
        *err = s->problem;
    return s->problem.status;
}
