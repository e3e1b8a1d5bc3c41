/* Building Xapian queries in steps that may fail. Private to compile*.c.
 *
 * The builders of the shim consume what they take and may fail at each step.
 * Here a failure is kept in the builder and every later step is a no-op
 * that gives NULL, so that the functions read as the query does. */
#ifndef ENGINE_BUILD_H
#define ENGINE_BUILD_H

#include "common/arena.h"
#include "common/buf.h"
#include "common/error.h"
#include "engine/forms.h"
#include "shim/xs.h"

struct build {
    struct arena *arena;
    struct buf term; /* the term being made; the owner's to free */
    uint64_t deadline;
    const xs_flag *cancel;
    enum status status;
    struct error *err;
};

xs_query *build_term(struct build *c, const char *prefix, const char *value);
/* Any of the terms. */
xs_query *build_terms(struct build *c, const char *prefix,
                      const char *const *values, size_t n);
xs_query *build_nothing(struct build *c);
xs_query *build_all(struct build *c);
/* Consumes subs[0..n). None: nothing; one: itself. */
xs_query *build_combined(struct build *c, enum xs_op op, xs_query **subs,
                         size_t n);
xs_query *build_two(struct build *c, enum xs_op op, xs_query *a, xs_query *b);
/* Its weight times factor. */
xs_query *build_scaled(struct build *c, xs_query *q, double factor);
/* Alternatives from which on the clock is watched while they are walked
 * through: some microseconds for each document. */
#define BUILD_MANY 16

/* What q matches, without weight, and with an eye on the clock. */
xs_query *build_watched(struct build *c, xs_query *q);
/* Words of these forms near each other: see xs_query_near. */
xs_query *build_near(struct build *c, const char *prefix,
                     const struct forms *words, size_t n, unsigned span);

#endif
