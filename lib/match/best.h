/* The best so many of the units that a match finds. */
#ifndef MATCH_BEST_H
#define MATCH_BEST_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"

enum best_order {
    BEST_BY_SCORE, /* the highest score; then the lowest key */
    BEST_BY_KEY,   /* the lowest key; keys differ */
};

struct best_unit {
    double score;
    uint32_t key, docid;
    uint32_t more; /* the caller's */
};

struct best {
    enum best_order order;
    size_t n, most;
    struct best_unit *heap; /* the worst first */
};

/* most >= 1. */
void best_start(struct best *best, enum best_order order, uint32_t most,
                struct arena *arena);

/* A score below this is not taken any more: -INFINITY as long as there is
 * room, and always where scores do not matter. */
static inline double
best_least(const struct best *best)
{
    return best->n == best->most && best->order == BEST_BY_SCORE
               ? best->heap[0].score
               : -INFINITY;
}

/* Whether a is before b. */
static inline bool
best_before(enum best_order order, const struct best_unit *a,
            const struct best_unit *b)
{
    if (order == BEST_BY_SCORE && a->score != b->score)
        return a->score > b->score;
    return a->key < b->key;
}

void best_insert(struct best *best, const struct best_unit *unit);

/* Takes the unit if it is among the best so far. */
static inline void
best_add(struct best *best, struct best_unit unit)
{
    if (best->n < best->most || best_before(best->order, &unit, best->heap))
        best_insert(best, &unit);
}

/* heap[0..n) in order, the best first; nothing can be added then. */
void best_sort(struct best *best);

#endif
