/* Paragraph numbers of two levels: "1.1", "1.2", "2.1". One counts only in
 * sequence, and a sequence begins only where the next number follows or the
 * item itself has the first one's number: "1.1 million" and "4.3 of the plan"
 * are text. */
#ifndef MINUTES_LEVEL_H
#define MINUTES_LEVEL_H

#include <stdbool.h>
#include <stddef.h>

#include "minutes/block.h"
#include "minutes/build.h"
#include "minutes/span.h"

struct level {
    unsigned major, minor; /* from 1 on */
    struct span printed;   /* "1.1", without a full stop behind it */
    struct span rest;      /* what follows, trimmed */
};

/* The number at the start of a trimmed text, where what follows can begin a
 * paragraph: no small letter, and no digit but those of a reference such as
 * "12/00345/FUL". */
bool level_read(struct span text, struct level *out);

struct levels {
    unsigned n; /* sequences begun, for the keys; 0: none */
    unsigned major, minor;
};

/* Whether it is the next of the sequence. */
bool level_fits(const struct levels *all, const struct level *l);
/* Whether l, of block i, can begin one: see above. Blocks [from, to) are the
 * item's. */
bool level_begins(const struct level *l, const struct blocks *bs, size_t from,
                  size_t to, size_t i);
/* Takes a number: the next, with a doubt where some are left out, or the first
 * of another sequence. */
void level_take(struct levels *all, const struct level *l, struct build *b,
                unsigned line, const char *name);

/* "p1.1" in the first sequence, "s2p1.1" in the second. */
void level_key(const struct levels *all, char *key, size_t size);

#endif
