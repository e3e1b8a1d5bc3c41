/* The body of struct store, for reader.c, words.c and names.c. */
#ifndef STORE_READER_H
#define STORE_READER_H

#include "store/map.h"
#include "store/store.h"

struct store {
    struct map text, documents, columns, words, titles, acronyms;
    uint32_t n_units, n_documents; /* without the gaps */
    /* Into columns: */
    const uint32_t *arrays[LAYOUT_COLUMNS];
    const uint32_t *values[STORE_FACETS]; /* offsets of the facet's values */
    const char *strings;                  /* what these count from */
};

#endif
