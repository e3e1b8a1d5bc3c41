/* The stems that a query scores by. */
#ifndef ENGINE_STEMS_H
#define ENGINE_STEMS_H

#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/error.h"
#include "query/query.h"
#include "shim/xs.h"
#include "store/store.h"

struct stem {
    const char *text;
    uint32_t df;   /* units that have it */
    uint64_t cf;   /* how often in all */
    double factor; /* of its BM25: weight.h */
};

struct stems {
    struct stem *list;
    size_t n;
};

/* The distinct stems that a tree scores by, in the order of their first words:
 * of its positive words (stop words only where there is nothing else) and of
 * what its prefixes stand for. NULL: none. df and cf are 0, factors 1. The list
 * lives in arena, its texts in the tree or the store. */
struct stems stems_of_tree(const struct store *store, const struct query *tree,
                           struct arena *arena);

/* So many bytes a form must have in common with a stem, from the first on, to
 * be of that stem. Snowball's English takes endings off and puts a letter at
 * most in their place, so that only the stem's last may differ; dying, lying
 * and tying are the only others: die, lie, tie. */
size_t stems_alike(const char *stem);

/* Fills in df and cf, from the one thread's db. */
enum status stems_read(struct stems *stems, xs_db *db,
                       struct error *err) WARN_UNUSED;

#endif
