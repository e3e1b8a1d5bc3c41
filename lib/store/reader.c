/* Reading the flat files: all from the mappings, without locks. */
#include "config.h"

#include "store/store.h"

#include <stdlib.h>
#include <string.h>

#include "common/xalloc.h"
#include "store/check.h"
#include "store/reader.h"
#include "store/schema.h"

enum status
store_open(struct store **out, const char *dir, struct error *err)
{
    struct store *s = xcalloc(1, sizeof(*s));
    enum status status =
        map_open(&s->text, dir, SCHEMA_TEXT, LAYOUT_TEXT_MAGIC, err);

    if (status == STATUS_OK)
        status = map_open(&s->documents, dir, SCHEMA_DOCUMENTS,
                          LAYOUT_DOCUMENTS_MAGIC, err);
    if (status == STATUS_OK)
        status = map_open(&s->columns, dir, SCHEMA_COLUMNS,
                          LAYOUT_COLUMNS_MAGIC, err);
    if (status == STATUS_OK)
        status =
            map_open(&s->words, dir, SCHEMA_WORDS, LAYOUT_WORDS_MAGIC, err);
    if (status == STATUS_OK)
        status =
            map_open(&s->titles, dir, SCHEMA_TITLES, LAYOUT_TITLES_MAGIC, err);
    if (status == STATUS_OK)
        status = map_open(&s->acronyms, dir, SCHEMA_ACRONYMS,
                          LAYOUT_ACRONYMS_MAGIC, err);
    if (status == STATUS_OK)
        status = map_open(&s->positions, dir, SCHEMA_POSITIONS,
                          LAYOUT_POSITIONS_MAGIC, err);
    if (status == STATUS_OK)
        status = check_store(s, err);
    if (status == STATUS_OK)
        *out = s;
    else
        store_close(s);
    return status;
}

void
store_close(struct store *s)
{
    if (s == NULL)
        return;
    map_close(&s->text);
    map_close(&s->documents);
    map_close(&s->columns);
    map_close(&s->words);
    map_close(&s->titles);
    map_close(&s->acronyms);
    map_close(&s->positions);
    free(s->sound);
    free(s);
}

void
store_relax(const struct store *s)
{
    map_relax(&s->text);
    map_relax(&s->documents);
    map_relax(&s->columns);
    map_relax(&s->words);
    map_relax(&s->titles);
    map_relax(&s->acronyms);
    map_relax(&s->positions);
}

uint32_t
store_units(const struct store *s)
{
    return s->n_units;
}

uint32_t
store_documents(const struct store *s)
{
    return s->n_documents;
}

uint32_t
store_last_docid(const struct store *s)
{
    return map_head(&s->text)->n;
}

uint32_t
store_documents_end(const struct store *s)
{
    return map_head(&s->documents)->n;
}

void
store_unit(const struct store *s, uint32_t docid, struct store_unit *out)
{
    const struct layout_unit *r = map_records(&s->text);

    r += docid - 1;
    out->document = r->document;
    out->kind = (enum unit_kind)r->kind;
    out->id = s->text.data + r->offset;
    out->number = out->id + r->id_len + 1;
    out->text = out->number + r->number_len + 1;
    out->text_len = r->text_len;
}

void
store_document(const struct store *s, uint32_t document,
               struct store_document *out)
{
    const struct layout_document *r = map_records(&s->documents);
    const char *strings[LAYOUT_STRINGS];

    r += document;
    const char *p = s->documents.data + r->offset;
    for (int i = 0; i < LAYOUT_STRINGS; i++) {
        strings[i] = p;
        p += r->len[i] + 1;
    }
    *out = (struct store_document){
        .id = strings[LAYOUT_ID],
        .title = strings[LAYOUT_TITLE],
        .committee = strings[LAYOUT_COMMITTEE],
        .date = strings[LAYOUT_DATE],
        .plan = strings[LAYOUT_PLAN],
        .url = strings[LAYOUT_URL],
        .source = strings[LAYOUT_SOURCE],
        .year = r->year,
        .first = r->first,
        .units = r->units,
        .item = strings[LAYOUT_ITEM],
        .file = r->file,
        .cut = (r->flags & LAYOUT_CUT) != 0,
        .gone = (r->flags & LAYOUT_GONE) != 0,
    };
}

/* So much of a text: most paragraphs are shorter, and what reads on has the
 * next lines fetched by then. */
#define EXPECT_BYTES 512u
#define CACHE_LINE 64u

