/* What the ways of matching share: see match.h. */
#include "config.h"

#include "engine/match.h"

#include "engine/match_hot.h"
#include "engine/title.h"

const uint32_t *
match_keys(const struct store *store, enum search_sort sort)
{
    switch (sort) {
    case SEARCH_BY_RELEVANCE:
    case SEARCH_BY_NEWEST:
        return store_newest(store);
    case SEARCH_BY_OLDEST:
        return store_oldest(store);
    case SEARCH_BY_DOCUMENT:
        return store_order(store);
    }
    return store_newest(store);
}

bool
match_restricts(const struct match_request *request, enum store_facet facet)
{
    for (size_t i = 0; i < request->n_filters; i++)
        if ((unsigned)request->filters[i].type == (unsigned)facet)
            return true;
    return false;
}

bool
match_is_hot(const struct match_request *request)
{
    /* What a title's words count is in the postings: another weight is for
     * administrators who try one, and Xapian's way has it. */
    return request->engine == SEARCH_HOT && title_weight(request) == 1;
}

enum status
match_units(const struct match_source *source,
            const struct match_request *request, struct arena *arena,
            struct match_result *out, struct error *err)
{
    return (match_is_hot(request) ? match_hot : match_by_xapian)(
        source, request, arena, out, err);
}
