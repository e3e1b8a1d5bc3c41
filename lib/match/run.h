/* Whether a word stands at a position, eight at a time. */
#ifndef MATCH_RUN_H
#define MATCH_RUN_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "store/positions.h"

#define RUN_LANES 8u

/* Longer runs are not gone through anew for each position. */
#define RUN_SHORT 64u

/* Which every processor of 64 bits has. */
typedef uint16_t run_vector __attribute__((vector_size(2 * RUN_LANES)));
typedef uint64_t run_halves __attribute__((vector_size(2 * RUN_LANES)));

/* Of a narrow run. Up to 14 bytes behind it are read: behind every run lies
 * more of its file (layout.h: the places of the lists at least). */
static inline bool
run_has(const struct positions_run *run, uint64_t position)
{
    static const uint16_t first[2 * RUN_LANES] = {
        [0 ... RUN_LANES - 1] = UINT16_MAX,
    };
    run_vector any = {0}, wanted = any + (uint16_t)position;

    if (position > UINT16_MAX)
        return false;
    for (uint32_t i = 0; i < run->n; i += RUN_LANES) {
        uint32_t n = run->n - i < RUN_LANES ? run->n - i : RUN_LANES;
        run_vector here, mask;
        memcpy(&here, run->narrow + i, sizeof(here));
        memcpy(&mask, first + RUN_LANES - n, sizeof(mask));
        any |= (run_vector)(here == wanted) & mask;
    }
    run_halves two = (run_halves)any;
    return (two[0] | two[1]) != 0;
}

#endif
