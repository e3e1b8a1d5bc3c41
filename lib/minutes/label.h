/* What a paragraph or a list line is numbered with: `1.`, `(1)`, `(1).`,
 * `1)`, or the letters, Roman numbers and bullets of sub-lists. Whether a
 * number counts is for units.c, which knows the sequence. */
#ifndef MINUTES_LABEL_H
#define MINUTES_LABEL_H

#include <stdbool.h>

#include "minutes/span.h"

enum label_style {
    LABEL_NONE,
    LABEL_DOT,   /* 1. */
    LABEL_PAREN, /* (1) and (1). */
    LABEL_CLOSE, /* 1) */
    LABEL_SUB,   /* (a) (i) a) i. and bullets */
    LABEL_DASH,  /* - and *: a bullet, or just a way to begin a paragraph */
};

/* Four digits: a council's year has some 2,000 minutes at the most. */
#define LABEL_NUMBER_MAX 9999
#define LABEL_DIGITS_MAX 4

struct label {
    enum label_style style;
    unsigned number;     /* 1 to LABEL_NUMBER_MAX; 0 for others */
    struct span printed; /* the number's digits */
    struct span rest;    /* what follows, trimmed */
};

/* The label at the start of a trimmed text; false (style LABEL_NONE, rest
 * the whole text) if it has none. "4.3", "24 of" and "2014/15" have none;
 * "10.One" has. */
bool label_read(struct span text, struct label *out);

/* Whether it has one of the numbered styles. */
bool label_is_number(const struct label *l);

/* An item's number that is all of its line: "1.", "4.1", "39/20", "1772.",
 * "12a."; *out is it without the final full stop. `sure` tells whether
 * something but digits marks it as a number of that kind. */
bool label_item_number(struct span line, struct span *out, bool *sure);

/* Whether item number a comes before b, where both are of one list: 4 before
 * 4.1 before 5, 12/20 before 13/20. */
bool label_item_before(struct span a, struct span b);

#endif
