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
};

/* Whether m is a sound file `positions` of that many words and docids up to
 * last. All of it but the positions themselves is read: opening costs a
 * twentieth of the checksums that come before it. */
bool positions_check(const struct map *m, uint32_t words, uint32_t last);

#endif
