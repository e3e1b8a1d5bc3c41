/* The orders of documents, while the file `columns` is written: by id, and by
 * date either way. Memory is bounded whatever the number of documents. */
#ifndef STORE_ORDERS_H
#define STORE_ORDERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/error.h"
#include "store/outfile.h"
#include "store/spool.h"

/* What a document is ordered by. */
struct orders_document {
    uint32_t units;
    uint32_t date;  /* yyyymmdd; 0: none */
    uint32_t place; /* in the order of ids, gaps last: 0, 1... */
    bool gone;      /* a gap */
};

/* Where what is being sorted goes. */
struct orders_room {
    const char *dir; /* on its file system; of what ... */
    size_t sort;     /* ... is more than so many bytes, twice */
};

/* Whether x is newer than y, or as new and comes before it; gaps are last. */
bool orders_is_newer(const struct orders_document *x,
                     const struct orders_document *y);

/* by_id: the n documents' numbers, each a uint32_t, in the order of their ids.
 * gone: a bit for each, by number, the lowest first. Adds to places, in the
 * order of numbers, the place of each, a uint32_t. */
enum status orders_places(struct spool *by_id, uint32_t n, const uint8_t *gone,
                          const struct orders_room *room, struct spool *places,
                          struct error *err) WARN_UNUSED;

/* documents: n of struct orders_document, by number. Writes three arrays: 0,
 * then the place of each unit, 0, 1..., when documents stand by id, the newest
 * first, the oldest first; those without a date are last both times. */
enum status orders_write(struct spool *documents, uint32_t n,
                         const struct orders_room *room, struct outfile *f,
                         struct error *err) WARN_UNUSED;

#endif
