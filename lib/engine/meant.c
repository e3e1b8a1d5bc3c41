/* What is said of a search that finds too little: see meant.h. */
#include "config.h"

#include "engine/meant.h"

#include <string.h>

#include "common/clock.h"
#include "engine/match.h"
#include "engine/missing.h"
#include "engine/searcher-internal.h"
#include "engine/spell.h"

/* How much a text finds that is asked as r is; 0 where it is no query. */
static enum status
count(uint64_t *total, struct searcher *s, const struct search_request *r,
      const char *text, struct arena *arena, struct error *err)
{
    const struct match_source source = searcher_source(s);
    struct search_request changed = *r;
    struct question question;
    struct match_result found;

    changed.query = text;
    changed.query_len = strlen(text);
    enum status status = question_make(&question, s, &changed, arena, err);
    if (status == STATUS_BAD_QUERY) {
        *total = 0;
        return STATUS_OK;
    }
    if (status != STATUS_OK)
        return status;
    const struct match_request request = {
        .tree = question.tree,
        .filters = question.filters,
        .n_filters = question.n_filters,
        .rank = &r->rank,
        .deadline = r->deadline,
        .cancel = r->cancel,
    };
    status = match_by_xapian(&source, &request, arena, &found, err);
    if (status == STATUS_OK)
        *total = found.total;
    return status;
}

static uint64_t
half_way(uint64_t deadline)
{
    uint64_t now = clock_now();

    if (deadline == 0)
        return 0;
    return now < deadline ? now + (deadline - now) / 2 : deadline;
}

void
meant_add_missing(struct answer *a, const struct store *store,
                  const struct query *tree)
{
    a->n_missing = missing_forms(store, tree, a->arena, &a->missing);
    for (size_t i = 0; i < a->n_missing; i++)
        a->missing[i] = arena_strdup(a->arena, a->missing[i]);
}

enum status
meant_add_suggestion(struct answer *a, struct searcher *s,
                     const struct search_request *r,
                     const struct question *question, struct arena *scratch,
                     struct error *err)
{
    struct search_request timed = *r;
    const char *texts[SPELL_TRIES];
    enum status status = STATUS_OK;
    size_t n = spell_texts(index_store(s->index), question->typed, r->query,
                           r->query_len, s->tokenizer, scratch, texts);

    timed.deadline = half_way(r->deadline);
    for (size_t i = 0; i < n && status == STATUS_OK; i++) {
        uint64_t found = 0;
        status = count(&found, s, &timed, texts[i], scratch, err);
        if (found == 0)
            continue;
        a->suggestion = arena_strdup(a->arena, texts[i]);
        a->suggestion_total = found;
        break;
    }
    return status == STATUS_TIMEOUT ? STATUS_OK : status;
}
