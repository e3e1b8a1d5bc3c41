/* EXPLAIN: what the hot way goes through for a request, line by line. */
#ifndef ENGINE_MATCHING_H
#define ENGINE_MATCHING_H

#include "common/arena.h"
#include "common/buf.h"
#include "common/error.h"
#include "engine/match.h"

/* Appends lines "match ...": the tree of the request's match with how many
 * units each part has at most, the parts of an AND in the order in which they
 * are asked, and its filters. Fails as a match does. */
enum status matching_describe(const struct match_source *source,
                              const struct match_request *request,
                              struct arena *arena, struct buf *out,
                              struct error *err) WARN_UNUSED;

#endif
