/* EXPLAIN: how a query was understood, line by line. See searcher.h. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "engine/compile.h"
#include "engine/forms.h"
#include "engine/matching.h"
#include "engine/question.h"
#include "engine/searcher-internal.h"
#include "engine/searcher.h"
#include "engine/weight.h"

/* So many forms of a word are named; the others are counted. */
#define EXPLAIN_FORMS 12

struct explainer {
    struct searcher *searcher;
    const struct store *store;
    struct arena *scratch;
    struct buf *out;
    struct error *err;
};

static const char *
type_name(const struct query *q)
{
    switch (q->type) {
    case QUERY_AND:
        return "AND: all of";
    case QUERY_OR:
        return "OR: any of";
    case QUERY_NOT:
        return "NOT: none of";
    case QUERY_WORD:
        return q->exact             ? "word, as written:"
               : q->words[0].prefix ? "words that begin so:"
                                    : "word, by its stem:";
    case QUERY_PHRASE:
        return q->stemmed ? "phrase, by its stems:" : "phrase, as written:";
    case QUERY_NEAR:
        return "words near each other:";
    default:
        return "only:";
    }
}

static void
add_tree(struct explainer *e, const struct query *q, unsigned depth)
{
    buf_addf(e->out, "tree %*s%s", (int)(2 * depth), "", type_name(q));
    if (q->n_children == 0) {
        buf_add_char(e->out, ' ');
        query_print(q, e->out);
    }
    buf_add_char(e->out, '\n');
    for (size_t i = 0; i < q->n_children; i++)
        add_tree(e, q->children[i], depth + 1);
}

/* What prefixes, and the words that positions are compared of, stand for. */
static void
add_forms(struct explainer *e, const struct query *q)
{
    bool rows =
        q->type == QUERY_NEAR || (q->type == QUERY_PHRASE && q->stemmed);

    for (size_t i = 0; i < q->n_words; i++) {
        const struct query_word *w = &q->words[i];
        if (!w->prefix && (!rows || w->exact))
            continue;
        struct forms forms = forms_of_word(e->store, w, false, e->scratch);
        buf_addf(e->out, "forms %s%s: %u in the index", w->form,
                 w->prefix ? "*" : "", forms.all);
        if (forms.n < forms.all)
            buf_addf(e->out, ", the %zu most frequent looked for", forms.n);
        for (size_t f = 0; f < forms.n && f < EXPLAIN_FORMS; f++)
            buf_addf(e->out, "%s %s", f > 0 ? "," : ":", forms.list[f]);
        buf_add_str(e->out, forms.n > EXPLAIN_FORMS ? ", ...\n" : "\n");
    }
    for (size_t i = 0; i < q->n_children; i++)
        add_forms(e, q->children[i]);
}

static void
add_stems(struct explainer *e, const struct stems *stems)
{
    for (size_t i = 0; i < stems->n; i++) {
        const struct stem *s = &stems->list[i];
        buf_addf(e->out,
                 "stem %s: in %u paragraphs, %llu times, factor %.3f%s\n",
                 s->text, s->df, (unsigned long long)s->cf, s->factor,
                 s->df == 0 ? " (no match for this word)" : "");
    }
}

/* The terms as libxapian is asked for them. */
static enum status
describe_by_xapian(struct explainer *e, const struct match_source *source,
                   const struct match_request *request,
                   const struct stems *stems)
{
    xs_query *query = NULL;
    char *description = NULL;

    enum status status =
        compile_query(&query, source, request, -1, stems, e->scratch, e->err);
    if (status == STATUS_OK)
        status = xs_query_describe(query, &description, e->err);
    if (status == STATUS_OK)
        buf_addf(e->out, "terms %s\n", description);
    free(description);
    xs_query_free(query);
    return status;
}

