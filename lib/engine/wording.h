/* A query's words in the order in which they were typed: what its tree, with
 * repeated words taken once and stop words left out, does not tell. */
#ifndef ENGINE_WORDING_H
#define ENGINE_WORDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "text/token.h"

struct wording_word {
    const char *form; /* folded */
    const char *stem;
    uint32_t pos; /* as the tokenizer counts; words that are parted by AND, OR,
                     NOT, NEAR or a field's name are not next to each other */
};

struct wording {
    struct wording_word *words;
    size_t n;
};

/* Reads a query's text[0..len); one that is not UTF-8 has no words. Lives in
 * arena; takes the tokenizer as tokenizer_start does. */
struct wording *wording_make(struct tokenizer *t, const char *text, size_t len,
                             struct arena *arena);

/* How often it has a stem; 1 where it has not: of a word not typed. */
uint32_t wording_count(const struct wording *w, const char *stem);

#endif
