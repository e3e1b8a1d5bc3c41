/* Units in which words stand: one word, several next to each other in order,
 * or several near each other, in one zone (text or title). A word is any of its
 * forms. Read from the positions of the store, in place. */
#ifndef MATCH_ROW_H
#define MATCH_ROW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "match/node.h"
#include "store/positions.h"

enum row_type {
    ROW_PHRASE, /* in order, next to each other; one word: anywhere */
    ROW_NEAR,   /* each at a position of its own, the last at most span behind
                   the first */
};

struct row_word {
    const struct positions_list *forms;
    size_t n;
};

struct row;

/* words[0..n), 1 <= n <= NEAR_WORDS_MAX; in m's arena. */
struct row *row_new(const struct node_maker *m, enum row_type type,
                    const struct row_word *words, size_t n, unsigned span);

/* No more units than that have it; whether it has to compare positions. */
uint64_t row_most(const struct row *row);
bool row_compares(const struct row *row);

/* As node_next and node_filter. */
uint32_t row_next(struct row *row, uint32_t from);
bool row_filter(struct row *row, uint32_t window, uint64_t *bits);

#endif
