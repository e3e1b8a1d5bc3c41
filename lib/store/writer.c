/* Writing the flat files: texts go to their files as they come, records and
 * columns wait in memory (some 50 bytes a unit) for the end. */
#include "config.h"

#include "store/store.h"

#include <stdlib.h>
#include <string.h>

#include "common/xalloc.h"
#include "store/columns.h"
#include "store/layout.h"
#include "store/outfile.h"
#include "store/schema.h"

struct store_writer {
    char *dir;
    struct outfile *text, *documents, *words;
    struct columns *columns;
    struct layout_unit *units;
    size_t n_units, cap_units;
    struct layout_document *docs;
    size_t n_docs, cap_docs;
    struct layout_word *word_records;
    size_t n_words, cap_words;
    char *last_form; /* the word added last */
};

enum status
store_writer_open(struct store_writer **out, const char *dir, struct error *err)
{
    struct store_writer *w = xcalloc(1, sizeof(*w));

    w->dir = xstrdup(dir);
    w->columns = columns_new();
    w->last_form = xstrdup("");
    enum status status = outfile_open(&w->text, dir, SCHEMA_TEXT, err);
    if (status == STATUS_OK)
        status = outfile_open(&w->documents, dir, SCHEMA_DOCUMENTS, err);
    if (status == STATUS_OK)
        status = outfile_open(&w->words, dir, SCHEMA_WORDS, err);
    if (status == STATUS_OK)
        *out = w;
    else
        store_writer_close(w);
    return status;
}

void
store_writer_close(struct store_writer *w)
{
    if (w == NULL)
        return;
    outfile_close(w->text);
    outfile_close(w->documents);
    outfile_close(w->words);
    columns_free(w->columns);
    free(w->units);
    free(w->docs);
    free(w->word_records);
    free(w->last_form);
    free(w->dir);
    free(w);
}

enum status
store_writer_document(struct store_writer *w, const struct store_document *d,
                      struct error *err)
{
    const char *const strings[LAYOUT_STRINGS] = {
        d->id,   d->title, d->committee, d->date,
        d->plan, d->url,   d->source,    d->item != NULL ? d->item : ""};
    struct layout_document r = {.offset = outfile_offset(w->documents),
                                .year = (uint16_t)d->year,
                                .flags = d->cut ? LAYOUT_CUT : 0,
                                .first = (uint32_t)w->n_units + 1,
                                .file = d->file};
    size_t total = 0;

    for (int i = 0; i < LAYOUT_STRINGS; i++) {
        r.len[i] = (uint32_t)strlen(strings[i]);
        total += strlen(strings[i]);
    }
    if (w->n_docs >= UINT32_MAX || total > UINT32_MAX)
        return error_set(err, STATUS_TOO_LARGE,
                         "%s: more documents, or longer names, than 32 bits "
                         "can count",
                         d->id);
    enum status status = columns_add_document(w->columns, d, err);
    for (int i = 0; i < LAYOUT_STRINGS && status == STATUS_OK; i++)
        status = outfile_add_string(w->documents, strings[i], r.len[i], err);
    if (status != STATUS_OK)
        return status;
    w->docs = xgrow(w->docs, w->n_docs, &w->cap_docs, sizeof(*w->docs));
    w->docs[w->n_docs++] = r;
    return STATUS_OK;
}

enum status
store_writer_unit(struct store_writer *w, const struct store_unit *u,
                  uint32_t length, uint32_t *docid, struct error *err)
{
    size_t id_len = strlen(u->id), number_len = strlen(u->number);

    if (w->n_docs == 0)
        return error_set(err, STATUS_INVALID, "%s belongs to no document",
                         u->id);
    if ((unsigned)u->kind >= UNIT_KINDS)
        return error_set(err, STATUS_INVALID, "%s is of no known kind", u->id);
    /* 16 bits of a record: a path has at most 4096 bytes. */
    if (id_len > UINT16_MAX || number_len > UINT16_MAX)
        return error_set(err, STATUS_TOO_LARGE,
                         "an id or a number over 65535 bytes: %s", u->id);
    /* The columns' arrays have a place for docid 0. */
    if (w->n_units >= UINT32_MAX - 1)
        return error_set(err, STATUS_TOO_LARGE, "more units than docids");
    struct layout_unit r = {.offset = outfile_offset(w->text),
                            .document = (uint32_t)w->n_docs - 1,
                            .kind = (uint32_t)u->kind,
                            .text_len = u->text_len,
                            .id_len = (uint16_t)id_len,
                            .number_len = (uint16_t)number_len};
    enum status status = outfile_add_string(w->text, u->id, id_len, err);
    if (status == STATUS_OK)
        status = outfile_add_string(w->text, u->number, number_len, err);
    if (status == STATUS_OK)
        status = outfile_add_string(w->text, u->text, u->text_len, err);
    if (status != STATUS_OK)
        return status;
    w->units = xgrow(w->units, w->n_units, &w->cap_units, sizeof(*w->units));
    w->units[w->n_units++] = r;
    w->docs[w->n_docs - 1].units++;
    columns_add_unit(w->columns, u->kind, length);
    *docid = (uint32_t)w->n_units;
    return STATUS_OK;
}

