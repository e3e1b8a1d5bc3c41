/* The monotonic clock, for deadlines and durations. */
#ifndef COMMON_CLOCK_H
#define COMMON_CLOCK_H

#include <stdint.h>

#define CLOCK_NS_PER_MS UINT64_C(1000000)

/* Nanoseconds since an arbitrary start (CLOCK_MONOTONIC). */
uint64_t clock_now(void);

#endif
