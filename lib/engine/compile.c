/* Query trees into Xapian queries: see compile.h.
 *
 * The builders of the shim consume what they take and may fail at each step.
 * Here a failure is kept in the compiler and every later step is a no-op
 * that gives NULL, so that the functions read as the query does. */
#include "config.h"

#include "engine/compile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/num.h"
#include "store/schema.h"

struct compiler {
    const struct store *store;
    struct arena *arena;
    struct buf term; /* the term being made */
    enum status status;
    struct error *err;
};

static xs_query *
build_term(struct compiler *c, const char *prefix, const char *value)
{
    xs_query *q = NULL;

    if (c->status != STATUS_OK)
        return NULL;
    schema_term(&c->term, prefix, value, strlen(value));
    c->status = xs_query_term(&q, c->term.data, c->term.len, c->err);
    return q;
}

static xs_query *
build_nothing(struct compiler *c)
{
    xs_query *q = NULL;

    if (c->status == STATUS_OK)
        c->status = xs_query_nothing(&q, c->err);
    return q;
}

static xs_query *
build_all(struct compiler *c)
{
    xs_query *q = NULL;

    if (c->status == STATUS_OK)
        c->status = xs_query_all(&q, c->err);
    return q;
}

/* Consumes subs[0..n). None: nothing; one: itself. */
static xs_query *
build_combined(struct compiler *c, enum xs_op op, xs_query **subs, size_t n)
{
    xs_query *q = NULL;

    if (c->status != STATUS_OK) {
        for (size_t i = 0; i < n; i++)
            xs_query_free(subs[i]);
        return NULL;
    }
    if (n == 0)
        return build_nothing(c);
    if (n == 1 && op != XS_NOT && op != XS_FILTER)
        return subs[0];
    c->status = xs_query_combine(&q, op, subs, n, 0, c->err);
    return q;
}

static xs_query *
build_two(struct compiler *c, enum xs_op op, xs_query *a, xs_query *b)
{
    xs_query *subs[2] = {a, b};

    return build_combined(c, op, subs, 2);
}

/* Any of the forms that are written with this stem, in text (prefix "") or
 * title ("S"). */
static xs_query *
build_stem_forms(struct compiler *c, const char *prefix, const char *stem)
{
    size_t n = store_stem_forms(c->store, stem, NULL, 0);
    const char **forms = arena_array(c->arena, n, sizeof(*forms));
    xs_query **subs = arena_array(c->arena, n, sizeof(xs_query *));

    (void)store_stem_forms(c->store, stem, forms, n);
    for (size_t i = 0; i < n; i++)
        subs[i] = build_term(c, prefix, forms[i]);
    return build_combined(c, XS_OR, subs, n);
}

static xs_query *
build_word(struct compiler *c, const struct query *q)
{
    const struct query_word *w = &q->words[0];

    if (q->exact) {
        if (q->field == QUERY_TEXT)
            return build_term(c, "", w->form);
        if (q->field == QUERY_TITLE)
            return build_term(c, SCHEMA_TITLE, w->form);
        return build_two(c, XS_OR, build_term(c, "", w->form),
                         build_term(c, SCHEMA_TITLE, w->form));
    }
    if (q->field == QUERY_TEXT)
        return build_stem_forms(c, "", w->stem);
    if (q->field == QUERY_TITLE)
        return build_term(c, SCHEMA_TITLE_STEM, w->stem);
    return build_term(c, SCHEMA_STEM, w->stem);
}

/* The phrase in text (prefix "") or title ("S"). */
static xs_query *
build_phrase_in(struct compiler *c, const struct query *q, const char *prefix)
{
    xs_query **subs = arena_array(c->arena, q->n_words, sizeof(xs_query *));

    for (size_t i = 0; i < q->n_words; i++) {
        subs[i] = q->stemmed ? build_stem_forms(c, prefix, q->words[i].stem)
                             : build_term(c, prefix, q->words[i].form);
    }
    return build_combined(c, XS_PHRASE, subs, q->n_words);
}

static xs_query *
build_phrase(struct compiler *c, const struct query *q)
{
    if (q->field == QUERY_TEXT)
        return build_phrase_in(c, q, "");
    if (q->field == QUERY_TITLE)
        return build_phrase_in(c, q, SCHEMA_TITLE);
    return build_two(c, XS_OR, build_phrase_in(c, q, ""),
                     build_phrase_in(c, q, SCHEMA_TITLE));
}

/* Only years that the index has: a range costs what it finds. */
static xs_query *
build_years(struct compiler *c, unsigned from, unsigned to)
{
    uint32_t n = store_facet_values(c->store, STORE_YEAR);
    xs_query **subs = arena_array(c->arena, n, sizeof(xs_query *));
    size_t used = 0;

    for (uint32_t code = 0; code < n; code++) {
        const char *value = store_facet_value(c->store, STORE_YEAR, code);
        uint32_t year;
        if (num_parse_u32(value, YEAR_MAX, &year) && year >= from && year <= to)
            subs[used++] = build_term(c, SCHEMA_YEAR, value);
    }
    return build_combined(c, XS_OR, subs, used);
}

static xs_query *
build_filter(struct compiler *c, const struct match_filter *f)
{
    switch (f->type) {
    case MATCH_YEAR:
        return build_years(c, f->year_from, f->year_to);
    case MATCH_PLAN:
        return build_term(c, SCHEMA_PLAN, f->text);
    case MATCH_COMMITTEE:
        return build_term(c, SCHEMA_COMMITTEE, f->text);
    case MATCH_KIND:
        return build_term(c, SCHEMA_KIND, unit_kind_name(f->kind));
    case MATCH_DOCUMENT:
        return build_term(c, SCHEMA_DOCUMENT, f->text);
    }
    return build_nothing(c);
}

