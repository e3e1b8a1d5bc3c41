/* The words of a query that the index does not have: what nothing was found
 * for, and what may be misspelt. */
#ifndef ENGINE_MISSING_H
#define ENGINE_MISSING_H

#include <stdbool.h>
#include <stddef.h>

#include "common/arena.h"
#include "query/query.h"
#include "store/store.h"

/* Whether s has the i-th word of q, a node with words, as that node wants it:
 * the form itself, any form of its stem, or any that begins so. In which field
 * is not asked. */
bool missing_has(const struct store *s, const struct query *q, size_t i);

/* The forms that a tree (NULL: none) wants and s does not have, each once, in
 * the order of the query, prefixes with their star; sets *forms, which lives in
 * arena, and returns how many. Not those below NOT, and of the sides of an OR
 * none while another side has all its words. */
size_t missing_forms(const struct store *s, const struct query *tree,
                     struct arena *arena, const char ***forms);

#endif
