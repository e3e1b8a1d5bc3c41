/* What a question finds: see finding.h. */
#include "config.h"

#include "engine/finding.h"

/* Nothing was found: why, and what instead. */
static enum status
relax(struct finding *f, const struct match_source *source,
      struct match_request *request, const struct query *any,
      struct arena *arena, struct error *err)
{
    const struct match_request whole = {
        .tree = request->tree,
        .deadline = request->deadline,
        .cancel = request->cancel,
    };
    struct match_result without;

    enum status status = match_by_xapian(source, &whole, arena, &without, err);
    if (status != STATUS_OK)
        return status;
    if (without.total > 0) {
        f->nothing = false;
        f->note =
            arena_printf(arena, "nothing within the filters; without them %llu",
                         (unsigned long long)without.total);
        return STATUS_OK;
    }
    if (any == NULL)
        return STATUS_OK;
    request->tree = f->tree = any;
    status = match_by_xapian(source, request, arena, &f->result, err);
    if (status != STATUS_OK)
        return status;
    f->relaxed = f->result.total > 0;
    if (f->relaxed)
        f->note = "nothing has all the words; these have some of them";
    return STATUS_OK;
}

enum status
finding_make(struct finding *out, const struct match_source *source,
             const struct question *question, const struct search_request *r,
             uint32_t depth, struct arena *arena, struct error *err)
{
    struct finding found = {.tree = question->tree};
    struct match_request request = {
        .tree = question->tree,
        .filters = question->filters,
        .n_filters = question->n_filters,
        .depth = depth,
        .sort = r->sort,
        .facets = r->facets,
        .groups = r->group ? source->documents : NULL,
        .n_groups = store_documents_end(source->store),
        .rank = &r->rank,
        .counts = question->counts,
        .deadline = r->deadline,
        .cancel = r->cancel,
    };

    enum status status =
        match_by_xapian(source, &request, arena, &found.result, err);
    found.nothing = status == STATUS_OK && found.result.total == 0 &&
                    question->tree != NULL;
    if (found.nothing && r->match == SEARCH_AUTO)
        status = relax(&found, source, &request, question->any, arena, err);
    if (status == STATUS_OK)
        *out = found;
    return status;
}
