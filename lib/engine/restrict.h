/* What restricts without scoring, as Xapian queries: filters and the nodes of
 * a tree that are like them. Private to compile.c. */
#ifndef ENGINE_RESTRICT_H
#define ENGINE_RESTRICT_H

#include "engine/build.h"
#include "engine/match.h"

xs_query *restrict_filter(struct build *c, const struct match_source *source,
                          const struct match_filter *f);

/* A node that query_is_filter. */
xs_query *restrict_node(struct build *c, const struct match_source *source,
                        const struct query *q);

#endif
