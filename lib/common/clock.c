/* The monotonic clock: see clock.h. */
#include "config.h"

#include "common/clock.h"

#include <time.h>

uint64_t
clock_now(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000 * CLOCK_NS_PER_MS + (uint64_t)t.tv_nsec;
}
