/* Words that Xapian knows no positions of, for a query of its own: the units in
 * which they stand, found by the store's positions. */
#ifndef ENGINE_ROWSET_H
#define ENGINE_ROWSET_H

#include "engine/build.h"
#include "engine/match.h"
#include "query/query.h"

/* What matches q, a word by its forms, a phrase or words near each other;
 * without weight. text_alone: as in struct nodes. Memory: four bytes a unit
 * that may match, of b's arena. */
xs_query *rowset_query(struct build *b, const struct match_source *source,
                       const struct query *q, bool text_alone);

#endif
