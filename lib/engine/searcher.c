/* A search from its text to its answer: see searcher.h. */
#include "config.h"

#include "engine/searcher.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/clock.h"
#include "common/xalloc.h"
#include "engine/answers.h"
#include "engine/decisions.h"
#include "engine/facets.h"
#include "engine/finding.h"
#include "engine/marks.h"
#include "engine/match.h"
#include "engine/meant.h"
#include "engine/question.h"
#include "engine/searcher-internal.h"
#include "engine/snippet.h"
#include "store/schema.h"

enum status
searcher_new(struct searcher **out, struct index *ix, struct error *err)
{
    struct searcher *s = xcalloc(1, sizeof(*s));
    char *path = xasprintf("%s/%s", index_path(ix), SCHEMA_XAPIAN);
    struct xs_stats stats;

    s->index = index_ref(ix);
    enum status status = xs_db_open(&s->db, path, err);
    if (status == STATUS_OK)
        status = xs_db_stats(s->db, &stats, err);
    if (status == STATUS_OK &&
        (stats.documents != store_units(index_store(ix)) ||
         stats.last_docid > store_last_docid(index_store(ix))))
        status = error_set(err, STATUS_CORRUPT,
                           "%s has %u units, the files beside it %u: build "
                           "the index again with " INDEXER_NAME " --rebuild",
                           path, stats.documents, store_units(index_store(ix)));
    if (status == STATUS_OK)
        status = xs_db_has_positions(s->db, &s->has_positions, err);
    if (status == STATUS_OK)
        status = tokenizer_new(&s->tokenizer, err);
    free(path);
    if (status == STATUS_OK)
        *out = s;
    else
        searcher_free(s);
    return status;
}

void
searcher_free(struct searcher *s)
{
    if (s == NULL)
        return;
    tokenizer_free(s->tokenizer);
    xs_db_close(s->db);
    index_unref(s->index);
    free(s);
}

struct index *
searcher_index(const struct searcher *s)
{
    return s->index;
}

/* What is marked in a hit. */
struct hit_marks {
    const struct marks *text, *title;
};

static void
mark_title(struct searcher *s, const struct marks *marks,
           struct answer_hit *hit, struct arena *arena)
{
    struct mark *found;
    size_t n = marks_find(marks, s->tokenizer, hit->title, strlen(hit->title),
                          arena, &found);

    hit->title_marks = arena_array(arena, n, sizeof(*hit->title_marks));
    for (size_t i = 0; i < n; i++)
        hit->title_marks[i] =
            (struct answer_mark){found[i].start, found[i].end - found[i].start};
    hit->n_title_marks = n;
}

static struct answer_hit
make_hit(struct searcher *s, const struct match_hit *found, uint32_t rank,
         const struct hit_marks *marks, const struct search_request *r,
         struct answer *a)
{
    const struct store *store = index_store(s->index);
    struct arena *arena = a->arena;
    struct store_unit unit;
    struct store_document d;

    store_unit(store, found->docid, &unit);
    store_document(store, unit.document, &d);
    struct answer_hit hit = {
        .rank = rank,
        .score = found->score,
        .id = arena_strdup(arena, unit.id),
        .kind = unit_kind_name(unit.kind),
        .number = arena_strdup(arena, unit.number),
        .title = arena_strdup(arena, d.title),
        .document = arena_strdup(arena, d.id),
        .plan = arena_strdup(arena, d.plan),
        .date = arena_strdup(arena, d.date),
        .committee = arena_strdup(arena, d.committee),
        .url = arena_strdup(arena, d.url),
        .year = d.year,
        .more = found->more,
    };
    hit.n_snippets =
        snippet_make(marks->text, s->tokenizer, unit.text, unit.text_len,
                     r->snippets, arena, &hit.snippets);
    mark_title(s, marks->title, &hit, arena);
    if (r->decisions)
        hit.n_decisions =
            decisions_find(store, found->docid, arena, &hit.decisions);
    return hit;
}

/* A hit of the longest texts takes 20 ms to mark and to cut, so that the clock
 * is looked at between them. */
static enum status
fill_answer(struct searcher *s, const struct search_request *r,
            const struct finding *finding, struct arena *scratch,
            struct answer *a, struct error *err)
{
    const struct match_result *found = &finding->result;
    size_t skip = r->from < found->n_hits ? r->from : found->n_hits;
    const struct hit_marks marks = {
        .text = marks_new(finding->tree, scratch),
        .title = marks_new_title(finding->tree, scratch),
    };

