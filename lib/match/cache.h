/* The decoded postings of a generation that are kept, shared by all threads:
 * those used last, within a bound of bytes.
 *
 * No lock is held while a list is decoded. Two threads that want the same one
 * at the same time both decode it, and the second to be done drops its own:
 * that costs a millisecond now and then, and nobody ever waits for another's
 * disk. What somebody holds is never freed, nor counted once it is kept no
 * more. */
#ifndef MATCH_CACHE_H
#define MATCH_CACHE_H

#include <stddef.h>
#include <stdint.h>

#include "common/error.h"
#include "match/postings.h"
#include "shim/xs.h"
#include "store/store.h"

struct cache;

/* curve's lengths are borrowed as long as the cache. */
struct cache *cache_new(const struct curve *curve, size_t bytes);
void cache_free(struct cache *c); /* when nothing of it is held; NULL too */

/* All below: any thread; a db is one thread's. */

/* Another bound; what is beyond it goes. */
void cache_bound(struct cache *c, size_t bytes);

/* The postings of a term; of one that is nowhere, none. The caller's to
 * release. */
enum status cache_get(struct cache *c, xs_db *db, const char *term, size_t len,
                      const struct postings **out,
                      struct error *err) WARN_UNUSED;
void cache_release(struct cache *c, const struct postings *p);

/* Adds to counts[0..n_codes) how many of the units of p, which is held, have
 * each code: codes is facet's column. Kept for the next time where that is
 * shorter than the list. */
void cache_count(struct cache *c, const struct postings *p,
                 enum store_facet facet, const uint32_t *codes,
                 uint32_t n_codes, uint64_t *counts);

struct cache_stats {
    uint64_t hits, misses; /* since the cache was made */
    uint64_t lists, bytes; /* that are kept */
    uint64_t bound;
};
void cache_read(struct cache *c, struct cache_stats *out);

#endif
