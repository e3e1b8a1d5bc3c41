/* Query trees into nodes: see nodes.h. */
#include "config.h"

#include "engine/nodes.h"

#include <stdlib.h>
#include <string.h>

#include "common/xalloc.h"
#include "engine/codes.h"
#include "engine/forms.h"
#include "match/near.h"
#include "match/row.h"
#include "store/positions.h"
#include "store/schema.h"

_Static_assert(NEAR_WORDS_MAX >= QUERY_PHRASE_MAX &&
                   NEAR_SPAN_MAX >= QUERY_NEAR_MAX,
               "what a query may ask for can be compared");

void
nodes_start(struct nodes *n, const struct match_source *source,
            struct watch *watch, struct arena *arena, struct error *err)
{
    *n = (struct nodes){
        .source = source,
        .maker =
            {
                .arena = arena,
                .watch = watch,
                .live = source->live,
                .windows = window_of(store_last_docid(source->store)) + 1,
                .units = store_units(source->store),
            },
        .err = err,
    };
}

void
nodes_done(struct nodes *n)
{
    for (size_t i = 0; i < n->n_held; i++)
        cache_release(n->source->cache, n->held[i]);
    free(n->held);
    buf_done(&n->term);
}

const struct postings *
nodes_postings(struct nodes *n, const char *prefix, const char *value)
{
    const struct postings *list;

    if (n->status != STATUS_OK)
        return NULL;
    schema_term(&n->term, prefix, value, strlen(value));
    n->status = cache_get(n->source->cache, n->source->db, n->term.data,
                          n->term.len, &list, n->err);
    if (n->status != STATUS_OK)
        return NULL;
    n->held = xgrow(n->held, n->n_held, &n->cap_held, sizeof(*n->held));
    n->held[n->n_held++] = list;
    return list;
}

static struct node *
make_term(struct nodes *n, const char *prefix, const char *value)
{
    const struct postings *list = nodes_postings(n, prefix, value);

    return list != NULL ? node_postings(&n->maker, list)
                        : node_nothing(&n->maker);
}

/* ---- words ---- */

/* The words next to each other or near each other in a zone. */
static struct node *
make_row_in(struct nodes *n, const struct query *q, const struct forms *forms,
            enum positions_zone zone)
{
    struct arena *arena = n->maker.arena;
    struct row_word *words = arena_array(arena, q->n_words, sizeof(*words));

    for (size_t i = 0; i < q->n_words; i++) {
        struct positions_list *lists =
            arena_array(arena, forms[i].n, sizeof(*lists));
        words[i].forms = lists;
        for (size_t f = 0; f < forms[i].n; f++) {
            struct positions_list *list = &lists[words[i].n];
            if (forms[i].words[f] == FORMS_NOT_THERE)
                continue;
            store_positions(n->source->store, zone, forms[i].words[f], list);
            if (list->n > 0)
                words[i].n++;
        }
        if (words[i].n == 0)
            return node_nothing(&n->maker);
    }
    enum row_type type = q->type == QUERY_NEAR ? ROW_NEAR : ROW_PHRASE;
    return node_row(&n->maker,
                    row_new(&n->maker, type, words, q->n_words, q->near));
}

struct node *
nodes_row(struct nodes *n, const struct query *q)
{
    struct forms *forms =
        arena_array(n->maker.arena, q->n_words, sizeof(*forms));
    struct node *zones[POSITIONS_ZONES];
    size_t used = 0;

    for (size_t i = 0; i < q->n_words; i++) {
        bool exact = q->type == QUERY_WORD   ? q->exact
                     : q->type == QUERY_NEAR ? q->words[i].exact
                                             : !q->stemmed;
        forms[i] = forms_of_word(n->source->store, &q->words[i], exact,
                                 n->maker.arena);
    }
    if (q->field != QUERY_TITLE)
        zones[used++] = make_row_in(n, q, forms, POSITIONS_TEXT);
    if (q->field == QUERY_TITLE ||
        (q->field == QUERY_ANYWHERE && !n->text_alone))
        zones[used++] = make_row_in(n, q, forms, POSITIONS_TITLE);
    return node_or(&n->maker, zones, used);
}

static struct node *
make_word(struct nodes *n, const struct query *q)
{
    if (q->exact || q->words[0].prefix || q->field == QUERY_TEXT)
        return nodes_row(n, q);
    if (q->field == QUERY_TITLE)
        return make_term(n, SCHEMA_TITLE_STEM, q->words[0].stem);
    return make_term(n, SCHEMA_STEM, q->words[0].stem);
}

/* ---- what only restricts ---- */

static struct node *
make_codes(struct nodes *n, enum store_facet facet, struct codes codes)
{
    uint32_t values = store_facet_values(n->source->store, facet);
    uint64_t *set = arena_array(n->maker.arena, values / 64 + 1, sizeof(*set));

    if (codes.n == 0)
        return node_nothing(&n->maker);
    for (size_t i = 0; i < codes.n; i++)
        window_set(set, codes.list[i]);
    return node_codes(&n->maker, store_facet(n->source->store, facet), set);
}

static struct node *
make_value(struct nodes *n, enum store_facet facet, const char *value)
{
    return make_codes(
        n, facet,
        codes_of_value(n->source->store, facet, value, n->maker.arena));
}

