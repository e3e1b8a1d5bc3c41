/* A search as a question: see question.h. */
#include "config.h"

#include "engine/question.h"

#include <string.h>

#include "engine/expand.h"
#include "engine/searcher-internal.h"

/* A committee's name as the index has it. */
static const char *
fold_name(const char *name, struct tokenizer *t, struct arena *arena)
{
    struct buf folded = {0};

    tokenizer_fold(t, name, strlen(name), &folded);
    const char *result = arena_strndup(arena, folded.data, folded.len);
    buf_done(&folded);
    return result;
}

static struct match_filter *
add_filter(struct question *question, enum match_filter_type type)
{
    struct match_filter *f = &question->filters[question->n_filters++];

    f->type = type;
    return f;
}

static void
add_options(struct question *question, const struct search_request *r,
            struct tokenizer *t, struct arena *arena)
{
    if (r->year_from != 0) {
        struct match_filter *f = add_filter(question, MATCH_YEAR);
        f->year_from = r->year_from;
        f->year_to = r->year_to;
    }
    if (r->plan[0] != '\0')
        add_filter(question, MATCH_PLAN)->text = arena_strdup(arena, r->plan);
    if (r->committee != NULL)
        add_filter(question, MATCH_COMMITTEE)->text =
            fold_name(r->committee, t, arena);
    if (r->has_kind)
        add_filter(question, MATCH_KIND)->kind = r->kind;
    if (r->document != NULL)
        add_filter(question, MATCH_DOCUMENT)->text = r->document;
    if (r->without != NULL)
        add_filter(question, MATCH_WITHOUT)->text = r->without;
}

/* The facet that a filter of the query is about, if there is one. */
static enum match_filter_type
filter_type(const struct query *q)
{
    switch (q->type) {
    case QUERY_YEAR:
        return MATCH_YEAR;
    case QUERY_PLAN:
        return MATCH_PLAN;
    case QUERY_COMMITTEE:
        return MATCH_COMMITTEE;
    case QUERY_KIND:
        return MATCH_KIND;
    default:
        return MATCH_OTHER;
    }
}

static void
add_node(struct question *question, const struct query *q)
{
    add_filter(question, filter_type(q))->node = q;
}

/* Moves the filters that are wanted of every match out of the tree. */
static struct query *
take_filters(struct question *question, struct query *q, struct arena *arena)
{
    if (query_is_filter(q)) {
        add_node(question, q);
        return NULL;
    }
    if (q->type != QUERY_AND)
        return q;
    struct query *rest = arena_alloc(arena, sizeof(*rest));
    *rest = *q;
    rest->children = arena_array(arena, q->n_children, sizeof(*rest->children));
    rest->n_children = 0;
    for (size_t i = 0; i < q->n_children; i++) {
        if (query_is_filter(q->children[i]))
            add_node(question, q->children[i]);
        else
            rest->children[rest->n_children++] = q->children[i];
    }
    if (rest->n_children == 0)
        return NULL;
    if (rest->n_children == 1 && rest->children[0]->type != QUERY_NOT)
        return rest->children[0];
    return rest;
}

/* Expands acronyms in both readings. */
static void
expand(struct question *question, const struct searcher *s,
       const struct search_request *r, struct arena *arena)
{
    struct expander *e = arena_alloc(arena, sizeof(*e));

    *e = (struct expander){
        .store = index_store(s->index),
        .own = r->glossary,
        .learned = index_glossary(s->index),
        .arena = arena,
    };
    question->tree = expand_tree(e, question->tree, false);
    question->any = expand_tree(e, question->any, true);
    question->expanded = e->done;
    question->n_expanded = e->n;
}

enum status
question_make(struct question *out, struct searcher *s,
              const struct search_request *r, struct arena *arena,
              struct error *err)
{
    struct tokenizer *t = s->tokenizer;
    struct question question = {.text = ""};
    struct query *tree = NULL;

    bool stops = r->rank.weight[RANK_STOPS] != 0;
    enum status status = (stops ? query_parse : query_parse_all)(
        &tree, &question.notes, r->query, r->query_len, arena, t, err);
    if (status != STATUS_OK)
        return status;
    /* One an option at most, and the top of the tree. */
    size_t most = MATCH_WITHOUT + 2 + (tree != NULL ? tree->n_children : 0);
    question.filters = arena_array(arena, most, sizeof(*question.filters));
    add_options(&question, r, t, arena);
    if (tree != NULL) {
        struct buf text = {0};
        query_print(tree, &text);
        question.text = arena_strndup(arena, text.data, text.len);
        buf_done(&text);
        question.tree = take_filters(&question, tree, arena);
    } else if (question.n_filters == 0) {
        status = error_set(err, STATUS_BAD_QUERY,
                           "a search needs at least one word to find");
        if (err != NULL)
            err->column = 1;
        return status;
    }
    question.wording = wording_make(t, r->query, r->query_len, arena);
    question.typed = question.tree;
    question.any = query_any(question.tree, arena);
    if (r->expand)
        expand(&question, s, r, arena);
    question.wanted = question.tree;
    if (r->match == SEARCH_ANY && question.any != NULL)
        question.tree = question.any;
    *out = question;
    return STATUS_OK;
}

void
question_describe_filter(const struct match_filter *f, struct buf *out)
{
    if (f->node != NULL)
        query_print(f->node, out);
    else if (f->type == MATCH_YEAR)
        buf_addf(out, "year %u..%u", f->year_from, f->year_to);
    else if (f->type == MATCH_KIND)
        buf_addf(out, "kind %s", unit_kind_name(f->kind));
    else if (f->type == MATCH_PLAN)
        buf_addf(out, "plan %s", f->text);
    else if (f->type == MATCH_COMMITTEE)
        buf_addf(out, "committee %s", f->text);
    else if (f->type == MATCH_DOCUMENT)
        buf_addf(out, "document %s", f->text);
    else
        buf_addf(out, "without %s", f->text);
}

void
question_describe_filters(const struct question *question, struct buf *out)
{
    for (size_t i = 0; i < question->n_filters; i++) {
        buf_add_str(out, "filter ");
        question_describe_filter(&question->filters[i], out);
        buf_add_char(out, '\n');
    }
}
