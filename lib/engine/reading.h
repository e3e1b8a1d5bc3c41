/* A document to be read in context: all its units, what a query marks in
 * them, which of them it finds, and the neighbours of the hit that led
 * here. */
#ifndef ENGINE_READING_H
#define ENGINE_READING_H

#include "common/arena.h"
#include "engine/searcher.h"
#include "store/store.h"

/* Units shown at once: a page of some 500 kB; longer documents are read in
 * parts (from). */
#define READING_UNITS_MAX 1000

struct reading_unit {
    struct store_unit unit; /* points into the store: as long as the index */
    const char *key;        /* behind '#', else the whole id */
    struct answer_mark *marks;
    size_t n_marks;
    bool hit;
};

struct reading_neighbour {
    const char *document, *key; /* NULL: there is none */
};

struct reading {
    struct arena *arena; /* owns what the store does not */
    struct store_document document;
    uint32_t from; /* the first unit shown, 0.. */
    struct reading_unit *units;
    size_t n_units;
    uint64_t total; /* hits of the query in the whole index */
    struct reading_neighbour previous, next;
    uint64_t generation;
};

/* Reads document id[0..len), units from `from` on (0: the part that the hit
 * stands in). r: the search that led here (its query may be empty: nothing is
 * marked); rank: which of its hits, from 1, 0 for none. r's from and limit
 * are ignored. *out is the caller's, reading_free(), and lives no longer than
 * the searcher's index. STATUS_NOT_FOUND: no such document; else as
 * searcher_search. */
enum status reading_new(struct searcher *s, const char *id, size_t len,
                        const struct search_request *r, uint32_t rank,
                        uint32_t from, struct reading **out,
                        struct error *err) WARN_UNUSED;
void reading_free(struct reading *r); /* NULL is a no-op */

#endif
