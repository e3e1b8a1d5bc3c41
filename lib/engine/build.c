/* Builders: see build.h. */
#include "config.h"

#include "engine/build.h"

#include <string.h>

#include "store/schema.h"
#include "text/token.h"

/* Forms up to which it is looked whether each pair may stand at one position:
 * sixteen words of sixteen each, 32,640 pairs, 1 ms. A prefix has more, and
 * with words in it that may. */
#define NEAR_FORMS_MAX 256u

xs_query *
build_term(struct build *c, const char *prefix, const char *value)
{
    xs_query *q = NULL;

    if (c->status != STATUS_OK)
        return NULL;
    schema_term(&c->term, prefix, value, strlen(value));
    c->status = xs_query_term(&q, c->term.data, c->term.len, c->err);
    return q;
}

xs_query *
build_nothing(struct build *c)
{
    xs_query *q = NULL;

    if (c->status == STATUS_OK)
        c->status = xs_query_nothing(&q, c->err);
    return q;
}

xs_query *
build_all(struct build *c)
{
    xs_query *q = NULL;

    if (c->status == STATUS_OK)
        c->status = xs_query_all(&q, c->err);
    return q;
}

/* Consumes subs[0..n). None: nothing; one: itself. */
xs_query *
build_combined(struct build *c, enum xs_op op, xs_query **subs, size_t n)
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

xs_query *
build_two(struct build *c, enum xs_op op, xs_query *a, xs_query *b)
{
    xs_query *subs[2] = {a, b};

    return build_combined(c, op, subs, 2);
}

xs_query *
build_terms(struct build *c, const char *prefix, const char *const *values,
            size_t n)
{
    xs_query **subs = arena_array(c->arena, n, sizeof(*subs));

    for (size_t i = 0; i < n; i++)
        subs[i] = build_term(c, prefix, values[i]);
    return build_combined(c, XS_OR, subs, n);
}

xs_query *
build_scaled(struct build *c, xs_query *q, double factor)
{
    xs_query *scaled = NULL;

    if (c->status != STATUS_OK || factor == 1.0)
        return q;
    c->status = xs_query_scale(&scaled, q, factor, c->err);
    return scaled;
}

xs_query *
build_watched(struct build *c, xs_query *q)
{
    xs_query *watched = NULL;

    if (c->status == STATUS_OK)
        c->status =
            xs_query_watched(&watched, q, c->deadline, c->cancel, c->err);
    return watched;
}

/* The terms of forms, made to fit as the index's are. */
static struct xs_near_word
near_word(struct build *c, const char *prefix, const struct forms *forms)
{
    const char **terms = arena_array(c->arena, forms->n, sizeof(*terms));

    for (size_t i = 0; i < forms->n; i++) {
        const char *form = forms->list[i];
        schema_term(&c->term, prefix, form, strlen(form));
        terms[i] = arena_strndup(c->arena, c->term.data, c->term.len);
    }
    return (struct xs_near_word){terms, forms->n};
}

/* Whether no form of a stands at a position where one of b may; a word with
 * itself: no two of its forms. */
static bool
are_apart(const struct forms *a, const struct forms *b)
{
    bool same = a->n == b->n;

    for (size_t i = 0; i < a->n && same; i++)
        same = strcmp(a->list[i], b->list[i]) == 0;
    for (size_t i = 0; i < a->n; i++)
        for (size_t j = 0; j < b->n; j++)
            if (!(same && i == j) && token_may_coincide(a->list[i], b->list[j]))
                return false;
    return true;
}

static bool
all_apart(const struct forms *words, size_t n)
{
    size_t all = 0;

    for (size_t i = 0; i < n; i++)
        all += words[i].n;
    if (all > NEAR_FORMS_MAX)
        return false;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < i; j++)
            if (!are_apart(&words[i], &words[j]))
                return false;
    return true;
}

xs_query *
build_near(struct build *c, const char *prefix, const struct forms *words,
           size_t n, unsigned span)
{
    struct xs_near_word *list = arena_array(c->arena, n, sizeof(*list));
    xs_query *q = NULL;

    if (c->status != STATUS_OK)
        return NULL;
    for (size_t i = 0; i < n; i++)
        list[i] = near_word(c, prefix, &words[i]);
    const struct xs_near near = {
        .words = list,
        .n = n,
        .span = span,
        .apart = all_apart(words, n),
        .deadline = c->deadline,
        .cancel = c->cancel,
    };
    c->status = xs_query_near(&q, &near, c->err);
    return q;
}
