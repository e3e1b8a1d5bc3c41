/* The file `columns`: see columns.h, and layout.h for its form. */
#include "config.h"

#include "store/columns.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/num.h"
#include "common/xalloc.h"
#include "store/dict.h"
#include "store/layout.h"
#include "store/outfile.h"
#include "store/schema.h"
#include "store/spool.h"

struct document {
    uint32_t numbers[STORE_KIND]; /* in the facets' dicts: all but kind */
    uint32_t date;                /* yyyymmdd; 0: none */
    uint32_t units;
    uint32_t place; /* in the order of ids; set when written */
    bool gone;      /* a gap: no value of it counts */
};

struct unit {
    uint32_t kind; /* its number in the dict */
    uint32_t length;
};

struct columns {
    struct dict *dicts[STORE_FACETS];
    struct document *documents;
    size_t n_documents, cap_documents;
    struct spool *units; /* struct unit, n_units of them */
    uint32_t n_units;
};

enum status
columns_open(struct columns **out, const char *dir, struct error *err)
{
    struct columns *c = xcalloc(1, sizeof(*c));

    for (int f = 0; f < STORE_FACETS; f++)
        c->dicts[f] = dict_new();
    enum status status = spool_open(&c->units, dir, err);
    if (status == STATUS_OK)
        *out = c;
    else
        columns_close(c);
    return status;
}

void
columns_close(struct columns *c)
{
    if (c == NULL)
        return;
    for (int f = 0; f < STORE_FACETS; f++)
        dict_free(c->dicts[f]);
    free(c->documents);
    spool_close(c->units);
    free(c);
}

/* "2014-02-06" as 20140206, "" as 0. */
static bool
parse_date(const char *s, uint32_t *out)
{
    uint64_t y, m, d;

    if (*s == '\0') {
        *out = 0;
        return true;
    }
    if (strlen(s) != 10 || s[4] != '-' || s[7] != '-' ||
        !num_parse(s, 4, 9999, &y) || !num_parse(s + 5, 2, 12, &m) ||
        !num_parse(s + 8, 2, 31, &d))
        return false;
    *out = (uint32_t)(y * 10000 + m * 100 + d);
    return true;
}

enum status
columns_add_document(struct columns *c, const struct store_document *d,
                     struct error *err)
{
    struct document doc = {.units = 0};
    char year[8] = "";

    if (!parse_date(d->date, &doc.date) || d->year > 9999)
        return error_set(err, STATUS_INVALID,
                         "%s: a date that is none: %s (year %u)", d->id,
                         d->date, d->year);
    if (doc.date == 0)
        doc.date = d->year * 10000;
    if (d->year != 0)
        (void)snprintf(year, sizeof(year), "%04u", d->year);
    doc.numbers[STORE_YEAR] = dict_number(c->dicts[STORE_YEAR], year);
    doc.numbers[STORE_PLAN] = dict_number(c->dicts[STORE_PLAN], d->plan);
    doc.numbers[STORE_COMMITTEE] =
        dict_number(c->dicts[STORE_COMMITTEE], d->committee);
    c->documents = xgrow(c->documents, c->n_documents, &c->cap_documents,
                         sizeof(*c->documents));
    c->documents[c->n_documents++] = doc;
    return STATUS_OK;
}

enum status
columns_add_unit(struct columns *c, enum unit_kind kind, uint32_t length,
                 struct error *err)
{
    const struct unit u = {
        dict_number(c->dicts[STORE_KIND], unit_kind_name(kind)), length};

    c->n_units++;
    c->documents[c->n_documents - 1].units++;
    return spool_add(c->units, &u, sizeof(u), err);
}

void
columns_drop(struct columns *c, uint32_t document)
{
    c->documents[document].gone = true;
}

bool
columns_is_gone(const struct columns *c, uint32_t document)
{
    return c->documents[document].gone;
}

/* Writes one array: index 0, then for each unit what its document has. */
static enum status
write_by_document(const struct columns *c, struct outfile *f,
                  const uint32_t *values, struct error *err)
{
    enum status status = outfile_add_u32(f, 0, err);

    for (size_t d = 0; d < c->n_documents; d++)
        for (uint32_t i = 0; i < c->documents[d].units; i++)
            if (status == STATUS_OK)
                status = outfile_add_u32(f, values[d], err);
    return status;
}

