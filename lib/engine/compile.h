/* A query tree and filters into a Xapian query: which terms of the schema
 * (store/schema.h) a node of the tree reads. */
#ifndef ENGINE_COMPILE_H
#define ENGINE_COMPILE_H

#include "common/arena.h"
#include "common/error.h"
#include "engine/match.h"
#include "query/query.h"
#include "shim/xs.h"
#include "store/store.h"

/* The distinct stems that a tree scores by, in the order of their first words:
 * of its positive words (stop words only where there is nothing else) and of
 * what its prefixes stand for. *stems lives in arena, its strings in the tree
 * or the store. */
size_t compile_stems(const struct store *store, const struct query *tree,
                     struct arena *arena, const char ***stems);

/* request's tree scored by stems[0..n), those of compile_stems, restricted by
 * its filters, those of type `without` left out (-1: none is). factors: of
 * each stem's BM25; NULL: 1. *out is the caller's. */
enum status compile_query(xs_query **out, const struct match_source *source,
                          const struct match_request *request, int without,
                          const char *const *stems, const double *factors,
                          size_t n, struct arena *arena,
                          struct error *err) WARN_UNUSED;

#endif
