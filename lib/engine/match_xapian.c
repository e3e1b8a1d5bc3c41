/* Matching by Xapian: the oracle. See match.h. */
#include "config.h"

#include <string.h>

#include "engine/compile.h"
#include "engine/match.h"
#include "engine/weight.h"

/* The stems with what the query scores by. */
static enum status
weigh(struct stems *stems, const struct match_source *source,
      const struct match_request *request, struct error *err)
{
    struct xs_stats stats;

    enum status status = stems_read(stems, source->db, err);
    if (status == STATUS_OK)
        status = xs_db_stats(source->db, &stats, err);
    if (status == STATUS_OK && request->rank != NULL)
        weight_fill(stems, request->rank, source->store, stats.total_length,
                    request->wording);
    return status;
}

/* One match: the filters but those of type `without`, counting the facets of
 * the set `facets` into out. */
static enum status
run(const struct match_source *source, const struct match_request *request,
    int without, unsigned facets, uint32_t depth, struct arena *arena,
    struct match_result *out, struct xs_result **result, struct error *err)
{
    struct stems stems = stems_of_tree(source->store, request->tree, arena);
    xs_query *query = NULL;
    struct xs_counter counters[STORE_FACETS];
    struct xs_search_params params = {
        .limit = depth,
        .sort =
            request->sort == SEARCH_BY_RELEVANCE ? XS_BY_RELEVANCE : XS_BY_KEY,
        .keys = match_keys(source->store, request->sort),
        .k1 = MATCH_K1,
        .k2 = MATCH_K2,
        .k3 = MATCH_K3,
        .b = MATCH_B,
        .min_normlen = MATCH_MIN_NORMLEN,
        .counters = counters,
        .groups = without < 0 ? request->groups : NULL,
        .n_groups = request->n_groups,
        .deadline = request->deadline,
        .cancel = request->cancel,
    };

    for (unsigned f = 0; f < STORE_FACETS; f++) {
        if ((facets & 1u << f) == 0)
            continue;
        struct xs_counter *counter = &counters[params.n_counters++];
        uint32_t n = store_facet_values(source->store, f);
        out->counts[f] = arena_array(arena, n, sizeof(uint64_t));
        *counter = (struct xs_counter){
            .codes = store_facet(source->store, f),
            .counts = out->counts[f],
            .n_counts = n,
        };
    }
    enum status status = STATUS_OK;
    if (depth > 0)
        status = weigh(&stems, source, request, err);
    if (status == STATUS_OK)
        status =
            compile_query(&query, source, request, without, &stems, arena, err);
    if (status == STATUS_OK)
        status = xs_search(source->db, query, &params, result, err);
    xs_query_free(query);
    if (depth > 0)
        out->stems = stems;
    return status;
}

enum status
match_by_xapian(const struct match_source *source,
                const struct match_request *request, struct arena *arena,
                struct match_result *out, struct error *err)
{
    struct match_result found = {0};
    struct xs_result *result = NULL;
    enum status status;
    unsigned own = 0; /* facets that a filter of theirs restricts */

    for (unsigned f = 0; f < STORE_FACETS; f++)
        if (match_restricts(request, f))
            own |= 1u << f;
    status = run(source, request, -1, request->facets & ~own, request->depth,
                 arena, &found, &result, err);
    if (status != STATUS_OK)
        goto out;
    found.total = result->total;
    found.groups = result->groups;
    found.n_hits = result->n;
    found.hits = arena_array(arena, result->n, sizeof(*found.hits));
    for (size_t i = 0; i < result->n; i++)
        found.hits[i] = (struct match_hit){
            .docid = result->hits[i].docid,
            .more = result->hits[i].more,
            .score = result->hits[i].weight,
        };
    for (unsigned f = 0; f < STORE_FACETS; f++) {
        if ((request->facets & own & 1u << f) == 0)
            continue;
        xs_result_free(result);
        result = NULL;
        status = run(source, request, (int)f, 1u << f, 0, arena, &found,
                     &result, err);
        if (status != STATUS_OK)
            goto out;
    }
    *out = found;
out:
    xs_result_free(result);
    return status;
}
