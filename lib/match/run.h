/* Whether a word stands at a position, eight at a time. */
#ifndef MATCH_RUN_H
#define MATCH_RUN_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define RUN_LANES 8u

/* Longer runs are not gone through anew for each position. */
#define RUN_SHORT 64u

/* Which every processor of 64 bits has. */
typedef uint16_t run_vector __attribute__((vector_size(2 * RUN_LANES)));
typedef uint64_t run_halves __attribute__((vector_size(2 * RUN_LANES)));

/* Whether one of the n positions at `at` of the file is that one. Up to 14
 * bytes behind them are read: behind every run lies more of its file (layout.h:
 * the places of the lists at least). */
static inline bool
run_has(const uint16_t *at, uint32_t n, uint16_t position)
{
    static const uint16_t first[2 * RUN_LANES] = {
        [0 ... RUN_LANES - 1] = UINT16_MAX,
    };
    run_vector any = {0}, wanted = any + position;

    for (uint32_t i = 0; i < n; i += RUN_LANES) {
        uint32_t lanes = n - i < RUN_LANES ? n - i : RUN_LANES;
        run_vector here, mask;
        memcpy(&here, at + i, sizeof(here));
        memcpy(&mask, first + RUN_LANES - lanes, sizeof(mask));
        any |= (run_vector)(here == wanted) & mask;
    }
    run_halves two = (run_halves)any;
    return (two[0] | two[1]) != 0;
}

#endif
