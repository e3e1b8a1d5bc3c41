/* The last durations: see latency.h. */
#include "config.h"

#include "searchd/latency.h"

#include <stdlib.h>
#include <string.h>

void
latency_add(struct latency *l, uint64_t duration)
{
    l->last[l->next] = duration;
    l->next = (l->next + 1) % LATENCY_MAX;
    if (l->n < LATENCY_MAX)
        l->n++;
}

static int
compare(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static uint64_t
rank(const uint64_t *sorted, size_t n, unsigned hundredths)
{
    return sorted[(n * hundredths + 99) / 100 - 1];
}

void
latency_read(const struct latency *l, struct latency_quantiles *out)
{
    *out = (struct latency_quantiles){0};
    if (l->n == 0)
        return;
    uint64_t sorted[LATENCY_MAX];
    memcpy(sorted, l->last, l->n * sizeof(sorted[0]));
    qsort(sorted, l->n, sizeof(sorted[0]), compare);
    out->p50 = rank(sorted, l->n, 50);
    out->p95 = rank(sorted, l->n, 95);
    out->p99 = rank(sorted, l->n, 99);
}