void
store_expect(const struct store *s, uint32_t docid, enum store_expected what)
{
    const struct layout_unit *r = map_records(&s->text);
    const struct layout_document *d = map_records(&s->documents);

    r += docid - 1;
    if (what == STORE_EXPECT_UNIT) {
        __builtin_prefetch(r);
        return;
    }
    d += r->document;
    if (what == STORE_EXPECT_TITLE) {
        __builtin_prefetch(s->documents.data + d->offset);
        return;
    }
    __builtin_prefetch(d);
    size_t len = (size_t)r->id_len + r->number_len + r->text_len;
    for (size_t at = 0; at < len && at < EXPECT_BYTES; at += CACHE_LINE)
        __builtin_prefetch(s->text.data + r->offset + at);
}

/* Compares a stored string of have bytes with the wanted id[0..len). */
static int
compare_ids(const char *stored, size_t have, const char *id, size_t len)
{
    int c = memcmp(stored, id, have < len ? have : len);

    return c != 0 ? c : (have > len) - (have < len);
}

/* The first place in order[0..n) whose id is not before the wanted one;
 * compare(s, number, id, len) tells how the record's id stands to it. */
static uint32_t
lower_bound(const struct store *s, const uint32_t *order, uint32_t n,
            int (*compare)(const struct store *, uint32_t, const char *,
                           size_t),
            const char *id, size_t len)
{
    uint32_t low = 0, high = n;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (compare(s, order[middle], id, len) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static int
compare_document(const struct store *s, uint32_t i, const char *id, size_t len)
{
    const struct layout_document *r = map_records(&s->documents);

    return compare_ids(s->documents.data + r[i].offset, r[i].len[LAYOUT_ID], id,
                       len);
}

static int
compare_unit(const struct store *s, uint32_t i, const char *id, size_t len)
{
    const struct layout_unit *r = map_records(&s->text);

    return compare_ids(s->text.data + r[i].offset, r[i].id_len, id, len);
}

static bool
is_gone(const struct store *s, uint32_t document)
{
    const struct layout_document *r = map_records(&s->documents);

    return (r[document].flags & LAYOUT_GONE) != 0;
}

enum status
store_find_document(const struct store *s, const char *id, size_t len,
                    uint32_t *document, struct error *err)
{
    const uint32_t *order =
        map_order(&s->documents, sizeof(struct layout_document));
    uint32_t n = store_documents_end(s);
    uint32_t i = lower_bound(s, order, n, compare_document, id, len);

    /* One that has gone may have had the id, too. */
    while (i < n && is_gone(s, order[i]) &&
           compare_document(s, order[i], id, len) == 0)
        i++;
    if (i == n || compare_document(s, order[i], id, len) != 0)
        return error_set(err, STATUS_NOT_FOUND, "no document %.*s",
                         (int)(len < 200 ? len : 200), id);
    *document = order[i];
    return STATUS_OK;
}

enum status
store_find_unit(const struct store *s, const char *id, size_t len,
                uint32_t *docid, struct error *err)
{
    const uint32_t *order = map_order(&s->text, sizeof(struct layout_unit));
    const struct layout_unit *r = map_records(&s->text);
    uint32_t n = store_last_docid(s);
    uint32_t i = lower_bound(s, order, n, compare_unit, id, len);

    while (i < n && is_gone(s, r[order[i]].document) &&
           compare_unit(s, order[i], id, len) == 0)
        i++;
    if (i == n || compare_unit(s, order[i], id, len) != 0)
        return error_set(err, STATUS_NOT_FOUND, "no unit %.*s",
                         (int)(len < 200 ? len : 200), id);
    *docid = order[i] + 1;
    return STATUS_OK;
}

const uint32_t *
store_facet(const struct store *s, enum store_facet f)
{
    return s->arrays[f];
}

uint32_t
store_facet_values(const struct store *s, enum store_facet f)
{
    return map_head(&s->columns)->values[f];
}

const char *
store_facet_value(const struct store *s, enum store_facet f, uint32_t code)
{
    return s->strings + s->values[f][code];
}

const uint32_t *
store_dates(const struct store *s)
{
    return s->arrays[LAYOUT_DATES];
}

const uint32_t *
store_lengths(const struct store *s)
{
    return s->arrays[LAYOUT_LENGTHS];
}

const uint32_t *
store_order(const struct store *s)
{
    return s->arrays[LAYOUT_ORDER];
}

const uint32_t *
store_newest(const struct store *s)
{
    return s->arrays[LAYOUT_NEWEST];
}

const uint32_t *
store_oldest(const struct store *s)
{
    return s->arrays[LAYOUT_OLDEST];
}
