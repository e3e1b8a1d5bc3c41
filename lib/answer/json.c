/* An answer as one JSON object: see answer.h. */
#include "config.h"

#include "answer/answer.h"

#include <stdlib.h>

#include "answer/decimal.h"
#include "answer/jval.h"

static void
set(json_t *object, const char *name, json_t *value)
{
    if (json_object_set_new(object, name, jval_must(value)) != 0)
        abort();
}

static void
append(json_t *array, json_t *value)
{
    if (json_array_append_new(array, jval_must(value)) != 0)
        abort();
}

static json_t *
text_or_null(const char *s)
{
    return *s != '\0' ? jval_text(s) : json_null();
}

static json_t *
marks(const struct answer_mark *list, size_t n)
{
    json_t *array = jval_must(json_array());

    for (size_t i = 0; i < n; i++)
        append(array, json_pack("[II]", (json_int_t)list[i].start,
                                (json_int_t)list[i].len));
    return array;
}

static json_t *
snippets(const struct answer_hit *h)
{
    json_t *array = jval_must(json_array());

    for (size_t i = 0; i < h->n_snippets; i++) {
        json_t *snippet = jval_must(json_object());
        set(snippet, "text", jval_text(h->snippets[i].text));
        set(snippet, "marks",
            marks(h->snippets[i].marks, h->snippets[i].n_marks));
        append(array, snippet);
    }
    return array;
}

static json_t *
decisions(const struct answer_hit *h)
{
    json_t *array = jval_must(json_array());

    for (size_t i = 0; i < h->n_decisions; i++) {
        const struct answer_decision *d = &h->decisions[i];
        json_t *object = jval_must(json_object());
        set(object, "id", jval_text(d->id));
        set(object, "kind", text_or_null(d->kind));
        set(object, "number", text_or_null(d->number));
        set(object, "text", jval_text(d->text));
        append(array, object);
    }
    return array;
}

static json_t *
hit(const struct answer_hit *h)
{
    json_t *object = jval_must(json_object());

    set(object, "rank", json_integer(h->rank));
    set(object, "score", json_real(decimal_round(h->score, DECIMAL_SCORE)));
    set(object, "id", jval_text(h->id));
    set(object, "document", text_or_null(h->document));
    set(object, "title", text_or_null(h->title));
    set(object, "committee", text_or_null(h->committee));
    set(object, "kind", text_or_null(h->kind));
    set(object, "number", text_or_null(h->number));
    set(object, "year", h->year != 0 ? json_integer(h->year) : json_null());
    set(object, "plan", text_or_null(h->plan));
    set(object, "date", text_or_null(h->date));
    set(object, "url", text_or_null(h->url));
    set(object, "more", json_integer(h->more));
    set(object, "title_marks", marks(h->title_marks, h->n_title_marks));
    set(object, "snippets", snippets(h));
    set(object, "decisions", decisions(h));
    return object;
}

static json_t *
hits(const struct answer *a)
{
    json_t *array = jval_must(json_array());

    for (size_t i = 0; i < a->n_hits; i++)
        append(array, hit(&a->hits[i]));
    return array;
}

static json_t *
facets(const struct answer *a)
{
    json_t *object = jval_must(json_object());

    for (size_t i = 0; i < a->n_facets; i++) {
        const struct answer_facet *f = &a->facets[i];
        /* The line form cannot carry a facet without values: the same answer
         * is to be the same JSON, whichever way it came. */
        if (f->n_counts == 0)
            continue;
        json_t *counts = jval_must(json_array());
        for (size_t j = 0; j < f->n_counts; j++) {
            json_t *count = jval_must(json_object());
            set(count, "value", text_or_null(f->counts[j].value));
            set(count, "count", json_integer((json_int_t)f->counts[j].count));
            append(counts, count);
        }
        if (json_object_set_new_nocheck(object, f->name, counts) != 0)
            abort();
    }
    return object;
}

static json_t *
suggestion(const struct answer *a)
{
    if (a->suggestion == NULL)
        return json_null();
    json_t *object = jval_must(json_object());
    set(object, "query", jval_text(a->suggestion));
    set(object, "total", json_integer((json_int_t)a->suggestion_total));
    return object;
}

static json_t *
expanded(const struct answer *a)
{
    json_t *array = jval_must(json_array());

    for (size_t i = 0; i < a->n_expanded; i++) {
        const struct answer_expansion *e = &a->expanded[i];
        json_t *object = jval_must(json_object());
        set(object, "from", jval_text(e->from));
        set(object, "to", jval_text(e->to));
        set(object, "where", text_or_null(e->where));
        append(array, object);
    }
    return array;
}

static json_t *
texts(const char *const *list, size_t n)
{
    json_t *array = jval_must(json_array());

    for (size_t i = 0; i < n; i++)
        append(array, jval_text(list[i]));
    return array;
}

void
answer_write_json(const struct answer *a, struct buf *out)
{
    json_t *root = jval_must(json_object());

    set(root, "query", jval_text(a->query));
    set(root, "total", json_integer((json_int_t)a->total));
    set(root, "groups",
        a->grouped ? json_integer((json_int_t)a->groups) : json_null());
    set(root, "from", json_integer(a->from));
    set(root, "generation", json_integer((json_int_t)a->generation));
    set(root, "ms", json_real(decimal_round(a->ms, DECIMAL_MS)));
    set(root, "relaxed", json_boolean(a->relaxed));
    set(root, "hits", hits(a));
    set(root, "facets", facets(a));
    set(root, "suggestion", suggestion(a));
    set(root, "expanded", expanded(a));
    set(root, "missing", texts(a->missing, a->n_missing));
    set(root, "notes", texts(a->notes, a->n_notes));
    jval_write(root, out);
}