static xs_query *build_tree(struct compiler *c, const struct query *q);

/* The children that must match, without those that must not. */
static xs_query *
build_and(struct compiler *c, const struct query *q)
{
    xs_query **wanted = arena_array(c->arena, q->n_children, sizeof(*wanted));
    xs_query **unwanted =
        arena_array(c->arena, q->n_children, sizeof(*unwanted));
    size_t n = 0, m = 0;

    for (size_t i = 0; i < q->n_children; i++) {
        const struct query *child = q->children[i];
        if (child->type == QUERY_NOT)
            unwanted[m++] = build_tree(c, child->children[0]);
        else
            wanted[n++] = build_tree(c, child);
    }
    xs_query *all = n > 0 ? build_combined(c, XS_AND, wanted, n) : build_all(c);
    if (m == 0)
        return all;
    return build_two(c, XS_NOT, all, build_combined(c, XS_OR, unwanted, m));
}

static xs_query *
build_or(struct compiler *c, const struct query *q)
{
    xs_query **subs = arena_array(c->arena, q->n_children, sizeof(*subs));

    for (size_t i = 0; i < q->n_children; i++)
        subs[i] = build_tree(c, q->children[i]);
    return build_combined(c, XS_OR, subs, q->n_children);
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
        return build_phrase(c, q);
    case QUERY_YEAR:
        return build_years(c, q->year_from, q->year_to);
    case QUERY_KIND:
        return build_term(c, SCHEMA_KIND, unit_kind_name(q->kind));
    case QUERY_PLAN:
        return build_term(c, SCHEMA_PLAN, q->plan);
    case QUERY_NEAR:
    case QUERY_DATE:
    case QUERY_COMMITTEE:
    case QUERY_SOURCE:
    case QUERY_PARA:
        break;
    }
    return build_nothing(c);
}

static void
add_stem(const char **stems, size_t *n, const char *stem)
{
    for (size_t i = 0; i < *n; i++)
        if (strcmp(stems[i], stem) == 0)
            return;
    stems[(*n)++] = stem;
}

static size_t
count_words(const struct query *q)
{
    size_t n = q->n_words;

    for (size_t i = 0; i < q->n_children; i++)
        n += count_words(q->children[i]);
    return n;
}

/* Adds q's positive stems; stop words only if with_stops. */
static void
collect_stems(const struct query *q, bool with_stops, const char **stems,
              size_t *n)
{
    if (q->type == QUERY_NOT)
        return;
    for (size_t i = 0; i < q->n_words; i++)
        if (!q->words[i].prefix && (with_stops || !q->words[i].stop))
            add_stem(stems, n, q->words[i].stem);
    for (size_t i = 0; i < q->n_children; i++)
        collect_stems(q->children[i], with_stops, stems, n);
}

size_t
compile_stems(const struct query *tree, struct arena *arena,
              const char ***stems)
{
    size_t n = 0;

    if (tree == NULL)
        return 0;
    *stems = arena_array(arena, count_words(tree), sizeof(**stems));
    collect_stems(tree, false, *stems, &n);
    if (n == 0)
        collect_stems(tree, true, *stems, &n);
    return n;
}

static bool
is_plain_word(const struct query *q)
{
    return q->type == QUERY_WORD && !q->exact && q->field == QUERY_ANYWHERE &&
           !q->words[0].stop;
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

/* A stem, with its factor. */
static xs_query *
build_stem(struct compiler *c, const char *stem, double factor)
{
    xs_query *plain = build_term(c, SCHEMA_STEM, stem), *q = NULL;

    if (c->status != STATUS_OK || factor == 1)
        return plain;
    c->status = xs_query_scale(&q, plain, factor, c->err);
    return q;
}

static xs_query *
build_scored(struct compiler *c, const struct query *tree,
             const double *factors)
{
    if (tree == NULL)
        return build_all(c);

    const char **stems = NULL;
    size_t n = compile_stems(tree, c->arena, &stems);
    xs_query **subs = arena_array(c->arena, n, sizeof(*subs));

    for (size_t i = 0; i < n; i++)
        subs[i] = build_stem(c, stems[i], factors != NULL ? factors[i] : 1);
    if (is_plain(tree))
        return build_combined(c, tree->type == QUERY_AND ? XS_AND : XS_OR, subs,
                              n);
    xs_query *match = build_tree(c, tree), *unscored = NULL;
    if (c->status == STATUS_OK)
        c->status = xs_query_scale(&unscored, match, 0, c->err);
    if (n == 0)
        return unscored;
    return build_two(c, XS_AND_MAYBE, unscored,
                     build_combined(c, XS_OR, subs, n));
}

enum status
compile_query(xs_query **out, const struct store *store,
              const struct query *tree, const double *factors,
              const struct match_filter *filters, size_t n, int without,
              struct arena *arena, struct error *err)
{
    struct compiler c = {.store = store, .arena = arena, .err = err};
    xs_query **subs = arena_array(arena, n + 1, sizeof(*subs));
    size_t used = 0;
    xs_query *q = build_scored(&c, tree, factors);

    for (size_t i = 0; i < n; i++)
        if ((int)filters[i].type != without)
            subs[used++] = build_filter(&c, &filters[i]);
    if (used > 0)
        q = build_two(&c, XS_FILTER, q, build_combined(&c, XS_AND, subs, used));
    buf_done(&c.term);
    if (c.status == STATUS_OK)
        *out = q;
    else
        xs_query_free(q);
    return c.status;
}
