/* Counts by code into an answer's facets. */
#ifndef ENGINE_FACETS_H
#define ENGINE_FACETS_H

#include "answer/answer.h"
#include "engine/match.h"
#include "store/store.h"

/* The facets that found has counts for: values that occur, years and plans
 * newest first, others by name; the units without a value last, so that the
 * sum is the total. */
void facets_fill(const struct store *store, const struct match_result *found,
                 struct answer *a);

#endif
