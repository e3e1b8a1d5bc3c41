/* Words near each other in a text. */
#ifndef MATCH_NEAR_H
#define MATCH_NEAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "match/watch.h"

/* The most words, and the most positions from the first to the last: those of
 * a query (query/query.h). */
#define NEAR_WORDS_MAX 16u
#define NEAR_SPAN_MAX 100u

/* A word at a place. */
struct near_place {
    uint32_t pos;
    uint32_t word; /* below NEAR_WORDS_MAX */
    bool near;     /* what near_find says of it */
};

/* Sets near where a place's position is in some choice of one place for each
 * of words 0..n-1, all at different positions, the last at most span behind
 * the first. places[0..count) ascend by pos. */
void near_find(struct near_place *places, size_t count, size_t n,
               unsigned span);

/* Whether there is such a choice. False as well once w has a status. */
bool near_any(const struct near_place *places, size_t count, size_t n,
              unsigned span, struct watch *w);

#endif
