/* Acronyms in a query taken for their words too, and their words for them. */
#ifndef ENGINE_EXPAND_H
#define ENGINE_EXPAND_H

#include <stdbool.h>

#include "answer/answer.h"
#include "common/arena.h"
#include "engine/glossary.h"
#include "query/query.h"
#include "store/store.h"

/* Acronyms of a query that are expanded, and meanings of one: each is a phrase
 * more to match. */
#define EXPAND_MAX 8
#define EXPAND_MEANINGS_MAX 3

struct expander {
    const struct store *store;
    const struct glossary *own;     /* the administrator's; NULL: none */
    const struct glossary *learned; /* of the index and common ones */
    struct arena *arena;
    /* What was expanded so far, in arena but where the store has it. */
    struct answer_expansion done[EXPAND_MAX];
    size_t n;
    bool changed; /* expand_tree's own */
};

/* The tree (NULL: none) with acronyms expanded, normalised; it shares with q
 * what stays the same, and is q where nothing is expanded. A bare word that is
 * an acronym is that word or the words that it stands for, next to each other,
 * by their stems; bare words that stand for an acronym, in a row, one after the
 * other, are these words or the acronym. What is in quotes, under NOT or a
 * prefix is taken as it is, and so is whatever the index does not have the
 * other side of. any: q is of query_any, so that words in a row are also those
 * of an OR at its top. */
struct query *expand_tree(struct expander *e, struct query *q, bool any);

#endif
