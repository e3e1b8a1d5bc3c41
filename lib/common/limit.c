/* Ten messages a minute: see limit.h. */
#include "config.h"

#include "common/limit.h"

#include "common/clock.h"

#define MINUTE (60000 * CLOCK_NS_PER_MS)

bool
limit_allows(struct limit *l, uint64_t now)
{
    if (l->n == 0 || now - l->window >= MINUTE)
        *l = (struct limit){.window = now};
    return l->n++ < LIMIT_PER_MINUTE;
}

unsigned
limit_end(struct limit *l, uint64_t now)
{
    if (l->n == 0 || now - l->window < MINUTE)
        return 0;
    unsigned held = l->n > LIMIT_PER_MINUTE ? l->n - LIMIT_PER_MINUTE : 0;
    l->n = 0;
    return held;
}