enum status
store_writer_gone(struct store_writer *w, uint32_t n, struct error *err)
{
    static const struct store_document nothing = {"", "", "", "", "", "", "",
                                                  0,  0,  0,  "", 0,  0,  0};
    static const struct store_unit no_unit = {
        .id = "", .number = "", .text = ""};
    uint32_t docid;
    enum status status = store_writer_document(w, &nothing, err);

    for (uint32_t i = 0; i < n && status == STATUS_OK; i++)
        status = store_writer_unit(w, &no_unit, 0, &docid, err);
    if (status == STATUS_OK)
        store_writer_drop(w, (uint32_t)w->n_docs - 1);
    return status;
}

void
store_writer_drop(struct store_writer *w, uint32_t document)
{
    w->docs[document].flags |= LAYOUT_GONE;
    columns_drop(w->columns, document);
}

uint32_t
store_writer_documents(const struct store_writer *w)
{
    return (uint32_t)w->n_docs;
}

enum status
store_writer_word(struct store_writer *w, const char *form, const char *stem,
                  uint32_t df, struct error *err)
{
    size_t form_len = strlen(form), stem_len = strlen(stem);

    if (w->n_words != 0 && strcmp(w->last_form, form) >= 0)
        return error_set(err, STATUS_INVALID, "words out of order: %s, %s",
                         w->last_form, form);
    /* 16 bits of a record: a term has at most 245 bytes. */
    if (form_len > UINT16_MAX || stem_len > UINT16_MAX ||
        w->n_words >= UINT32_MAX)
        return error_set(err, STATUS_TOO_LARGE, "too long a word, or too many");
    struct layout_word r = {.offset = outfile_offset(w->words),
                            .df = df,
                            .form_len = (uint16_t)form_len,
                            .stem_len = (uint16_t)stem_len};
    enum status status = outfile_add_string(w->words, form, form_len, err);
    if (status == STATUS_OK)
        status = outfile_add_string(w->words, stem, stem_len, err);
    if (status != STATUS_OK)
        return status;
    w->word_records = xgrow(w->word_records, w->n_words, &w->cap_words,
                            sizeof(*w->word_records));
    w->word_records[w->n_words++] = r;
    free(w->last_form);
    w->last_form = xstrdup(form);
    return STATUS_OK;
}

void
store_writer_stem_postings(struct store_writer *w, uint64_t n)
{
    outfile_set_total(w->words, n);
}

/* Ends a file of records: sorts them by the strings at keys[0..n), writes
 * records and order. *order is the caller's. */
static enum status
finish_records(struct outfile *f, const char *magic, const void *records,
               size_t size, size_t n, const uint64_t *keys, uint32_t **order,
               struct error *err)
{
    struct layout_head head = {.n = (uint32_t)n};
    uint32_t *sorted = NULL;

    memcpy(head.magic, magic, sizeof(head.magic));
    enum status status = outfile_sort(f, keys, n, &sorted, err);
    if (status == STATUS_OK)
        status = outfile_align(f, err);
    head.index = outfile_offset(f);
    if (status == STATUS_OK)
        status = outfile_add(f, records, n * size, err);
    if (status == STATUS_OK)
        status = outfile_add(f, sorted, n * sizeof(*sorted), err);
    if (status == STATUS_OK)
        status = outfile_finish(f, &head, err);
    if (status == STATUS_OK)
        *order = sorted;
    else
        free(sorted);
    return status;
}

static enum status
finish_text(struct store_writer *w, struct error *err)
{
    uint64_t *ids = xreallocarray(NULL, w->n_units, sizeof(*ids));
    uint32_t *order = NULL;

    for (size_t i = 0; i < w->n_units; i++)
        ids[i] = w->units[i].offset;
    enum status status =
        finish_records(w->text, LAYOUT_TEXT_MAGIC, w->units, sizeof(*w->units),
                       w->n_units, ids, &order, err);
    free(order);
    free(ids);
    return status;
}

static enum status
finish_documents(struct store_writer *w, struct error *err)
{
    uint64_t *ids = xreallocarray(NULL, w->n_docs, sizeof(*ids));
    uint32_t *order = NULL;

    for (size_t i = 0; i < w->n_docs; i++)
        ids[i] = w->docs[i].offset;
    enum status status =
        finish_records(w->documents, LAYOUT_DOCUMENTS_MAGIC, w->docs,
                       sizeof(*w->docs), w->n_docs, ids, &order, err);
    if (status == STATUS_OK)
        status = columns_write(w->columns, w->dir, order, err);
    free(order);
    free(ids);
    return status;
}

static enum status
finish_words(struct store_writer *w, struct error *err)
{
    uint64_t *stems = xreallocarray(NULL, w->n_words, sizeof(*stems));
    uint32_t *order = NULL;

    for (size_t i = 0; i < w->n_words; i++)
        stems[i] = w->word_records[i].offset + w->word_records[i].form_len + 1;
    enum status status = finish_records(
        w->words, LAYOUT_WORDS_MAGIC, w->word_records, sizeof(*w->word_records),
        w->n_words, stems, &order, err);
    free(order);
    free(stems);
    return status;
}

enum status
store_writer_finish(struct store_writer *w, struct error *err)
{
    enum status status = finish_text(w, err);

    if (status == STATUS_OK)
        status = finish_documents(w, err);
    if (status == STATUS_OK)
        status = finish_words(w, err);
    return status;
}
