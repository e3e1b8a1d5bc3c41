/* Which files can be read, by the ends of their names. */
#ifndef INDEXER_READER_H
#define INDEXER_READER_H

#include <stddef.h>

#include "minutes/minutes.h"

struct reader {
    const char *extension; /* ".txt" */
    const char *name;      /* of the format, for people: "text" */
    enum minutes_format format;
    /* Of two files that differ only by extension the one with the higher
     * number is taken: it says more about its document. */
    unsigned richness;
};

/* The reader for a file of that name (letters' case does not matter), or
 * NULL. */
const struct reader *reader_find(const char *name);

/* The bytes of name before its extension: all where it has none. A leading
 * dot begins no extension. */
size_t reader_stem(const char *name);

#endif