/* Writes another: index 0, then for each unit its length, or, with codes, that
 * of its kind. */
static enum status
write_by_unit(const struct columns *c, struct outfile *f, const uint32_t *codes,
              struct error *err)
{
    enum status status = outfile_add_u32(f, 0, err);

    if (status == STATUS_OK)
        status = spool_rewind(c->units, err);
    for (uint32_t i = 0; i < c->n_units && status == STATUS_OK; i++) {
        struct unit u;
        status = spool_get(c->units, &u, sizeof(u), err);
        if (status == STATUS_OK)
            status = outfile_add_u32(
                f, codes != NULL ? codes[u.kind] : u.length, err);
    }
    return status;
}

/* Which values documents have that are no gaps; of the kinds, all. */
static bool *
used_values(const struct columns *c, enum store_facet facet)
{
    uint32_t n = dict_count(c->dicts[facet]);
    bool *used = xcalloc(n, sizeof(*used));

    for (uint32_t i = 0; i < n; i++)
        used[i] = facet == STORE_KIND;
    for (size_t d = 0; d < c->n_documents && facet != STORE_KIND; d++)
        if (!c->documents[d].gone)
            used[c->documents[d].numbers[facet]] = true;
    return used;
}

/* Writes the codes of a facet by unit, and gives its values in order. */
static enum status
write_facet(const struct columns *c, struct outfile *f, enum store_facet facet,
            uint32_t *n, const char ***values, struct error *err)
{
    enum status status;
    uint32_t *codes;
    bool *used = used_values(c, facet);

    /* Years and plans newest first, as answers list them; the others by
     * name. */
    *n = dict_codes(c->dicts[facet], facet == STORE_YEAR || facet == STORE_PLAN,
                    used, &codes, values);
    free(used);
    if (facet == STORE_KIND) {
        status = write_by_unit(c, f, codes, err);
    } else {
        uint32_t *by_document =
            xreallocarray(NULL, c->n_documents, sizeof(*by_document));
        for (size_t d = 0; d < c->n_documents; d++)
            by_document[d] = codes[c->documents[d].numbers[facet]];
        status = write_by_document(c, f, by_document, err);
        free(by_document);
    }
    free(codes);
    return status;
}

static enum status
write_dates_and_lengths(const struct columns *c, struct outfile *f,
                        struct error *err)
{
    uint32_t *dates = xreallocarray(NULL, c->n_documents, sizeof(*dates));

    for (size_t d = 0; d < c->n_documents; d++)
        dates[d] = c->documents[d].date;
    enum status status = write_by_document(c, f, dates, err);
    free(dates);
    return status != STATUS_OK ? status : write_by_unit(c, f, NULL, err);
}

static int
compare_places(const struct document *a, const struct document *b)
{
    return (a->place > b->place) - (a->place < b->place);
}

static int
newest_first(const void *a, const void *b)
{
    const struct document *x = *(const struct document *const *)a;
    const struct document *y = *(const struct document *const *)b;

    if (x->gone != y->gone)
        return x->gone ? 1 : -1;
    if (x->date != y->date)
        return x->date > y->date ? -1 : 1;
    return compare_places(x, y);
}

static int
oldest_first(const void *a, const void *b)
{
    const struct document *x = *(const struct document *const *)a;
    const struct document *y = *(const struct document *const *)b;

    if (x->gone != y->gone)
        return x->gone ? 1 : -1;
    if (x->date != y->date) {
        if (x->date == 0 || y->date == 0)
            return x->date == 0 ? 1 : -1;
        return x->date < y->date ? -1 : 1;
    }
    return compare_places(x, y);
}

/* Writes the place of each unit when documents stand in this order. */
static enum status
write_places(const struct columns *c, struct outfile *f,
             struct document *const *sorted, struct error *err)
{
    uint32_t *first = xreallocarray(NULL, c->n_documents, sizeof(*first));
    uint32_t place = 0;

