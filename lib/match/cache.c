/* Decoded postings that are kept: see cache.h. */
#include "config.h"

#include "match/cache.h"

#include <malloc.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>

#include "common/xalloc.h"

/* Chains at first; doubled when there are as many lists. */
#define CHAINS_MIN 1024u

/* Dropped lists leave holes of all sizes among what is kept, in the heap of
 * each thread: with a bound of 64 MB they came to 100 MB. They are given back
 * whenever so much was dropped. That takes 4 ms, 10 at most, with a million
 * units: a hundredth of the time that it took to decode as much. */
#define TRIM_BYTES ((uint64_t)8 << 20)

struct entry {
    struct postings postings; /* what users hold; first, see entry_of */
    atomic_uint refs;         /* one of them the cache's while it is kept */
    _Atomic(uint64_t *) counts[STORE_FACETS];
    size_t size;  /* of the list itself; never changes */
    size_t bytes; /* under the lock; all that it takes */
    bool kept;    /* under the lock */
    uint32_t hash, len;
    struct entry *next;        /* of its chain */
    TAILQ_ENTRY(entry) recent; /* those used last first */
    char term[];
};

struct cache {
    struct curve curve;
    pthread_mutex_t lock;
    struct entry **chains;
    size_t n_chains; /* a power of two */
    TAILQ_HEAD(entries, entry) recent;
    struct cache_stats stats;
    uint64_t dropped; /* bytes since memory was given back */
};

static struct entry *
entry_of(const struct postings *p)
{
    return (struct entry *)(uintptr_t)p;
}

/* FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/ */
static uint32_t
hash_term(const char *term, size_t len)
{
    uint32_t hash = 2166136261u;

    for (size_t i = 0; i < len; i++)
        hash = (hash ^ (uint8_t)term[i]) * 16777619u;
    return hash;
}

struct cache *
cache_new(const struct curve *curve, size_t bytes)
{
    struct cache *c = xcalloc(1, sizeof(*c));

    c->curve = *curve;
    c->stats.bound = bytes;
    c->n_chains = CHAINS_MIN;
    c->chains = xcalloc(c->n_chains, sizeof(struct entry *));
    TAILQ_INIT(&c->recent);
    (void)pthread_mutex_init(&c->lock, NULL);
    return c;
}

static void
release(struct entry *e)
{
    if (atomic_fetch_sub_explicit(&e->refs, 1, memory_order_acq_rel) != 1)
        return;
    for (unsigned f = 0; f < STORE_FACETS; f++)
        free(atomic_load_explicit(&e->counts[f], memory_order_relaxed));
    free((void *)(uintptr_t)e->postings.windows);
    free(e);
}

void
cache_release(struct cache *c, const struct postings *p)
{
    (void)c;
    release(entry_of(p));
}

/* The chain's pointer to the term's entry, or to the NULL at its end. */
static struct entry **
find(struct cache *c, const char *term, size_t len, uint32_t hash)
{
    struct entry **at = &c->chains[hash & (c->n_chains - 1)];

    while (*at != NULL && ((*at)->hash != hash || (*at)->len != len ||
                           memcmp((*at)->term, term, len) != 0))
        at = &(*at)->next;
    return at;
}

/* Under the lock, as all that changes what is kept. */
static void
drop(struct cache *c, struct entry *e)
{
    struct entry **at = find(c, e->term, e->len, e->hash);

    *at = e->next;
    TAILQ_REMOVE(&c->recent, e, recent);
    e->kept = false;
    c->stats.bytes -= e->bytes;
    c->stats.lists--;
    c->dropped += e->bytes;
    release(e);
}

static void
shrink(struct cache *c)
{
    while (c->stats.bytes > c->stats.bound)
        drop(c, TAILQ_LAST(&c->recent, entries));
}

/* Under the lock: whether to give memory back without it. */
static bool
is_trim_due(struct cache *c)
{
    if (c->dropped < TRIM_BYTES)
        return false;
    c->dropped = 0;
    return true;
}

static void
grow(struct cache *c)
{
    size_t n = 2 * c->n_chains;
    struct entry **chains = xcalloc(n, sizeof(struct entry *));
    struct entry *e;

    TAILQ_FOREACH(e, &c->recent, recent)
    {
        e->next = chains[e->hash & (n - 1)];
        chains[e->hash & (n - 1)] = e;
    }
    free(c->chains);
    c->chains = chains;
    c->n_chains = n;
}

void
cache_free(struct cache *c)
{
    if (c == NULL)
        return;
    c->stats.bound = 0;
    shrink(c);
    free(c->chains);
    (void)pthread_mutex_destroy(&c->lock);
    free(c);
}

void
cache_bound(struct cache *c, size_t bytes)
{
    (void)pthread_mutex_lock(&c->lock);
    c->stats.bound = bytes;
    shrink(c);
    (void)pthread_mutex_unlock(&c->lock);
}

void
cache_read(struct cache *c, struct cache_stats *out)
{
    (void)pthread_mutex_lock(&c->lock);
    *out = c->stats;
    (void)pthread_mutex_unlock(&c->lock);
}

