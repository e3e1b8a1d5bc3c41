/* Where a match is in a form's list of positions, window by window: forward
 * only, one thread. */
#ifndef MATCH_CURSOR_H
#define MATCH_CURSOR_H

#include <stdbool.h>
#include <stdint.h>

#include "match/window.h"
#include "store/positions.h"

/* The units of a window as bits, and how many of the part come before each
 * word of them. */
struct ranks {
    uint64_t bits[WINDOW_WORDS];
    uint16_t before[WINDOW_WORDS];
};

struct cursor {
    struct positions_list list;
    uint32_t i; /* of part; list.n_parts: at the end */
    struct positions_part part;
    uint32_t at, end;    /* units of the window: part.low[at..end) */
    uint32_t first;      /* low of the window's first docid */
    uint32_t seen;       /* where the unit last asked for would be */
    struct ranks *ranks; /* room, borrowed; or NULL */
    /* As struct ranks has them, there or in the file; NULL: seek. */
    const char *bits;
    const uint16_t *before;
};

/* ranks: room for them, or NULL. */
void cursor_start(struct cursor *c, const struct positions_list *list,
                  struct ranks *ranks);

/* The first window from `window` on that has units of it, or WINDOW_END. */
uint32_t cursor_next(struct cursor *c, uint32_t window);

/* To the window: how many units of it are there. */
uint32_t cursor_enter(struct cursor *c, uint32_t window);

/* How many steps cursor_set takes. */
static inline uint32_t
cursor_cost(const struct cursor *c)
{
    return c->bits != NULL ? 0 : c->end - c->at;
}

/* Sets all units of the window. */
void cursor_set(struct cursor *c, uint64_t *bits);

/* cursor_find where there are no ranks. */
bool cursor_seek(struct cursor *c, uint32_t low, uint32_t *k);

/* Whether it is in that unit of the window, then *k is its number in the part.
 * Units ascend until cursor_again. */
static inline bool
cursor_find(struct cursor *c, uint32_t low, uint32_t *k)
{
    uint64_t bit = UINT64_C(1) << low % 64;

    if (c->bits == NULL)
        return cursor_seek(c, low, k);
    uint64_t word = positions_bits(c->bits, low / 64);
    *k = c->before[low / 64] + bits_count(word & (bit - 1));
    return (word & bit) != 0;
}

static inline void
cursor_again(struct cursor *c)
{
    c->seen = c->at;
}

#endif