    for (size_t i = 0; i < c->n_documents; i++) {
        first[sorted[i] - c->documents] = place;
        place += sorted[i]->units;
    }
    enum status status = outfile_add_u32(f, 0, err);
    for (size_t d = 0; d < c->n_documents; d++)
        for (uint32_t i = 0; i < c->documents[d].units; i++)
            if (status == STATUS_OK)
                status = outfile_add_u32(f, first[d] + i, err);
    free(first);
    return status;
}

static enum status
write_orders(const struct columns *c, struct outfile *f, const uint32_t *by_id,
             struct error *err)
{
    struct document **sorted =
        xreallocarray(NULL, c->n_documents, sizeof(*sorted));

    size_t n = 0;
    for (int gone = 0; gone <= 1; gone++)
        for (size_t i = 0; i < c->n_documents; i++)
            if (c->documents[by_id[i]].gone == (gone != 0)) {
                sorted[n] = &c->documents[by_id[i]];
                sorted[n]->place = (uint32_t)n;
                n++;
            }
    enum status status = write_places(c, f, sorted, err);
    if (status == STATUS_OK) {
        qsort(sorted, c->n_documents, sizeof(*sorted), newest_first);
        status = write_places(c, f, sorted, err);
    }
    if (status == STATUS_OK) {
        qsort(sorted, c->n_documents, sizeof(*sorted), oldest_first);
        status = write_places(c, f, sorted, err);
    }
    free(sorted);
    return status;
}

uint32_t
columns_units(const struct columns *c, uint32_t document)
{
    return c->documents[document].units;
}

bool
columns_is_before(const struct columns *c, uint32_t a, uint32_t b)
{
    return compare_places(&c->documents[a], &c->documents[b]) < 0;
}

bool
columns_is_newer(const struct columns *c, uint32_t a, uint32_t b)
{
    const struct document *x = &c->documents[a], *y = &c->documents[b];

    return newest_first(&x, &y) < 0;
}

/* Writes where the facets' values begin, then the values. */
static enum status
write_values(const struct layout_head *head, struct outfile *f,
             const char **const *values, struct error *err)
{
    enum status status = STATUS_OK;
    uint32_t offset = 0;

    for (int facet = 0; facet < STORE_FACETS; facet++)
        for (uint32_t i = 0; i < head->values[facet]; i++) {
            if (status == STATUS_OK)
                status = outfile_add_u32(f, offset, err);
            size_t size = strlen(values[facet][i]) + 1;
            if (size > UINT32_MAX - offset)
                return error_set(err, STATUS_TOO_LARGE,
                                 "the facets' values exceed 4 GiB");
            offset += (uint32_t)size;
        }
    for (int facet = 0; facet < STORE_FACETS; facet++)
        for (uint32_t i = 0; i < head->values[facet]; i++)
            if (status == STATUS_OK)
                status = outfile_add_string(f, values[facet][i],
                                            strlen(values[facet][i]), err);
    return status;
}

enum status
columns_write(const struct columns *c, const char *dir, const uint32_t *by_id,
              struct error *err)
{
    struct layout_head head = {
        .magic = LAYOUT_COLUMNS_MAGIC, .n = c->n_units, .index = sizeof(head)};
    const char **values[STORE_FACETS] = {NULL};
    struct outfile *f = NULL;
    enum status status = outfile_open(&f, dir, SCHEMA_COLUMNS, err);

    for (int facet = 0; facet < STORE_FACETS && status == STATUS_OK; facet++) {
        status = write_facet(c, f, (enum store_facet)facet, &head.values[facet],
                             &values[facet], err);
    }
    if (status == STATUS_OK)
        status = write_dates_and_lengths(c, f, err);
    if (status == STATUS_OK)
        status = write_orders(c, f, by_id, err);
    if (status == STATUS_OK)
        status = write_values(&head, f, values, err);
    if (status == STATUS_OK)
        status = outfile_finish(f, &head, err);
    for (int facet = 0; facet < STORE_FACETS; facet++)
        free(values[facet]);
    outfile_close(f);
    return status;
}
