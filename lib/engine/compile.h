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

/* The distinct stems that a tree scores by, in the order of their first
 * words; *stems lives in arena, its strings in the tree. */
size_t compile_stems(const struct query *tree, struct arena *arena,
                     const char ***stems);

/* tree (NULL: every unit) restricted by filters[0..n), leaving out those of
 * type `without` (-1: none left out). factors: of the BM25 of each of
 * compile_stems, in their order; NULL: 1. *out is the caller's. */
enum status compile_query(xs_query **out, const struct store *store,
                          const struct query *tree, const double *factors,
                          const struct match_filter *filters, size_t n,
                          int without, struct arena *arena,
                          struct error *err) WARN_UNUSED;

#endif
