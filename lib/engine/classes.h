/* What each of 64 bytes of a text is, as bits: the lowest is the first byte's.
 * What looks for words can then work on 64 bytes at a time. */
#ifndef ENGINE_CLASSES_H
#define ENGINE_CLASSES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CLASSES_BYTES 64

struct classes {
    uint64_t letters;     /* a to z, A to Z */
    uint64_t digits;      /* 0 to 9 */
    uint64_t apostrophes; /* ' */
    uint64_t wide;        /* of characters beyond ASCII */
    uint64_t firsts;      /* those that words looked for begin with */
};

/* First letters that are told apart; with more of them each letter is one, as
 * most of a text's words would be looked at anyhow. */
#define CLASSES_FIRSTS_MAX 8

struct classes_firsts {
    unsigned char letters[CLASSES_FIRSTS_MAX]; /* small ones, each once */
    size_t n;
    bool all;    /* every letter is one */
    bool digits; /* every digit is one */
};

/* text has len bytes, of which at most CLASSES_BYTES are looked at; bits
 * beyond are 0. */
void classes_of(const unsigned char *text, size_t len,
                const struct classes_firsts *firsts, struct classes *out);

#endif
