/* Query trees into Xapian queries: see compile.h. */
#include "config.h"

#include "engine/compile.h"

#include <stdlib.h>
#include <string.h>

#include "engine/build.h"
#include "engine/forms.h"
#include "engine/restrict.h"
#include "engine/rowset.h"
#include "engine/title.h"
#include "store/schema.h"

struct compiler {
    struct build build;
    const struct match_source *source;
    double title; /* title_weight */
};

/* Whether a word, or some in a row, is looked for in the text alone; else in
 * the title too. */
static bool
in_text_alone(const struct compiler *c, const struct query *q)
{
    return q->field == QUERY_TEXT ||
           (q->field == QUERY_ANYWHERE && c->title == 0);
}

static xs_query *
build_forms(struct compiler *c, const char *prefix, const struct forms *forms)
{
    xs_query *q = build_terms(&c->build, prefix, forms->list, forms->n);

    return forms->n < BUILD_MANY ? q : build_watched(&c->build, q);
}

/* A word by its forms: a prefix, an exact one, one of text: alone. */
static xs_query *
build_word_forms(struct compiler *c, const struct query *q)
{
    struct forms forms =
        forms_of_word(c->source->store, &q->words[0], q->exact, c->build.arena);

    if (in_text_alone(c, q))
        return build_forms(c, "", &forms);
    if (q->field == QUERY_TITLE)
        return build_forms(c, SCHEMA_TITLE, &forms);
    return build_two(&c->build, XS_OR, build_forms(c, "", &forms),
                     build_forms(c, SCHEMA_TITLE, &forms));
}

static xs_query *
build_word(struct compiler *c, const struct query *q)
{
    if (q->exact || q->words[0].prefix || q->field == QUERY_TEXT)
        return c->source->has_positions
                   ? build_word_forms(c, q)
                   : rowset_query(&c->build, c->source, q, c->title == 0);
    if (q->field == QUERY_TITLE)
        return build_term(&c->build, SCHEMA_TITLE_STEM, q->words[0].stem);
    /* A title's word that counts anything matches as if it counted one. */
    return title_query(&c->build, c->source, q->words[0].stem,
                       c->title == 0 ? 0 : 1);
}

/* The phrase or the words near each other in text (prefix "") or title
 * ("S"). */
static xs_query *
build_row_in(struct compiler *c, const struct query *q,
             const struct forms *forms, const char *prefix)
{
    if (q->type == QUERY_NEAR)
        return build_near(&c->build, prefix, forms, q->n_words, q->near);

    xs_query **subs =
        arena_array(c->build.arena, q->n_words, sizeof(xs_query *));
    for (size_t i = 0; i < q->n_words; i++)
        subs[i] = build_terms(&c->build, prefix, forms[i].list, forms[i].n);
    return build_watched(
        &c->build, build_combined(&c->build, XS_PHRASE, subs, q->n_words));
}

static xs_query *
build_row(struct compiler *c, const struct query *q)
{
    struct forms *forms =
        arena_array(c->build.arena, q->n_words, sizeof(*forms));

    for (size_t i = 0; i < q->n_words; i++) {
        bool exact = q->type == QUERY_NEAR ? q->words[i].exact : !q->stemmed;
        forms[i] = forms_of_word(c->source->store, &q->words[i], exact,
                                 c->build.arena);
        if (forms[i].n == 0)
            return build_nothing(&c->build);
    }
    if (in_text_alone(c, q))
        return build_row_in(c, q, forms, "");
    if (q->field == QUERY_TITLE)
        return build_row_in(c, q, forms, SCHEMA_TITLE);
    return build_two(&c->build, XS_OR, build_row_in(c, q, forms, ""),
                     build_row_in(c, q, forms, SCHEMA_TITLE));
}

static xs_query *build_tree(struct compiler *c, const struct query *q);

