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
    /* Private: */
    bool wide;
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

/* The i-th of a run. */
static inline uint32_t
positions_at(const struct positions_run *r, uint32_t i)
{
    return r->narrow != NULL ? r->narrow[i] : r->wide[i];
}

#endif
