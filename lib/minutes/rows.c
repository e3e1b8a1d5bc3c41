/* Rows into documents: see rows.h. */
#include "config.h"

#include "minutes/rows.h"

#include <stdlib.h>
#include <string.h>

#include "common/utf8.h"
#include "common/xalloc.h"
#include "minutes/facts.h"
#include "minutes/keys.h"

/* In a group of rows without an id: no id holds it. */
#define UNKNOWN '\1'

/* The bytes of an id that a doubt shows. */
#define SHOWN_MAX 100

/* A row or a whole document by its group. */
struct entry {
    const char *group;
    unsigned line;
    struct row *row; /* NULL: whole */
    struct whole *whole;
};

struct maker {
    struct rows *rows;
    struct build *b;
    const char *source;
    struct error *err;
    struct entry *entries; /* by group, then by line */
    size_t n;
    char **ids; /* given to paragraphs, sorted; some twice */
    size_t n_ids;
    bool one_group; /* the file is one document */
};

enum status
rows_add(struct rows *rows, struct row *r, struct error *err)
{
    rows->v = xgrow(rows->v, rows->n, &rows->cap, sizeof(*rows->v));
    rows->v[rows->n++] = *r;
    if (rows->n > MINUTES_UNITS_MAX)
        return error_set(err, STATUS_TOO_LARGE,
                         "more than %u paragraphs in a file",
                         MINUTES_UNITS_MAX);
    return STATUS_OK;
}

void
rows_add_whole(struct rows *rows, struct whole *w)
{
    rows->wholes = xgrow(rows->wholes, rows->n_wholes, &rows->cap_wholes,
                         sizeof(*rows->wholes));
    rows->wholes[rows->n_wholes++] = *w;
}

void
rows_done(struct rows *rows)
{
    for (size_t i = 0; i < rows->n; i++) {
        struct row *r = &rows->v[i];
        free(r->document);
        free(r->id);
        free(r->text);
        free(r->number);
        free(r->group);
        for (size_t f = 0; f < FACTS; f++)
            free(r->facts[f]);
    }
    for (size_t i = 0; i < rows->n_wholes; i++) {
        for (size_t k = 0; k < rows->wholes[i].n_items; k++)
            build_free_document(&rows->wholes[i].items[k]);
        free(rows->wholes[i].items);
        free(rows->wholes[i].id);
    }
    names_done(&rows->names);
    free(rows->v);
    free(rows->wholes);
    *rows = (struct rows){0};
}

static const char *
fact_of(const struct row *r, enum fact f)
{
    return r->facts[f] != NULL ? r->facts[f] : "";
}

static void
set_group(struct row *r)
{
    const char *hash = r->id != NULL ? strrchr(r->id, '#') : NULL;

    if (r->document[0] == '\0' && hash != NULL && hash != r->id &&
        hash[-1] != '/') {
        free(r->document);
        r->document = xmemdup0(r->id, (size_t)(hash - r->id));
    }
    if (r->document[0] != '\0')
        r->group = xstrdup(r->document);
    else
        r->group = xasprintf("%c%s\n%s\n%s", UNKNOWN, fact_of(r, FACT_TITLE),
                             fact_of(r, FACT_COMMITTEE), fact_of(r, FACT_DATE));
}

static int
compare_entries(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    int c = strcmp(x->group, y->group);

    if (c != 0)
        return c;
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    /* The paragraphs of one line in their order. */
    return (x->row > y->row) - (x->row < y->row);
}