/* The kept entry, held once more and now the one used last; or NULL. */
static struct entry *
take(struct cache *c, const char *term, size_t len, uint32_t hash)
{
    struct entry *e = *find(c, term, len, hash);

    if (e == NULL)
        return NULL;
    atomic_fetch_add_explicit(&e->refs, 1, memory_order_relaxed);
    TAILQ_REMOVE(&c->recent, e, recent);
    TAILQ_INSERT_HEAD(&c->recent, e, recent);
    return e;
}

static enum status
decode(struct cache *c, xs_db *db, const char *term, size_t len, uint32_t hash,
       struct entry **out, struct error *err)
{
    struct xs_postings *raw;
    struct postings postings;
    size_t bytes;

    enum status status = xs_db_postings(db, term, len, &raw, err);
    if (status != STATUS_OK)
        return status;
    status = postings_make(&postings, &bytes, raw->docids, raw->wdfs,
                           (uint32_t)raw->n, &c->curve, err);
    xs_postings_free(raw);
    if (status != STATUS_OK)
        return status;
    struct entry *e = xcalloc(1, sizeof(*e) + len);
    e->postings = postings;
    atomic_init(&e->refs, 1);
    for (unsigned f = 0; f < STORE_FACETS; f++)
        atomic_init(&e->counts[f], NULL);
    e->size = e->bytes = sizeof(*e) + len + bytes;
    e->hash = hash;
    e->len = (uint32_t)len;
    memcpy(e->term, term, len);
    *out = e;
    return STATUS_OK;
}

/* Keeps e, which nobody else knows yet, unless there is one of the same term,
 * which is taken in its place. */
static struct entry *
keep(struct cache *c, struct entry *e)
{
    (void)pthread_mutex_lock(&c->lock);
    struct entry *other = take(c, e->term, e->len, e->hash);
    bool trim = false;
    if (other == NULL && e->bytes <= c->stats.bound) {
        if (c->stats.lists == c->n_chains)
            grow(c);
        *find(c, e->term, e->len, e->hash) = e;
        TAILQ_INSERT_HEAD(&c->recent, e, recent);
        atomic_fetch_add_explicit(&e->refs, 1, memory_order_relaxed);
        e->kept = true;
        c->stats.bytes += e->bytes;
        c->stats.lists++;
        shrink(c);
        trim = is_trim_due(c);
    }
    (void)pthread_mutex_unlock(&c->lock);
    if (trim)
        (void)malloc_trim(0);
    if (other == NULL)
        return e;
    release(e);
    return other;
}

enum status
cache_get(struct cache *c, xs_db *db, const char *term, size_t len,
          const struct postings **out, struct error *err)
{
    uint32_t hash = hash_term(term, len);

    (void)pthread_mutex_lock(&c->lock);
    struct entry *e = take(c, term, len, hash);
    if (e != NULL)
        c->stats.hits++;
    else
        c->stats.misses++;
    (void)pthread_mutex_unlock(&c->lock);
    if (e == NULL) {
        enum status status = decode(c, db, term, len, hash, &e, err);
        if (status != STATUS_OK)
            return status;
        e = keep(c, e);
    }
    *out = &e->postings;
    return STATUS_OK;
}

static void
count(const struct postings *p, const uint32_t *codes, uint64_t *counts)
{
    for (uint32_t w = 0; w < p->n_windows; w++) {
        const uint32_t *here = codes + window_first(p->windows[w].number);
        for (uint32_t i = p->windows[w].start; i < p->windows[w + 1].start; i++)
            counts[here[p->low[i]]]++;
    }
}

/* Gives e the counts, unless another thread did meanwhile. */
static const uint64_t *
keep_counts(struct cache *c, struct entry *e, enum store_facet facet,
            uint64_t *counts, size_t bytes)
{
    uint64_t *other = NULL;

    if (!atomic_compare_exchange_strong_explicit(&e->counts[facet], &other,
                                                 counts, memory_order_acq_rel,
                                                 memory_order_acquire)) {
        free(counts);
        return other;
    }
    (void)pthread_mutex_lock(&c->lock);
    e->bytes += bytes;
    if (e->kept) {
        c->stats.bytes += bytes;
        shrink(c);
    }
    (void)pthread_mutex_unlock(&c->lock);
    return counts;
}

void
cache_count(struct cache *c, const struct postings *p, enum store_facet facet,
            const uint32_t *codes, uint32_t n_codes, uint64_t *counts)
{
    struct entry *e = entry_of(p);
    const uint64_t *kept =
        atomic_load_explicit(&e->counts[facet], memory_order_acquire);
    size_t bytes = n_codes * sizeof(*kept);

    if (kept == NULL && bytes >= e->size) {
        count(p, codes, counts);
        return;
    }
    if (kept == NULL) {
        uint64_t *made = xcalloc(n_codes, sizeof(*made));
        count(p, codes, made);
        kept = keep_counts(c, e, facet, made, bytes);
    }
    for (uint32_t i = 0; i < n_codes; i++)
        counts[i] += kept[i];
}