/* What is scored, and what was gone through. */
static enum status
add_match(struct explainer *e, const struct question *question,
          const struct search_request *r)
{
    const struct match_source source = searcher_source(e->searcher);
    const struct match_request request = {
        .engine = r->engine,
        .tree = question->tree,
        .filters = question->filters,
        .n_filters = question->n_filters,
        .facets = r->facets,
        .rank = &r->rank,
        .deadline = r->deadline,
        .cancel = r->cancel,
    };
    struct stems stems = stems_of_tree(e->store, question->tree, e->scratch);

    enum status status = stems_read(&stems, e->searcher->db, e->err);
    if (status != STATUS_OK)
        return status;
    weight_fill(&stems, &r->rank, e->store, source.length, question->wording);
    add_stems(e, &stems);
    if (match_is_hot(&request))
        return matching_describe(&source, &request, e->scratch, e->out, e->err);
    return describe_by_xapian(e, &source, &request, &stems);
}

/* What became of it. */
static void
add_answer(struct explainer *e, const struct answer *a)
{
    for (size_t i = 0; i < a->n_notes; i++)
        buf_addf(e->out, "note %s\n", a->notes[i]);
    for (size_t i = 0; i < a->n_missing; i++)
        buf_addf(e->out, "missing %s\n", a->missing[i]);
    for (size_t i = 0; i < a->n_expanded; i++)
        buf_addf(e->out, "expanded %s to %s%s%s\n", a->expanded[i].from,
                 a->expanded[i].to,
                 *a->expanded[i].where != '\0' ? ", as in " : "",
                 a->expanded[i].where);
    if (a->suggestion != NULL)
        buf_addf(e->out, "suggestion %s: %llu\n", a->suggestion,
                 (unsigned long long)a->suggestion_total);
    buf_addf(e->out, "found %llu%s\n", (unsigned long long)a->total,
             a->relaxed ? ", by any of the words" : "");
}

/* What searches are ranked by, and what that says of where words are looked
 * for. */
static void
add_rank(struct explainer *e, const struct rank *rank)
{
    double title = rank_weight(rank, RANK_TITLE);

    buf_add_str(e->out, "rank ");
    rank_print(rank, e->out);
    buf_add_char(e->out, '\n');
    if (title == 0)
        buf_add_str(e->out, "title off: words are looked for, and score, in "
                            "the text alone\n");
    else if (title != 1)
        buf_addf(e->out, "title: its words count %g times those of the text\n",
                 title);
}

/* Names the stop words that were not left out. */
static void
add_kept(struct explainer *e, const struct query *q)
{
    for (size_t i = 0; i < q->n_words; i++) {
        const struct query_word *w = &q->words[i];
        if (!w->prefix && token_is_stop(w->form, strlen(w->form)))
            buf_addf(e->out, "kept %s: a stop word, the stop list is off\n",
                     w->form);
    }
    for (size_t i = 0; i < q->n_children; i++)
        add_kept(e, q->children[i]);
}

static enum status
explain(struct explainer *e, const struct search_request *r)
{
    struct question question;
    struct answer *a = NULL;

    enum status status =
        question_make(&question, e->searcher, r, e->scratch, e->err);
    if (status != STATUS_OK)
        return status;
    buf_addf(e->out, "query %s\n", question.text);
    add_rank(e, &r->rank);
    for (size_t i = 0; i < question.notes.n_dropped; i++)
        buf_addf(e->out, "dropped %s: a stop word\n",
                 question.notes.dropped[i]);
    if (r->rank.weight[RANK_STOPS] == 0 && question.tree != NULL)
        add_kept(e, question.tree);
    if (question.tree != NULL) {
        add_tree(e, question.tree, 0);
        add_forms(e, question.tree);
    }
    question_describe_filters(&question, e->out);
    status = searcher_search(e->searcher, r, &a, e->err);
    if (status == STATUS_OK && a->relaxed)
        question.tree = question.any;
    if (status == STATUS_OK)
        status = add_match(e, &question, r);
    if (status == STATUS_OK)
        add_answer(e, a);
    answer_free(a);
    return status;
}

enum status
searcher_explain(struct searcher *s, const struct search_request *r,
                 struct buf *out, struct error *err)
{
    struct explainer e = {
        .searcher = s,
        .store = index_store(s->index),
        .scratch = arena_new(),
        .out = out,
        .err = err,
    };
    enum status status = explain(&e, r);

    arena_free(e.scratch);
    return status;
}
