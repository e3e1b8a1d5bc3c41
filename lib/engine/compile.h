/* A query tree and filters into a Xapian query: which terms of the schema
 * (store/schema.h) a node of the tree reads. */
#ifndef ENGINE_COMPILE_H
#define ENGINE_COMPILE_H

#include "common/arena.h"
#include "common/error.h"
#include "engine/match.h"
#include "engine/stems.h"
#include "query/query.h"
#include "shim/xs.h"
#include "store/store.h"

/* request's tree scored by stems, those of stems_of_tree, restricted by its
 * filters, those of type `without` left out (-1: none is). *out is the
 * caller's. */
enum status compile_query(xs_query **out, const struct match_source *source,
                          const struct match_request *request, int without,
                          const struct stems *stems, struct arena *arena,
                          struct error *err) WARN_UNUSED;

#endif