/* The children that must match, without those that must not. */
static xs_query *
build_and(struct compiler *c, const struct query *q)
{
    struct arena *arena = c->build.arena;
    xs_query **wanted = arena_array(arena, q->n_children, sizeof(*wanted));
    xs_query **unwanted = arena_array(arena, q->n_children, sizeof(*unwanted));
    size_t n = 0, m = 0;

    for (size_t i = 0; i < q->n_children; i++) {
        const struct query *child = q->children[i];
        if (child->type == QUERY_NOT)
            unwanted[m++] = build_tree(c, child->children[0]);
        else
            wanted[n++] = build_tree(c, child);
    }
    xs_query *all = n > 0 ? build_combined(&c->build, XS_AND, wanted, n)
                          : build_all(&c->build);
    if (m == 0)
        return all;
    return build_two(&c->build, XS_NOT, build_watched(&c->build, all),
                     build_combined(&c->build, XS_OR, unwanted, m));
}

static xs_query *
build_or(struct compiler *c, const struct query *q)
{
    xs_query **subs = arena_array(c->build.arena, q->n_children, sizeof(*subs));

    for (size_t i = 0; i < q->n_children; i++)
        subs[i] = build_tree(c, q->children[i]);
    return build_watched(&c->build,
                         build_combined(&c->build, XS_OR, subs, q->n_children));
}

/* What matches q; its weights mean nothing. Depth: QUERY_NESTING_MAX. */
static xs_query *
build_tree(struct compiler *c, const struct query *q)
{
    switch (q->type) {
    case QUERY_AND:
    case QUERY_NOT: /* as the only child of nothing: the parser refuses it */
        return build_and(c, q);
    case QUERY_OR:
        return build_or(c, q);
    case QUERY_WORD:
        return build_word(c, q);
    case QUERY_PHRASE:
    case QUERY_NEAR:
        return c->source->has_positions
                   ? build_row(c, q)
                   : rowset_query(&c->build, c->source, q, c->title == 0);
    default:
        return restrict_node(&c->build, c->source, q);
    }
}

/* ---- what is scored ---- */

static bool
is_plain_word(const struct query *q)
{
    return q->type == QUERY_WORD && !q->exact && q->field == QUERY_ANYWHERE &&
           !q->words[0].stop && !q->words[0].prefix;
}

/* Whether matching q and scoring its stems is one and the same query: a
 * word, or words that are all wanted, or of which any is. */
static bool
is_plain(const struct query *q)
{
    if (q->type != QUERY_AND && q->type != QUERY_OR)
        return is_plain_word(q);
    for (size_t i = 0; i < q->n_children; i++)
        if (!is_plain_word(q->children[i]))
            return false;
    return true;
}

static xs_query *
build_scored(struct compiler *c, const struct query *tree,
             const struct stems *stems)
{
    struct build *b = &c->build;

    if (tree == NULL)
        return build_all(b);

    size_t n = stems->n;
    xs_query **subs = arena_array(b->arena, n, sizeof(*subs));
    for (size_t i = 0; i < n; i++)
        subs[i] = build_scaled(
            b, title_query(b, c->source, stems->list[i].text, c->title),
            stems->list[i].factor);
    if (is_plain(tree))
        return build_combined(b, tree->type == QUERY_AND ? XS_AND : XS_OR, subs,
                              n);
    xs_query *unscored = build_scaled(b, build_tree(c, tree), 0);
    if (n == 0)
        return unscored;
    return build_two(b, XS_AND_MAYBE, unscored,
                     build_combined(b, XS_OR, subs, n));
}

enum status
compile_query(xs_query **out, const struct match_source *source,
              const struct match_request *request, int without,
              const struct stems *stems, struct arena *arena, struct error *err)
{
    struct compiler c = {
        .build = {.arena = arena,
                  .deadline = request->deadline,
                  .cancel = request->cancel,
                  .err = err},
        .source = source,
        .title = title_weight(request),
    };
    xs_query **subs = arena_array(arena, request->n_filters + 1, sizeof(*subs));
    size_t used = 0;
    xs_query *q = build_scored(&c, request->tree, stems);

    for (size_t i = 0; i < request->n_filters; i++)
        if ((int)request->filters[i].type != without)
            subs[used++] =
                restrict_filter(&c.build, source, &request->filters[i]);
    if (used > 0)
        q = build_two(&c.build, XS_FILTER, q,
                      build_combined(&c.build, XS_AND, subs, used));
    buf_done(&c.build.term);
    if (c.build.status == STATUS_OK)
        *out = q;
    else
        xs_query_free(q);
    return c.build.status;
}
