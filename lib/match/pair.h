/* Two words at a distance, in many units at once: where each has one form in a
 * unit, and stands there a few times, as nearly everywhere. What is read lies
 * all over the file: for some units it is looked up where, before the first
 * is compared, so that the processor waits for all of it together. */
#ifndef MATCH_PAIR_H
#define MATCH_PAIR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "match/cursor.h"
#include "match/watch.h"

struct pair_word {
    struct cursor *forms;
    size_t n;
};

struct pair {
    struct pair_word words[2]; /* borrowed */
    int32_t distance;          /* of the second from the first */
    bool whole;                /* who has the pair needs nothing else */
};

/* Of bits, units that both have, leaves those that have the pair or may have
 * it; sets in sure those of them that are known to be right. Whether any is
 * left. */
bool pair_filter(struct pair *p, struct watch *w, uint64_t *bits,
                 uint64_t *sure);

#endif
