/* The struct minutes while it grows: its arrays' capacities, and the limits
 * that a file must keep to. */
#ifndef MINUTES_BUILD_H
#define MINUTES_BUILD_H

#include "common/error.h"
#include "minutes/minutes.h"
#include "minutes/span.h"

struct build {
    struct minutes *m; /* not owned */
    size_t documents_cap, units_cap, doubts_cap;
    size_t n_units; /* of all documents */
    /* The line whose date was doubted last, plus one: a meeting's heading is
     * read again for each of its items, and doubted once. 0: none. */
    unsigned dated;
};

/* A file has at most this many doubts; one more says that others were left
 * out. More than a person reads; without a bound a file of ten million bad
 * numbers would be answered with as many lines. */
#define BUILD_DOUBTS_MAX 1000

/* A new last document with empty strings. STATUS_TOO_LARGE over
 * MINUTES_UNITS_MAX. */
enum status build_document(struct build *b, struct error *err) WARN_UNUSED;
struct document *build_last(struct build *b);
/* Frees what a document holds, not the struct. */
void build_free_document(struct document *d);

/* A new last unit of the last document; text and number are copied.
 * STATUS_TOO_LARGE over MINUTES_UNITS_MAX or MINUTES_UNIT_MAX. */
enum status build_unit(struct build *b, enum unit_kind kind, const char *key,
                       struct span number, struct span text, unsigned line,
                       struct error *err) WARN_UNUSED;

void build_doubt(struct build *b, unsigned line, const char *format, ...)
    PRINTF_LIKE(3, 4);

#endif
