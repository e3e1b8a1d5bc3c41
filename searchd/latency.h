/* How long the last answers took: exact quantiles over a ring. */
#ifndef SEARCHD_LATENCY_H
#define SEARCHD_LATENCY_H

#include <stddef.h>
#include <stdint.h>

/* Enough that ten of them are slower than the 99th hundredth; 8 kB, and
 * sorted in well under a millisecond when somebody asks. */
#define LATENCY_MAX 1000

/* All zero: none yet. */
struct latency {
    uint64_t last[LATENCY_MAX]; /* ns */
    size_t next, n;
};

struct latency_quantiles {
    uint64_t p50, p95, p99; /* ns; 0 where nothing was answered yet */
};

void latency_add(struct latency *l, uint64_t duration);

/* The quantile of so many hundredths is the smallest of the last durations
 * that at least so many in a hundred of them do not exceed (nearest rank). */
void latency_read(const struct latency *l, struct latency_quantiles *out);

#endif
