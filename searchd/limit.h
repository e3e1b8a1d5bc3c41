/* Keeps a message that a hostile peer can cause from filling the log. */
#ifndef SEARCHD_LIMIT_H
#define SEARCHD_LIMIT_H

#include <stdbool.h>
#include <stdint.h>

#include "common/clock.h"

struct limit {
    uint64_t window; /* when this minute began; ns */
    unsigned n;      /* messages in it */
};

/* Ten a minute show that it goes on, and are still readable. */
#define LIMIT_PER_MINUTE 10

/* Whether the message may be written now. One thread's. */
static inline bool
limit_allows(struct limit *l)
{
    uint64_t now = clock_now();
    if (l->n == 0 || now - l->window >= 60000 * CLOCK_NS_PER_MS)
        *l = (struct limit){.window = now};
    return l->n++ < LIMIT_PER_MINUTE;
}

#endif
