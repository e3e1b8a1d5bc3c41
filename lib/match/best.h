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

/* As many again may wait to be sorted out, all at once: that takes a third of
 * the time that a heap does, which puts each of them in its place. */
struct best {
    enum best_order order;
    size_t n, most;
    struct best_unit *list; /* no order, until best_sort */
    struct best_unit worst; /* of the best at the last sorting out, if any */
    bool full;              /* there was one */
};

/* In arena. */
void best_start(struct best *best, enum best_order order, uint32_t most,
                struct arena *arena);

/* A score below this is not taken any more: -INFINITY as long as that is not
 * known, and always where scores do not matter. */
static inline double
best_least(const struct best *best)
{
    return best->full && best->order == BEST_BY_SCORE ? best->worst.score
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

void best_cut(struct best *best);

/* Takes the unit if it can be among the best. most must not be 0. */
static inline void
best_add(struct best *best, const struct best_unit *unit)
{
    if (best->full && !best_before(best->order, unit, &best->worst))
        return;
    best->list[best->n++] = *unit;
    if (best->n == 2 * best->most)
        best_cut(best);
}

/* list[0..n): the best, in order; nothing can be added then. */
void best_sort(struct best *best);

#endif
