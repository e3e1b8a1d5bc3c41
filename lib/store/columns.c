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
};

struct unit {
    uint32_t kind; /* its number in the dict */
    uint32_t length;
};

struct columns {
    char *dir;
    size_t sort;
    struct dict *dicts[STORE_FACETS];
    struct spool *documents; /* struct document, n_documents of them ... */
    struct document last;    /* ... with this one, which may get more units */
    uint32_t n_documents;
    uint8_t *gone; /* a bit for each, which is a gap: no value of it counts */
    size_t cap_gone;
    struct spool *units; /* struct unit, n_units of them */
    uint32_t n_units;
    struct spool *ordered; /* struct orders_document; when written */
};

enum status
columns_open(struct columns **out, const char *dir, size_t sort,
             struct error *err)
{
    struct columns *c = xcalloc(1, sizeof(*c));

    c->dir = xstrdup(dir);
    c->sort = sort;
    for (int f = 0; f < STORE_FACETS; f++)
        c->dicts[f] = dict_new();
    enum status status = spool_open(&c->documents, dir, err);
    if (status == STATUS_OK)
        status = spool_open(&c->units, dir, err);
    if (status == STATUS_OK)
        status = spool_open(&c->ordered, dir, err);
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
    spool_close(c->documents);
    spool_close(c->units);
    spool_close(c->ordered);
    free(c->gone);
    free(c->dir);
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

/* Puts the last document aside: it has all its units. */
static enum status
end_document(struct columns *c, struct error *err)
{
    return c->n_documents == 0
               ? STATUS_OK
               : spool_add(c->documents, &c->last, sizeof(c->last), err);
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
    enum status status = end_document(c, err);
    if (status != STATUS_OK)
        return status;
    size_t byte = c->n_documents / 8;
    c->gone = xgrow(c->gone, byte, &c->cap_gone, sizeof(*c->gone));
    if (c->n_documents % 8 == 0)
        c->gone[byte] = 0;
    c->last = doc;
    c->n_documents++;
    return STATUS_OK;
}

enum status
columns_add_unit(struct columns *c, enum unit_kind kind, uint32_t length,
                 struct error *err)
{
    const struct unit u = {
        dict_number(c->dicts[STORE_KIND], unit_kind_name(kind)), length};

    c->n_units++;
    c->last.units++;
    return spool_add(c->units, &u, sizeof(u), err);
}

void
columns_drop(struct columns *c, uint32_t document)
{
    c->gone[document / 8] |= (uint8_t)(1u << document % 8);
}

bool
columns_is_gone(const struct columns *c, uint32_t document)
{
    return (c->gone[document / 8] >> document % 8 & 1) != 0;
}

/* Writes one array: index 0, then for each unit the code of its document's
 * value, or, without codes, the document's date. */
static enum status
write_by_document(const struct columns *c, struct outfile *f,
                  enum store_facet facet, const uint32_t *codes,
                  struct error *err)
{
    enum status status = outfile_add_u32(f, 0, err);

    if (status == STATUS_OK)
        status = spool_rewind(c->documents, err);
    for (uint32_t d = 0; d < c->n_documents && status == STATUS_OK; d++) {
        struct document doc;
        status = spool_get(c->documents, &doc, sizeof(doc), err);
        for (uint32_t i = 0; status == STATUS_OK && i < doc.units; i++)
            status = outfile_add_u32(
                f, codes != NULL ? codes[doc.numbers[facet]] : doc.date, err);
    }
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
static enum status
find_used(const struct columns *c, enum store_facet facet, bool **out,
          struct error *err)
{
    uint32_t n = dict_count(c->dicts[facet]);
    bool *used = xcalloc(n, sizeof(*used));
    enum status status = STATUS_OK;

    *out = used;
    for (uint32_t i = 0; i < n; i++)
        used[i] = facet == STORE_KIND;
    if (facet == STORE_KIND)
        return STATUS_OK;
    status = spool_rewind(c->documents, err);
    for (uint32_t d = 0; d < c->n_documents && status == STATUS_OK; d++) {
        struct document doc;
        status = spool_get(c->documents, &doc, sizeof(doc), err);
        if (status == STATUS_OK && !columns_is_gone(c, d))
            used[doc.numbers[facet]] = true;
    }
    return status;
}

/* Writes the codes of a facet by unit, and gives its values in order. */
static enum status
write_facet(const struct columns *c, struct outfile *f, enum store_facet facet,
            uint32_t *n, const char ***values, struct error *err)
{
    bool *used = NULL;
    uint32_t *codes = NULL;
    enum status status = find_used(c, facet, &used, err);

    /* Years and plans newest first, as answers list them; the others by
     * name. */
    if (status == STATUS_OK)
        *n = dict_codes(c->dicts[facet],
                        facet == STORE_YEAR || facet == STORE_PLAN, used,
                        &codes, values);
    if (status == STATUS_OK)
        status = facet == STORE_KIND
                     ? write_by_unit(c, f, codes, err)
                     : write_by_document(c, f, facet, codes, err);
    free(used);
    free(codes);
    return status;
}

static enum status
write_dates_and_lengths(const struct columns *c, struct outfile *f,
                        struct error *err)
{
    enum status status = write_by_document(c, f, STORE_YEAR, NULL, err);

    return status != STATUS_OK ? status : write_by_unit(c, f, NULL, err);
}

/* Joins what documents are ordered by: places, by number, and the rest. */
static enum status
join_places(struct columns *c, struct spool *places, struct error *err)
{
    enum status status = spool_rewind(places, err);

    if (status == STATUS_OK)
        status = spool_rewind(c->documents, err);
    for (uint32_t d = 0; d < c->n_documents && status == STATUS_OK; d++) {
        struct document doc;
        struct orders_document o;
        memset(&o, 0, sizeof(o)); /* its padding, too */
        status = spool_get(c->documents, &doc, sizeof(doc), err);
        if (status == STATUS_OK)
            status = spool_get(places, &o.place, sizeof(o.place), err);
        if (status != STATUS_OK)
            break;
        o.units = doc.units;
        o.date = doc.date;
        o.gone = columns_is_gone(c, d);
        status = spool_add(c->ordered, &o, sizeof(o), err);
    }
    return status;
}

static enum status
write_orders(struct columns *c, struct outfile *f, struct spool *by_id,
             struct error *err)
{
    const struct orders_room room = {c->dir, c->sort};
    struct spool *places = NULL;
    enum status status = spool_open(&places, c->dir, err);

    if (status == STATUS_OK)
        status =
            orders_places(by_id, c->n_documents, c->gone, &room, places, err);
    if (status == STATUS_OK)
        status = join_places(c, places, err);
    spool_close(places);
    if (status == STATUS_OK)
        status = orders_write(c->ordered, c->n_documents, &room, f, err);
    return status;
}

enum status
columns_document(const struct columns *c, uint32_t document,
                 struct orders_document *out, struct error *err)
{
    return spool_read(c->ordered, (uint64_t)document * sizeof(*out), out,
                      sizeof(*out), err);
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
columns_write(struct columns *c, struct spool *by_id, struct error *err)
{
    struct layout_head head = {
        .magic = LAYOUT_COLUMNS_MAGIC, .n = c->n_units, .index = sizeof(head)};
    const char **values[STORE_FACETS] = {NULL};
    struct outfile *f = NULL;
    enum status status = end_document(c, err);

    if (status == STATUS_OK)
        status = outfile_open(&f, c->dir, SCHEMA_COLUMNS, err);
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
