/* One pass over what matches: its total, its counts by facet, its best units
 * or groups. */
#ifndef MATCH_COLLECT_H
#define MATCH_COLLECT_H

#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/error.h"
#include "match/best.h"
#include "match/cache.h"
#include "match/node.h"
#include "match/score.h"

/* Counts by code into counts[0..n), zeroed by the caller. */
struct collect_facet {
    enum store_facet facet;
    const uint32_t *codes; /* by docid, below n */
    uint32_t n;
    uint64_t *counts;
    /* What restricts this facet's own values, and must not restrict its
     * counts; everything else does. NULL: nothing. */
    struct node *own;
};

struct collect_order {
    enum best_order order;
    const uint32_t *keys;   /* by docid, no two alike */
    uint32_t depth;         /* units or groups wanted; 0: none */
    const uint32_t *groups; /* by docid, below n_groups; NULL: not grouped */
    uint32_t n_groups;
};

struct collect_job {
    struct node *node; /* what is wanted, without what restricts facets */
    struct collect_facet *facets;
    size_t n_facets;
    const struct collect_order *order;
    struct score *score; /* NULL: everything scores 0 */
    /* What matches is the units of that list and nothing restricts; or NULL. */
    const struct postings *list;
    /* The score's one stem, if it has that list; or NULL. */
    const struct score_stem *alone;
    const struct curve *curve;
    struct cache *cache; /* of list */
    struct watch *watch;
    struct arena *arena;
};

struct collect_result {
    uint64_t total;
    uint64_t groups;
    struct best best; /* sorted, with scores */
};

/* STATUS_TIMEOUT, STATUS_CANCELLED by the job's watch; STATUS_NOMEM. */
enum status collect_run(const struct collect_job *job,
                        struct collect_result *out,
                        struct error *err) WARN_UNUSED;

#endif