static int
compare_ids(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void
sort(struct maker *k)
{
    struct rows *rows = k->rows;

    k->entries =
        xreallocarray(NULL, rows->n + rows->n_wholes + 1, sizeof(*k->entries));
    k->ids = xreallocarray(NULL, rows->n + 1, sizeof(*k->ids));
    for (size_t i = 0; i < rows->n; i++) {
        struct row *r = &rows->v[i];
        set_group(r);
        k->entries[k->n++] = (struct entry){r->group, r->line, r, NULL};
        if (r->id != NULL)
            k->ids[k->n_ids++] = r->id;
    }
    for (size_t i = 0; i < rows->n_wholes; i++) {
        struct whole *w = &rows->wholes[i];
        k->entries[k->n++] = (struct entry){w->id, w->line, NULL, w};
    }
    qsort(k->entries, k->n, sizeof(*k->entries), compare_entries);
    qsort(k->ids, k->n_ids, sizeof(*k->ids), compare_ids);
}

static bool
is_given(const struct maker *k, const char *id)
{
    return bsearch(&id, k->ids, k->n_ids, sizeof(*k->ids), compare_ids) != NULL;
}

static int
shown(const char *id)
{
    return (int)utf8_cut(id, strlen(id), SHOWN_MAX);
}

/* Of equal ids the first in the file stays. */
static void
part_ids(struct maker *k)
{
    struct row **v = xreallocarray(NULL, k->n_ids + 1, sizeof(*v));
    bool *taken = xcalloc(k->n_ids + 1, sizeof(*taken));

    for (size_t i = 0; i < k->rows->n; i++) {
        struct row *r = &k->rows->v[i];
        if (r->id == NULL)
            continue;
        /* The first of those that are equal stands for all of them. */
        size_t low = 0, high = k->n_ids;
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            if (strcmp(k->ids[middle], r->id) < 0)
                low = middle + 1;
            else
                high = middle;
        }
        if (!taken[low]) {
            taken[low] = true;
            v[low] = r;
            continue;
        }
        build_doubt(k->b, r->line,
                    "the id %.*s is line %u's already: the paragraph gets "
                    "another one",
                    shown(r->id), r->id, v[low]->line);
        r->renamed = true;
    }
    free(v);
    free(taken);
}

/* ---- one document ---- */

static void
take_facts(struct maker *k, const struct entry *e, size_t n, struct blocks *bs)
{
    static const char *const names[FACTS] = {
        [FACT_TITLE] = "title",
        [FACT_COMMITTEE] = "committee",
        [FACT_DATE] = "date",
        [FACT_URL] = "url",
    };

    for (size_t f = 0; f < FACTS; f++) {
        bool told = false;
        for (size_t i = 0; i < n; i++) {
            const char *value = e[i].row != NULL ? e[i].row->facts[f] : NULL;
            if (value == NULL || value[0] == '\0')
                continue;
            const char *first = bs->facts[f].value;
            if (first != NULL && strcmp(first, value) != 0 && !told) {
                told = true;
                build_doubt(k->b, e[i].line,
                            "another %s than line %u has for the same "
                            "document: left out",
                            names[f], bs->facts[f].line);
            }
            blocks_fact(bs, (enum fact)f, span_of(value), ORIGIN_FIELD,
                        e[i].line);
        }
    }
}

/* What follows "DOCUMENT#" in an id; NULL where it does not begin so. */
static const char *
key_in(const char *id, const char *document)
{
    size_t len = strlen(document);

    if (id == NULL || strncmp(id, document, len) != 0 || id[len] != '#' ||
        id[len + 1] == '\0')
        return NULL;
    return id + len + 1;
}

/* A key that no given id has in this document. */
static void
free_key(const struct maker *k, struct keys *keys, const struct row *r,
         const char *document, char *key, size_t size)
{
    bool given;

    do {
        keys_next(keys, r->kind, r->number, key, size);
        char *id = xasprintf("%s#%s", document, key);
        given = is_given(k, id);
        free(id);
    } while (given);
}

static enum status
add_units(struct maker *k, const struct entry *e, size_t n)
{
    struct keys keys = {0};
    enum status status = STATUS_OK;

    for (size_t i = 0; i < n && status == STATUS_OK; i++) {
        struct document *d = build_last(k->b);
        const struct row *r = e[i].row;
        char made[32];
        if (r == NULL || r->text == NULL)
            continue;
        const char *given = r->renamed ? NULL : r->id;
        const char *key = key_in(given, d->id);
        if (key == NULL)
            free_key(k, &keys, r, d->id, made, sizeof(made));
        status =
            build_unit(k->b, r->kind, key != NULL ? key : made,
                       span_of(r->number), span_of(r->text), r->line, k->err);
        if (status == STATUS_OK && given != NULL)
            d->units[d->n_units - 1].id = xstrdup(given);
    }
    return status;
}

/* The id of a document that has none: of what its paragraphs agree in. */
static char *
make_id(const struct maker *k, const char *group)
{
    return k->one_group
               ? xstrdup(k->source)
               : names_make(&k->rows->names, k->source, group, strlen(group));
}

