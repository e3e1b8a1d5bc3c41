/* Keeps a message that something else can cause over and over from filling
 * the log. Pure: the clock is the caller's. */
#ifndef COMMON_LIMIT_H
#define COMMON_LIMIT_H

#include <stdbool.h>
#include <stdint.h>

struct limit {
    uint64_t window; /* when this minute began; ns */
    unsigned n;      /* messages in it, with those held back; 0: none began */
};

/* Ten a minute show that it goes on, and are still readable. */
#define LIMIT_PER_MINUTE 10

/* Whether one more may be written at that time (clock_now()). */
bool limit_allows(struct limit *l, uint64_t now);

/* Ends a minute that is over by now: how many were held back in it, once. 0
 * where it goes on, or none were. */
unsigned limit_end(struct limit *l, uint64_t now);

#endif
