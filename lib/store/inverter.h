/* Words with the units and positions at which they stand, gathered in bounded
 * memory in the order of the units, given back in the order of the words: in
 * runs that are put aside in a file, and merged. For the writer of the file
 * `positions`. */
#ifndef STORE_INVERTER_H
#define STORE_INVERTER_H

#include <stddef.h>
#include <stdint.h>

#include "common/error.h"
#include "store/positions.h"

struct inverter;

/* bytes: memory for what is gathered, INVERTER_BYTES_MIN to 1 GiB. What is more
 * goes to the file system of the folder dir. */
struct inverter *inverter_new(const char *dir, size_t bytes)
    __attribute__((returns_nonnull));
void inverter_free(struct inverter *i); /* NULL is a no-op */

/* So that some words fit. */
#define INVERTER_BYTES_MIN ((size_t)4096)

/* Adds a word, without NUL bytes, at a position, 1, 2, 3... of the units docid
 * to docid + n - 1; in text n is 1. Of one word and zone docids never descend,
 * nor do positions at a docid; the same again is no more than once.
 * STATUS_INVALID for a form over SCHEMA_TERM_MAX bytes. */
enum status inverter_add(struct inverter *i, enum positions_zone zone,
                         const char *form, size_t len, uint32_t docid,
                         uint32_t n, uint32_t pos,
                         struct error *err) WARN_UNUSED;

/* Ends adding. */
enum status inverter_sort(struct inverter *i, struct error *err) WARN_UNUSED;

struct inverter_list {
    const char *form; /* valid until the next list; NULL: there are no more */
    enum positions_zone zone;
};

/* The next word and zone, by form, then by zone; what was not read of the one
 * before is passed over. */
enum status inverter_next(struct inverter *i, struct inverter_list *out,
                          struct error *err) WARN_UNUSED;

struct inverter_posting {
    uint32_t docid, n;         /* n 0: the list has ended */
    const uint32_t *positions; /* ascending; valid until the next call */
    size_t n_positions;
};

/* The next postings of that list, by docid. Memory: the positions of one. */
enum status inverter_posting(struct inverter *i, struct inverter_posting *out,
                             struct error *err) WARN_UNUSED;

#endif
