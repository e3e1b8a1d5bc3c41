/* Words near each other in a text. */
#ifndef ENGINE_NEAR_H
#define ENGINE_NEAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "query/query.h"

/* A word at a place. */
struct near_place {
    uint32_t pos;
    uint32_t word; /* below QUERY_PHRASE_MAX */
    bool near;     /* what near_find says of it */
};

/* Sets near where a place's position is in some choice of one place for each
 * of words 0..n-1, all at different positions, the last at most span behind
 * the first. places[0..count) ascend by pos. */
void near_find(struct near_place *places, size_t count, size_t n,
               unsigned span);

#endif
