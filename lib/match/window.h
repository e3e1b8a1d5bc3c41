/* The windows of docids that a match goes through: sets of units in one are
 * bitmaps, so that AND, OR and NOT are a few instructions, and what a window
 * needs stays in the processor's first cache. */
#ifndef MATCH_WINDOW_H
#define MATCH_WINDOW_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "common/bits.h"

/* Window w has the docids from w * WINDOW_UNITS on. 4,096: a score of eight
 * bytes for each fills the 32 KiB of a first cache and no more. */
#define WINDOW_SHIFT 12
#define WINDOW_UNITS (1u << WINDOW_SHIFT)
#define WINDOW_WORDS (WINDOW_UNITS / 64)

/* Behind the last window. */
#define WINDOW_END UINT32_MAX

static inline uint32_t
window_of(uint32_t docid)
{
    return docid >> WINDOW_SHIFT;
}

static inline uint32_t
window_first(uint32_t window)
{
    return window << WINDOW_SHIFT;
}

static inline void
window_set(uint64_t *bits, uint32_t low)
{
    bits[low / 64] |= UINT64_C(1) << low % 64;
}

static inline bool
window_has(const uint64_t *bits, uint32_t low)
{
    return (bits[low / 64] >> low % 64 & 1) != 0;
}

static inline void
window_clear(uint64_t *bits)
{
    memset(bits, 0, WINDOW_WORDS * sizeof(*bits));
}

static inline void
window_fill(uint64_t *bits)
{
    memset(bits, 0xff, WINDOW_WORDS * sizeof(*bits));
}

/* bits = bits and other: whether any is left. */
static inline bool
window_and(uint64_t *bits, const uint64_t *other)
{
    uint64_t any = 0;

    for (unsigned i = 0; i < WINDOW_WORDS; i++)
        any |= bits[i] &= other[i];
    return any != 0;
}

/* bits = bits without other: whether any is left. */
static inline bool
window_without(uint64_t *bits, const uint64_t *other)
{
    uint64_t any = 0;

    for (unsigned i = 0; i < WINDOW_WORDS; i++)
        any |= bits[i] &= ~other[i];
    return any != 0;
}

static inline uint32_t
window_count(const uint64_t *bits)
{
    uint32_t n = 0;

    for (unsigned i = 0; i < WINDOW_WORDS; i++)
        n += bits_count(bits[i]);
    return n;
}

/* Goes through the set bits: for (window_each(bits, low)) { ... low ... } */
#define WINDOW_EACH(bits, low)                                                 \
    unsigned window_i = 0;                                                     \
    window_i < WINDOW_WORDS; window_i++)                \
        for (uint64_t window_word = (bits)[window_i], low = 0;                 \
             window_word != 0 &&                                               \
             (low = window_i * 64u + (unsigned)__builtin_ctzll(window_word),   \
             true);                                                            \
             window_word &= window_word - 1

#endif
