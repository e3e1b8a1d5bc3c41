/* Bits of a word. */
#ifndef COMMON_BITS_H
#define COMMON_BITS_H

#include <stdint.h>

/* How many are set. __builtin_popcountll is a call of libgcc's table where the
 * processor need not have the instruction; this is ten operations in place
 * (Warren, Hacker's Delight, 5-1). */
static inline unsigned
bits_count(uint64_t x)
{
#ifdef __POPCNT__
    return (unsigned)__builtin_popcountll(x);
#else
    const uint64_t ones = UINT64_C(0x0101010101010101);

    x -= (x >> 1) & ones * 0x55;
    x = (x & ones * 0x33) + ((x >> 2) & ones * 0x33);
    x = (x + (x >> 4)) & ones * 0x0f;
    return (unsigned)(x * ones >> 56);
#endif
}

#endif
