/* A document in context: see reading.h. */
#include "config.h"

#include "engine/reading.h"

#include <stdlib.h>
#include <string.h>

#include "common/xalloc.h"
#include "engine/finding.h"
#include "engine/marks.h"
#include "engine/question.h"
#include "engine/searcher-internal.h"

static const char *
key_of(const char *id)
{
    const char *hash = strrchr(id, '#');

    return hash != NULL ? hash + 1 : id;
}

/* The units from `from` on, as far as a page goes. */
static void
take_units(struct reading *r, const struct store *store)
{
    uint32_t left = r->document.units - r->from;

    r->n_units = left < READING_UNITS_MAX ? left : READING_UNITS_MAX;
    r->units = arena_array(r->arena, r->n_units, sizeof(*r->units));
    for (uint32_t i = 0; i < r->n_units; i++) {
        struct reading_unit *u = &r->units[i];
        store_unit(store, r->document.first + r->from + i, &u->unit);
        u->key = key_of(u->unit.id);
    }
}

static enum status
mark_units(struct reading *r, struct searcher *s, const struct query *tree,
           const struct search_request *request, struct arena *scratch,
           struct error *err)
{
    const struct marks *marks = marks_new(tree, scratch);

    for (size_t i = 0; i < r->n_units; i++) {
        struct reading_unit *u = &r->units[i];
        struct mark *found;
        enum status status = search_request_time(request, err);
        if (status != STATUS_OK)
            return status;
        u->n_marks = marks_find(marks, s->tokenizer, u->unit.text,
                                u->unit.text_len, scratch, &found);
        u->marks = arena_array(r->arena, u->n_marks, sizeof(*u->marks));
        for (size_t j = 0; j < u->n_marks; j++)
            u->marks[j] = (struct answer_mark){found[j].start,
                                               found[j].end - found[j].start};
    }
    return STATUS_OK;
}

/* Which of the document's units the tree finds. */
static enum status
find_units(struct reading *r, const struct match_source *source,
           const struct question *question, const struct query *tree,
           const struct search_request *request, struct arena *scratch,
           struct error *err)
{
    size_t n = question->n_filters;
    struct match_filter *filters =
        arena_array(scratch, n + 1, sizeof(*filters));
    struct match_result found;

    if (n > 0)
        memcpy(filters, question->filters, n * sizeof(*filters));
    filters[n] =
        (struct match_filter){.type = MATCH_DOCUMENT, .text = r->document.id};
    const struct match_request match = {
        .engine = request->engine,
        .tree = tree,
        .filters = filters,
        .n_filters = n + 1,
        .depth = r->from + (uint32_t)r->n_units,
        .sort = SEARCH_BY_DOCUMENT,
        .rank = &request->rank,
        .deadline = request->deadline,
        .cancel = request->cancel,
    };
    enum status status = match_units(source, &match, scratch, &found, err);
    if (status != STATUS_OK)
        return status;
    uint32_t first = r->document.first + r->from;
    for (size_t i = 0; i < found.n_hits; i++)
        if (found.hits[i].docid >= first &&
            found.hits[i].docid - first < r->n_units)
            r->units[found.hits[i].docid - first].hit = true;
    return STATUS_OK;
}

static struct reading_neighbour
neighbour(struct reading *r, const struct store *store, uint32_t docid)
{
    struct store_unit unit;
    struct store_document d;

    store_unit(store, docid, &unit);
    store_document(store, unit.document, &d);
    return (struct reading_neighbour){arena_strdup(r->arena, d.id),
                                      arena_strdup(r->arena, key_of(unit.id))};
}

/* The hit of that rank: the part of the document that it stands in, where
 * none was asked for, and the hits before and after it. Nothing where that
 * hit is not in this document (any more). */
static void
follow_hit(struct reading *r, const struct store *store,
           const struct match_result *found, uint32_t rank)
{
    if (rank == 0 || rank > found->n_hits)
        return;
    uint32_t docid = found->hits[rank - 1].docid;
    if (docid < r->document.first ||
        docid - r->document.first >= r->document.units)
        return;
    if (r->from == 0)
        r->from =
            (docid - r->document.first) / READING_UNITS_MAX * READING_UNITS_MAX;
    if (rank > 1)
        r->previous = neighbour(r, store, found->hits[rank - 2].docid);
    if (rank < found->n_hits)
        r->next = neighbour(r, store, found->hits[rank].docid);
}

static bool
has_filter(const struct search_request *r)
{
    return r->year_from > 0 || r->year_to > 0 || r->has_kind ||
           r->plan[0] != '\0' ||
           (r->committee != NULL && r->committee[0] != '\0') ||
           (r->document != NULL && r->document[0] != '\0');
}

/* All that depends on the query and its filters. */
static enum status
apply_query(struct reading *r, struct searcher *s,
            const struct search_request *request, uint32_t rank,
            struct arena *scratch, struct error *err)
{
    const struct match_source source = searcher_source(s);
    struct search_request whole = *request;
    struct question question;
    struct finding found;

    whole.facets = 0;
    enum status status = question_make(&question, s, &whole, scratch, err);
    if (status != STATUS_OK)
        return status;
    uint32_t depth = rank < SEARCH_DEPTH_MAX ? rank + 1 : 0;
    status =
        finding_make(&found, &source, &question, &whole, depth, scratch, err);
    if (status != STATUS_OK)
        return status;
    r->total = found.result.total;
    follow_hit(r, source.store, &found.result, rank);
    take_units(r, source.store);
    if (request->query_len == 0)
        return STATUS_OK; /* filters say nothing about a text */
    status = mark_units(r, s, found.tree, request, scratch, err);
    if (status != STATUS_OK)
        return status;
    return find_units(r, &source, &question, found.tree, request, scratch, err);
}

enum status
reading_new(struct searcher *s, const char *id, size_t len,
            const struct search_request *request, uint32_t rank, uint32_t from,
            struct reading **out, struct error *err)
{
    const struct store *store = index_store(s->index);
    uint32_t document;

    enum status status = store_find_document(store, id, len, &document, err);
    if (status != STATUS_OK)
        return status;
    struct reading *r = xcalloc(1, sizeof(*r));
    r->arena = arena_new();
    r->generation = index_generation(s->index);
    store_document(store, document, &r->document);
    r->from = from < r->document.units ? from : 0;
    if (request->query_len > 0 || (rank > 0 && has_filter(request))) {
        struct arena *scratch = arena_new();
        status = apply_query(r, s, request, rank, scratch, err);
        arena_free(scratch);
    } else {
        take_units(r, store);
    }
    if (status == STATUS_OK)
        *out = r;
    else
        reading_free(r);
    return status;
}

void
reading_free(struct reading *r)
{
    if (r == NULL)
        return;
    arena_free(r->arena);
    free(r);
}
