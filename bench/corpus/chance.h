/* Numbers by chance from a seed: the same on every machine (splitmix64 by
 * Steele, Lea and Flood). */
#ifndef BENCH_CHANCE_H
#define BENCH_CHANCE_H

#include <stdint.h>

struct chance {
    uint64_t state; /* the seed, to begin with */
};

static inline uint64_t
chance_next(struct chance *c)
{
    uint64_t z = (c->state += 0x9e3779b97f4a7c15u);

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

/* 0 to n - 1. */
static inline uint32_t
chance_below(struct chance *c, uint32_t n)
{
    return (uint32_t)(((chance_next(c) >> 32) * n) >> 32);
}

/* From 0 up to, not including, 1. */
static inline double
chance_unit(struct chance *c)
{
    return (double)(chance_next(c) >> 11) * 0x1p-53;
}

#endif