static struct node *
make_years(struct nodes *n, unsigned from, unsigned to)
{
    return make_codes(
        n, STORE_YEAR,
        codes_of_years(n->source->store, from, to, n->maker.arena));
}

/* Whole dates between: of those with a year alone, yyyy0000, nobody knows. A
 * range for each year that the index has. */
static struct node *
make_dates(struct nodes *n, uint32_t from, uint32_t to)
{
    const struct store *store = n->source->store;
    struct codes years =
        codes_of_years(store, from / 10000, to / 10000, n->maker.arena);
    struct node **list =
        arena_array(n->maker.arena, years.n, sizeof(struct node *));

    for (size_t i = 0; i < years.n; i++) {
        uint32_t year = (uint32_t)strtoul(
            store_facet_value(store, STORE_YEAR, years.list[i]), NULL, 10);
        uint32_t first = year * 10000 + 101, last = year * 10000 + 1231;
        list[i] =
            node_values(&n->maker, store_dates(store),
                        first > from ? first : from, last < to ? last : to);
    }
    return node_or(&n->maker, list, years.n);
}

static struct node *
make_document(struct nodes *n, const char *id)
{
    struct store_document d;
    uint32_t document;

    if (store_find_document(n->source->store, id, strlen(id), &document,
                            NULL) != STATUS_OK)
        return node_nothing(&n->maker);
    store_document(n->source->store, document, &d);
    return d.units > 0 ? node_range(&n->maker, d.first, d.first + (d.units - 1))
                       : node_nothing(&n->maker);
}

/* All but one unit. */
static struct node *
make_without(struct nodes *n, const char *id)
{
    struct node *unit;
    uint32_t docid;

    if (store_find_unit(n->source->store, id, strlen(id), &docid, NULL) !=
        STATUS_OK)
        return node_all(&n->maker);
    unit = node_range(&n->maker, docid, docid);
    return node_and(&n->maker, NULL, 0, &unit, 1);
}

/* A node that query_is_filter. */
static struct node *
make_restriction(struct nodes *n, const struct query *q)
{
    switch (q->type) {
    case QUERY_YEAR:
        return make_years(n, q->year_from, q->year_to);
    case QUERY_KIND:
        return make_value(n, STORE_KIND, unit_kind_name(q->kind));
    case QUERY_PLAN:
        return make_value(n, STORE_PLAN, q->plan);
    case QUERY_DATE:
        return make_dates(n, q->date_from, q->date_to);
    case QUERY_COMMITTEE:
        return make_codes(n, STORE_COMMITTEE,
                          codes_of_committees(n->source->store,
                                              n->source->committees, q->text,
                                              n->maker.arena));
    case QUERY_SOURCE:
        return make_term(n, SCHEMA_SOURCE, q->text);
    case QUERY_PARA:
        return make_term(n, SCHEMA_PARA, q->text);
    default:
        return node_nothing(&n->maker);
    }
}

struct node *
nodes_filter(struct nodes *n, const struct match_filter *f)
{
    if (f->node != NULL)
        return make_restriction(n, f->node);
    switch (f->type) {
    case MATCH_YEAR:
        return make_years(n, f->year_from, f->year_to);
    case MATCH_PLAN:
        return make_value(n, STORE_PLAN, f->text);
    case MATCH_COMMITTEE:
        return make_codes(n, STORE_COMMITTEE,
                          codes_of_committee(n->source->store,
                                             n->source->committees, f->text,
                                             n->maker.arena));
    case MATCH_KIND:
        return make_value(n, STORE_KIND, unit_kind_name(f->kind));
    case MATCH_DOCUMENT:
        return make_document(n, f->text);
    case MATCH_WITHOUT:
        return make_without(n, f->text);
    case MATCH_OTHER:
        break;
    }
    return node_nothing(&n->maker);
}

/* ---- trees ---- */

static struct node *
make_children(struct nodes *n, const struct query *q)
{
    struct arena *arena = n->maker.arena;
    struct node **wanted =
        arena_array(arena, q->n_children, sizeof(struct node *));
    struct node **unwanted =
        arena_array(arena, q->n_children, sizeof(struct node *));
    size_t used = 0, used_not = 0;

    for (size_t i = 0; i < q->n_children; i++) {
        const struct query *child = q->children[i];
        if (child->type == QUERY_NOT)
            unwanted[used_not++] = nodes_tree(n, child->children[0]);
        else
            wanted[used++] = nodes_tree(n, child);
    }
    if (q->type == QUERY_OR)
        return node_or(&n->maker, wanted, used);
    return node_and(&n->maker, wanted, used, unwanted, used_not);
}

/* Depth: QUERY_NESTING_MAX. */
struct node *
nodes_tree(struct nodes *n, const struct query *tree)
{
    switch (tree->type) {
    case QUERY_AND:
    case QUERY_OR:
    case QUERY_NOT:
        return make_children(n, tree);
    case QUERY_WORD:
        return make_word(n, tree);
    case QUERY_PHRASE:
    case QUERY_NEAR:
        return nodes_row(n, tree);
    default:
        return make_restriction(n, tree);
    }
}
