/* What a text itself says that its acronyms stand for: "child sexual
 * exploitation (CSE)", "CSE (child sexual exploitation)". Pure. */
#ifndef TEXT_ACRONYM_H
#define TEXT_ACRONYM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/token.h"

/* Letters of an acronym. One of a single letter says nothing, and longer ones
 * than NOMS, OFSTED or CAMHS are hardly ever spelled out by initials. */
#define ACRONYM_MIN 2
#define ACRONYM_MAX 8

struct acronym {
    uint32_t start, end; /* text[start..end): the acronym, ASCII letters alone,
                            without the small s of a plural */
    uint32_t words_start, words_end; /* the words that it stands for */
};

/* Where a search stands; its fields are acronym.c's own. */
struct acronym_finder {
    struct tokenizer *tokenizer;
    const char *text;
    size_t len, at;
};

/* Begins with a text of valid UTF-8. It and the tokenizer, which
 * acronym_next uses, are borrowed. */
void acronym_start(struct acronym_finder *f, struct tokenizer *t,
                   const char *text, size_t len);

/* The next definition, or false at the end.
 *
 * An acronym has ACRONYM_MIN to ACRONYM_MAX letters, at least two of them
 * capitals, the first among these; a small s after capitals makes a plural.
 * Its letters are the initials of the words, in order, case apart. Stop words
 * need no letter ("Organisation for Economic Co-operation and Development
 * (OECD)"), and no more do later parts of a word with hyphens, but either may
 * have one ("anti-social behaviour (ASB)"); a small letter is always that of a
 * stop word ("DfE"). The first and the last word have a letter, two of the
 * words and half of the letters' are no stop words; of two letters, no comma
 * stands between their words. The words stand directly before or behind; with
 * the acronym behind them, in the same clause; with the words in parentheses,
 * they end with them or before a comma, a semicolon, a colon or a dash. */
bool acronym_next(struct acronym_finder *f, struct acronym *out);

#endif
