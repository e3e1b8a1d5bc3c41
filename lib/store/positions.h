/* Reading the file `positions`: for each word of `words` and each zone, the
 * units that have the word there, and at which positions. It is used in
 * place: nothing is decoded, cached or locked, and what the functions give
 * points into the mapping, as long as the store is open.
 *
 * A list is in parts, each of the units whose docids begin with the same 16
 * bits, so that a unit takes two bytes there. Opening the store checks where
 * the lists lie; a list is checked when it is first asked for, at a nanosecond
 * a unit, so that an index opens as fast as its words are read, however much
 * they say. One that is damaged is empty: who must know compares checksums
 * (manifest.h). In what is given units ascend and are docids of the store, and
 * none is without positions, which are taken as they are; in a file that nobody
 * damaged they are 1, 2, 3... and ascend. */
#ifndef STORE_POSITIONS_H
#define STORE_POSITIONS_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "store/store.h"

enum positions_zone { POSITIONS_TEXT, POSITIONS_TITLE };
#define POSITIONS_ZONES 2

/* The units of a part lie in a range of that many docids. */
#define POSITIONS_SPAN 65536u

struct positions_list {
    uint32_t n;       /* units that have it */
    uint32_t n_parts; /* 0 if there are none */
    const void *at;   /* private */
};

/* Where the word of that number (store_word) stands; n is 0 where it is
 * nowhere in that zone. Any thread. */
void store_positions(const struct store *s, enum positions_zone zone,
                     uint32_t word, struct positions_list *out);

#define POSITIONS_WORDS (POSITIONS_SPAN / 64)

/* Units base + low[0..n), ascending; base is a multiple of POSITIONS_SPAN.
 * Where there are many of them, the same as bits; else NULL, both. */
struct positions_part {
    uint32_t base, n;
    const uint16_t *low;
    const char *bits;       /* POSITIONS_WORDS of 64 bits: positions_bits */
    const uint16_t *before; /* each of these: units in those before it */
    bool wide;              /* its runs are */
    /* Private: */
    uint32_t total;        /* positions */
    const uint32_t *start; /* in them, of units 16, 32... */
    const void *counts, *positions;
    const void *at; /* all of it, of so many bytes */
    uint64_t size;
};

/* Part i of n_parts. Parts ascend, no two have the same base, and none is
 * empty. */
void positions_part(const struct positions_list *l, uint32_t i,
                    struct positions_part *out);

/* Word i of bits, which need not be aligned. */
static inline uint64_t
positions_bits(const char *bits, uint32_t i)
{
    uint64_t word;

    memcpy(&word, bits + i * sizeof(word), sizeof(word));
    return word;
}

/* Positions, n >= 1 of them: narrow or wide, the other is NULL. */
struct positions_run {
    uint32_t n;
    const uint16_t *narrow;
    const uint32_t *wide;
};

/* In unit low[k]: some nanoseconds. */
void positions_run(const struct positions_part *p, uint32_t k,
                   struct positions_run *out);

/* Private: units whose counts are added up at a time; and vectors of as many
 * bytes, which every processor of 64 bits has. */
#define POSITIONS_STEP 16u
typedef uint16_t positions_vector __attribute__((vector_size(POSITIONS_STEP)));
typedef uint64_t positions_halves __attribute__((vector_size(POSITIONS_STEP)));

/* Private: the sum of the first n counts of a step, n < POSITIONS_STEP, without
 * a branch, since n is any. All of a step can be read: behind the last counts
 * of the file lie their positions, and the places of the lists. */
static inline uint32_t
positions_sum(const uint8_t *counts, uint32_t n)
{
    static const uint8_t first[2 * POSITIONS_STEP] = {
        [0 ... POSITIONS_STEP - 1] = 255,
    };
    positions_vector here, mask;

    memcpy(&here, counts, sizeof(here));
    memcpy(&mask, first + POSITIONS_STEP - n, sizeof(mask));
    here &= mask;
    positions_halves two = (positions_halves)((here & 0xff) + (here >> 8));
    return (uint32_t)((two[0] + two[1]) * UINT64_C(0x0001000100010001) >> 48);
}

/* The same of a part that is not wide: the run's start; *n: how many. */
static inline const uint16_t *
positions_narrow(const struct positions_part *p, uint32_t k, uint32_t *n)
{
    const uint8_t *counts = p->counts;
    uint32_t step = k / POSITIONS_STEP, first = step * POSITIONS_STEP;
    uint32_t start = step > 0 ? p->start[step - 1] : 0;

    *n = counts[k];
    return (const uint16_t *)p->positions + start +
           positions_sum(counts + first, k - first);
}

/* The i-th of a run. */
static inline uint32_t
positions_at(const struct positions_run *r, uint32_t i)
{
    return r->narrow != NULL ? r->narrow[i] : r->wide[i];
}

#endif
