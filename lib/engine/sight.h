/* Where some words stand in a text, fast: a pass over the bytes that counts
 * words and looks closely only at those that begin as a word looked for does.
 * A tenth of the tokenizer's time; made for looking at some hundred texts a
 * query.
 *
 * A word looked at closely is read by the rules of the tokenizer, or by the
 * tokenizer where it is more than letters of ASCII, so what is seen is what
 * matches. Places are near enough: 2,500,000 counts as three words behind it,
 * 100hours as one. */
#ifndef ENGINE_SIGHT_H
#define ENGINE_SIGHT_H

#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "text/token.h"

/* Texts are looked at so far: what a paragraph has (99.9 % of those of real
 * minutes are shorter), and a bound for the work of a query. */
#define SIGHT_BYTES_MAX 4096u

#define SIGHT_NONE UINT16_MAX

struct sight_word {
    const char *stem;
    const char *form; /* NULL: any */
};

struct sighting {
    uint16_t pos;  /* the word's place in the text, 1.. */
    uint16_t stem; /* the first of the words looked for with its stem */
    uint16_t form; /* that with its form as well; SIGHT_NONE */
};

struct sight;

/* What looks for words[0..n), n < SIGHT_NONE. Lives in arena and borrows the
 * words; t is the caller's, and taken by every sight_find. */
struct sight *sight_new(const struct sight_word *words, size_t n,
                        struct tokenizer *t, struct arena *arena);

/* The sightings in text[0..len), valid UTF-8 with a NUL behind it, by place;
 * *out is valid until the next call. */
size_t sight_find(struct sight *s, const char *text, size_t len,
                  const struct sighting **out);

#endif