    a->total = found->total;
    a->grouped = r->group;
    a->groups = found->groups;
    a->from = r->from;
    a->n_hits = found->n_hits - skip;
    a->hits = arena_array(a->arena, a->n_hits, sizeof(*a->hits));
    for (size_t i = 0; i < a->n_hits; i++) {
        enum status status = search_request_time(r, err);
        if (status != STATUS_OK)
            return status;
        a->hits[i] = make_hit(s, &found->hits[skip + i],
                              (uint32_t)(skip + i + 1), &marks, r, a);
    }
    facets_fill(index_store(s->index), found, a);
    return STATUS_OK;
}

static const char **
copy_strings(struct arena *arena, const char *const *list, size_t n)
{
    const char **copy = arena_array(arena, n, sizeof(*copy));

    for (size_t i = 0; i < n; i++)
        copy[i] = arena_strdup(arena, list[i]);
    return copy;
}

static void
add_expansions(struct answer *a, const struct question *question)
{
    a->n_expanded = question->n_expanded;
    a->expanded = arena_array(a->arena, a->n_expanded, sizeof(*a->expanded));
    for (size_t i = 0; i < a->n_expanded; i++) {
        const struct answer_expansion *e = &question->expanded[i];
        a->expanded[i] = (struct answer_expansion){
            arena_strdup(a->arena, e->from), arena_strdup(a->arena, e->to),
            arena_strdup(a->arena, e->where)};
    }
}

static enum status
search(struct searcher *s, const struct search_request *r,
       struct arena *scratch, struct answer *a, struct error *err)
{
    const struct match_source source = searcher_source(s);
    struct question question;
    struct finding found;

    enum status status = question_make(&question, s, r, scratch, err);
    if (status != STATUS_OK)
        return status;
    a->query = arena_strdup(a->arena, question.text);
    uint32_t depth = r->limit > 0 ? r->from + r->limit : 0;
    status = finding_make(&found, &source, &question, r, depth, scratch, err);
    if (status != STATUS_OK)
        return status;
    a->relaxed = found.relaxed;
    a->notes = copy_strings(a->arena, found.notes, found.n_notes);
    a->n_notes = found.n_notes;
    add_expansions(a, &question);
    status = meant_add_missing(a, s, r, &question,
                               found.nothing || r->match == SEARCH_ANY, scratch,
                               err);
    if (status == STATUS_OK && found.nothing)
        status = meant_add_suggestion(a, s, r, &question, scratch, err);
    if (status == STATUS_OK)
        status = fill_answer(s, r, &found, scratch, a, err);
    return status;
}

static enum status
search_anew(struct searcher *s, const struct search_request *r,
            struct answer **out, struct error *err)
{
    struct arena *scratch = arena_new();
    struct answer *a = answer_new();

    enum status status = search_request_check(r, err);
    if (status == STATUS_OK)
        status = search(s, r, scratch, a, err);
    arena_free(scratch);
    if (status != STATUS_OK) {
        answer_free(a);
        return status;
    }
    a->generation = index_generation(s->index);
    if (r->answers != NULL && !a->hurried)
        answers_keep(r->answers, s->index, r, a);
    *out = a;
    return STATUS_OK;
}

static void
set_ms(struct answer *a, uint64_t began)
{
    a->ms = (double)(clock_now() - began) / (double)CLOCK_NS_PER_MS;
}

struct answer *
searcher_kept(const struct index *ix, const struct search_request *r)
{
    uint64_t began = clock_now();
    struct answer *a =
        r->answers != NULL ? answers_look(r->answers, ix, r) : NULL;

    if (a != NULL)
        set_ms(a, began);
    return a;
}

enum status
searcher_search(struct searcher *s, const struct search_request *r,
                struct answer **out, struct error *err)
{
    uint64_t began = clock_now();
    struct answer *a =
        r->answers != NULL ? answers_find(r->answers, s->index, r) : NULL;

    enum status status = a == NULL ? search_anew(s, r, &a, err) : STATUS_OK;
    if (status != STATUS_OK)
        return status;
    set_ms(a, began);
    *out = a;
    return STATUS_OK;
}
