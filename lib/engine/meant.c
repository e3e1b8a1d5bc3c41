/* What is said of a search that finds too little: see meant.h. */
#include "config.h"

#include "engine/meant.h"

#include <string.h>
#include <strings.h>

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
        .engine = r->engine,
        .tree = question.tree,
        .filters = question.filters,
        .n_filters = question.n_filters,
        .rank = &r->rank,
        .deadline = r->deadline,
        .cancel = r->cancel,
    };
    status = match_units(&source, &request, arena, &found, err);
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

static bool
is_among(const char *form, const char *const *forms, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(forms[i], form) == 0)
            return true;
    return false;
}

/* Whether an expansion is of that word: of "PCSO" for pcso and pcsos. */
static bool
is_of(const struct answer_expansion *e, const char *form)
{
    size_t len = strlen(e->from);

    return strncasecmp(e->from, form, len) == 0 &&
           (form[len] == '\0' || strcmp(form + len, "s") == 0);
}

/* Whether anything in the index says what the word was taken for. */
static enum status
is_said(bool *said, struct searcher *s, const struct search_request *r,
        const struct question *question, const char *form,
        struct arena *scratch, struct error *err)
{
    struct search_request plain;
    enum status status = STATUS_OK;
    uint64_t total = 0;

    search_request_init(&plain);
    plain.expand = false;
    plain.deadline = r->deadline;
    plain.cancel = r->cancel;
    for (size_t i = 0;
         i < question->n_expanded && total == 0 && status == STATUS_OK; i++) {
        const struct answer_expansion *e = &question->expanded[i];
        if (is_of(e, form))
            status =
                count(&total, s, &plain,
                      arena_printf(scratch, "~\"%s\"", e->to), scratch, err);
    }
    *said = total > 0;
    return status;
}

/* To the missing forms those that are missing as they were typed and that
 * nothing says in other words either. */
static enum status
add_unsaid(const char **forms, size_t *n, struct searcher *s,
           const struct search_request *r, const struct question *question,
           struct arena *scratch, struct error *err)
{
    const char **typed, **kept;
    size_t n_typed =
        missing_forms(index_store(s->index), question->typed, scratch, &typed);
    enum status status = STATUS_OK;
    size_t n_kept = 0;

    kept = arena_array(scratch, n_typed, sizeof(*kept));
    for (size_t i = 0; i < n_typed && status == STATUS_OK; i++) {
        bool said = false;
        if (!is_among(typed[i], forms, *n))
            status = is_said(&said, s, r, question, typed[i], scratch, err);
        if (!said)
            kept[n_kept++] = typed[i];
    }
    if (status != STATUS_OK || n_kept <= *n)
        return status;
    memcpy(forms, kept, n_kept * sizeof(*kept));
    *n = n_kept;
    return STATUS_OK;
}

enum status
meant_add_missing(struct answer *a, struct searcher *s,
                  const struct search_request *r,
                  const struct question *question, bool look,
                  struct arena *scratch, struct error *err)
{
    const struct store *store = index_store(s->index);
    struct search_request timed = *r;
    const char **forms = NULL, **all;
    enum status status = STATUS_OK;
    size_t n = missing_forms(store, question->wanted, scratch, &forms);

    /* Room for those typed too: no more than the words of a query. */
    all = arena_array(scratch, QUERY_WORDS_MAX + n, sizeof(*all));
    if (n > 0)
        memcpy(all, forms, n * sizeof(*all));
    timed.deadline = half_way(r->deadline);
    if (look && question->n_expanded > 0)
        status = add_unsaid(all, &n, s, &timed, question, scratch, err);
    if (status == STATUS_TIMEOUT)
        status = STATUS_OK;
    a->missing = arena_array(a->arena, n, sizeof(*a->missing));
    a->n_missing = n;
    for (size_t i = 0; i < n; i++)
        a->missing[i] = arena_strdup(a->arena, all[i]);
    return status;
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
    a->hurried = status == STATUS_TIMEOUT;
    return a->hurried ? STATUS_OK : status;
}
