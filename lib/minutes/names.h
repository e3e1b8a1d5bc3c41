/* Names for documents of a file that give none: made of what they say, so that
 * they stay when others come before them, as a place in the file would not. */
#ifndef MINUTES_NAMES_H
#define MINUTES_NAMES_H

#include <stddef.h>
#include <stdint.h>

/* Zero-initialise. */
struct names {
    struct names_slot {
        uint64_t hash;
        unsigned n; /* how many have it; 0: a free slot */
    } * slots;
    size_t n, cap;
};

/* SOURCE/ and twelve hex digits of key's hash; the second of them and those
 * after it get "-2", "-3" behind. The caller's. */
char *names_make(struct names *names, const char *source, const char *key,
                 size_t len) __attribute__((returns_nonnull));

void names_done(struct names *names);

#endif
