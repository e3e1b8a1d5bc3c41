/* What a question finds: see finding.h. */
#include "config.h"

#include "engine/finding.h"

#include <string.h>

#include "engine/forms.h"
#include "engine/rerank.h"

/* Besides the question's: one for each prefix, one of what was relaxed or
 * could be. */
#define FINDING_NOTES (QUERY_PREFIXES_MAX + 1)

static void
add_note(struct finding *f, const char *note)
{
    for (size_t i = 0; i < f->n_notes; i++)
        if (strcmp(f->notes[i], note) == 0)
            return;
    f->notes[f->n_notes++] = note;
}

/* Tells of prefixes that stand for more words than are looked for. */
static void
note_prefixes(struct finding *f, const struct store *store,
              const struct query *q, size_t room, struct arena *arena)
{
    for (size_t i = 0; i < q->n_words; i++) {
        if (!q->words[i].prefix || f->n_notes == room)
            continue;
        struct forms forms = forms_of_prefix(store, q->words[i].form, arena);
        if (forms.all > forms.n)
            add_note(f, arena_printf(arena,
                                     "%u words begin with %s; the %zu most "
                                     "frequent were looked for",
                                     forms.all, q->words[i].form, forms.n));
    }
    for (size_t i = 0; i < q->n_children; i++)
        note_prefixes(f, store, q->children[i], room, arena);
}

/* The notes there are before anything is matched. */
static void
begin_notes(struct finding *f, const struct match_source *source,
            const struct question *question, struct arena *arena)
{
    size_t n = question->notes.n;

    f->notes = arena_array(arena, n + FINDING_NOTES, sizeof(*f->notes));
    for (size_t i = 0; i < n; i++)
        f->notes[f->n_notes++] = question->notes.texts[i];
    if (question->tree != NULL)
        note_prefixes(f, source->store, question->tree, n + QUERY_PREFIXES_MAX,
                      arena);
}

/* The words of a phrase or of NEAR, all wanted, wherever they stand; NULL for
 * other trees. */
static struct query *
words_apart(const struct query *q, struct arena *arena)
{
    if (q->type != QUERY_PHRASE && q->type != QUERY_NEAR)
        return NULL;
    struct query *all = arena_alloc(arena, sizeof(*all));
    all->type = QUERY_AND;
    all->children = arena_array(arena, q->n_words, sizeof(*all->children));
    for (size_t i = 0; i < q->n_words; i++) {
        struct query *word = arena_alloc(arena, sizeof(*word));
        word->type = QUERY_WORD;
        word->field = q->field;
        word->words = &q->words[i];
        word->n_words = 1;
        all->children[all->n_children++] = word;
    }
    return query_normalise(all, arena);
}

/* A phrase stays one, since whoever writes it means it; but it is said how
 * many have its words. */
static enum status
note_apart(struct finding *f, const struct match_source *source,
           const struct match_request *request, struct arena *arena,
           struct error *err)
{
    struct query *words = words_apart(request->tree, arena);
    struct match_request apart = *request;
    struct match_result found;

    if (words == NULL)
        return STATUS_OK;
    apart.tree = words;
    apart.depth = 0;
    apart.facets = 0;
    apart.groups = NULL;
    enum status status = match_units(source, &apart, arena, &found, err);
    if (status == STATUS_OK && found.total > 0)
        add_note(f, arena_printf(arena,
                                 "nothing has these words %s; %llu have all of "
                                 "them somewhere",
                                 request->tree->type == QUERY_NEAR
                                     ? "so near each other"
                                     : "next to each other",
                                 (unsigned long long)found.total));
    return status;
}

/* Nothing was found: why, and what instead. */
static enum status
relax(struct finding *f, const struct match_source *source,
      struct match_request *request, const struct query *any,
      struct arena *arena, struct error *err)
{
    if (request->n_filters > 0) {
        const struct match_request whole = {
            .engine = request->engine,
            .tree = request->tree,
            .rank = request->rank,
            .deadline = request->deadline,
            .cancel = request->cancel,
        };
        struct match_result without;
        enum status status = match_units(source, &whole, arena, &without, err);
        if (status != STATUS_OK)
            return status;
        if (without.total > 0) {
            f->nothing = false;
            add_note(
                f, arena_printf(arena,
                                "nothing within the filters; without them %llu",
                                (unsigned long long)without.total));
            return STATUS_OK;
        }
    }
    if (any == NULL)
        return note_apart(f, source, request, arena, err);
    request->tree = f->tree = any;
    enum status status = match_units(source, request, arena, &f->result, err);
    if (status != STATUS_OK)
        return status;
    f->relaxed = f->result.total > 0;
    if (f->relaxed)
        add_note(f, "nothing has all the words; these have some of them");
    return STATUS_OK;
}

enum status
finding_make(struct finding *out, const struct match_source *source,
             const struct question *question, const struct search_request *r,
             uint32_t depth, struct arena *arena, struct error *err)
{
    struct finding found = {.tree = question->tree};
    struct match_request request = {
        .engine = r->engine,
        .tree = question->tree,
        .filters = question->filters,
        .n_filters = question->n_filters,
        .depth = depth,
        .sort = r->sort,
        .facets = r->facets,
        .groups = r->group ? source->documents : NULL,
        .n_groups = store_documents_end(source->store),
        .rank = &r->rank,
        .wording = question->wording,
        .deadline = r->deadline,
        .cancel = r->cancel,
    };

    request.depth = rerank_depth(&request);
    begin_notes(&found, source, question, arena);
    enum status status =
        match_units(source, &request, arena, &found.result, err);
    found.nothing = status == STATUS_OK && found.result.total == 0 &&
                    question->tree != NULL;
    if (found.nothing && r->match == SEARCH_AUTO)
        status = relax(&found, source, &request, question->any, arena, err);
    if (status == STATUS_OK)
        status =
            rerank_hits(source, &request, depth, arena, &found.result, err);
    if (status == STATUS_OK)
        *out = found;
    return status;
}
