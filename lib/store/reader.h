/* The body of struct store, for the files that read it. */
#ifndef STORE_READER_H
#define STORE_READER_H

#include <stdbool.h>
#include <stdint.h>

#include "store/map.h"
#include "store/store.h"

struct store {
    struct map text, documents, columns, words, titles, acronyms, positions;
    uint32_t n_units, n_documents; /* without the gaps */
    /* Into columns: */
    const uint32_t *arrays[LAYOUT_COLUMNS];
    const uint32_t *values[STORE_FACETS]; /* offsets of the facet's values */
    const char *strings;                  /* what these count from */
    /* Bits, by list of positions: it was looked at. */
    _Atomic uint64_t *sound;
};

/* Checks the directory of the file `positions`, before which text and words
 * were checked; makes s->sound. */
bool positions_check(struct store *s);

#endif