static enum status
make_document(struct maker *k, const struct entry *e, size_t n)
{
    struct blocks bs = {0};
    enum status status = build_document(k->b, k->err);

    if (status != STATUS_OK)
        return status;
    struct document *d = build_last(k->b);
    free(d->id);
    bool named = e->row->document[0] != '\0';
    d->id = named ? xstrdup(e->row->document) : make_id(k, e->group);
    take_facts(k, e, n, &bs);
    /* A name that was made is no title, and no date stands in it. */
    struct facts_from facts = {.bs = &bs,
                               .source =
                                   named && !e->row->made ? d->id : k->source,
                               .title = span_of(""),
                               .heading = {.committee = span_of("")},
                               .heading_text = span_of(""),
                               .only = true,
                               .line = e->line};
    facts_fill(k->b, &facts);
    blocks_done(&bs);
    status = add_units(k, e, n);
    if (status == STATUS_OK && build_last(k->b)->n_units == 0)
        build_doubt(k->b, e->line, "no minutes");
    return status;
}

static enum status
take_whole(struct maker *k, struct whole *w)
{
    enum status status = STATUS_OK;

    for (size_t i = 0; i < w->n_items && status == STATUS_OK; i++) {
        status = build_document(k->b, k->err);
        if (status != STATUS_OK)
            break;
        build_free_document(build_last(k->b));
        *build_last(k->b) = w->items[i];
        w->items[i] = (struct document){0};
    }
    return status;
}

/* ---- all of them ---- */

/* Where a group begins in the entries, and how many it has. */
struct group {
    size_t from, n;
    unsigned line;
};

static int
compare_groups(const void *a, const void *b)
{
    const struct group *x = a, *y = b;

    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    return (x->from > y->from) - (x->from < y->from);
}

/* A document that is there whole has no other lines. */
static void
doubt_others(const struct maker *k, const struct group *g)
{
    const struct entry *first = &k->entries[g->from];

    for (size_t i = 1; i < g->n; i++)
        if (first->whole != NULL || first[i].whole != NULL)
            build_doubt(k->b, first[i].line,
                        "left out: the document %.*s is there since line %u",
                        shown(first->group), first->group, first->line);
}

/* Ids of items, DOCUMENT/ITEM, may be those of other documents. */
static void
drop_same_ids(struct build *b)
{
    struct minutes *m = b->m;
    char **ids = xreallocarray(NULL, m->n_documents + 1, sizeof(*ids));
    bool *seen = xcalloc(m->n_documents + 1, sizeof(*seen));
    size_t n = m->n_documents, kept = 0;

    for (size_t i = 0; i < n; i++)
        ids[i] = xstrdup(m->documents[i].id);
    qsort(ids, n, sizeof(*ids), compare_ids);
    for (size_t i = 0; i < n; i++) {
        struct document *d = &m->documents[i];
        char **at = bsearch(&d->id, ids, n, sizeof(*ids), compare_ids);
        size_t first = (size_t)(at - ids);
        while (first > 0 && strcmp(ids[first - 1], d->id) == 0)
            first--;
        if (seen[first]) {
            build_doubt(b, 0, "left out: a second document %.*s", shown(d->id),
                        d->id);
            build_free_document(d);
            continue;
        }
        seen[first] = true;
        m->documents[kept++] = *d;
    }
    m->n_documents = kept;
    for (size_t i = 0; i < n; i++)
        free(ids[i]);
    free(ids);
    free(seen);
}

static enum status
make_groups(struct maker *k)
{
    struct group *groups = xreallocarray(NULL, k->n + 1, sizeof(*groups));
    size_t n = 0;
    enum status status = STATUS_OK;

    for (size_t i = 0; i < k->n; i++) {
        if (i > 0 && strcmp(k->entries[i].group, k->entries[i - 1].group) == 0)
            groups[n - 1].n++;
        else
            groups[n++] = (struct group){i, 1, k->entries[i].line};
    }
    k->one_group = n == 1;
    qsort(groups, n, sizeof(*groups), compare_groups);
    for (size_t i = 0; i < n && status == STATUS_OK; i++) {
        const struct entry *e = &k->entries[groups[i].from];
        doubt_others(k, &groups[i]);
        status = e->whole != NULL ? take_whole(k, e->whole)
                                  : make_document(k, e, groups[i].n);
    }
    free(groups);
    return status;
}

enum status
rows_make(struct rows *rows, struct build *b, const char *source,
          struct error *err)
{
    struct maker k = {.rows = rows, .b = b, .source = source, .err = err};

    sort(&k);
    part_ids(&k);
    enum status status = make_groups(&k);
    if (status == STATUS_OK)
        drop_same_ids(b);
    free(k.entries);
    free(k.ids);
    return status;
}
