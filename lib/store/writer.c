/* Writing the flat files: strings go to their files as they come, records and
 * columns are put aside for the end. */
#include "config.h"

#include "store/store.h"

#include <stdlib.h>
#include <string.h>

#include "common/buf.h"
#include "common/xalloc.h"
#include "store/acronyms.h"
#include "store/columns.h"
#include "store/layout.h"
#include "store/schema.h"
#include "store/spool.h"
#include "store/table.h"
#include "store/titles.h"

struct store_writer {
    char *dir;
    struct table *text, *documents, *words;
    struct columns *columns;
    uint32_t n_units, n_docs, n_words;
    struct layout_document doc; /* the last of n_docs: it may get more units */
    char *last_form;            /* the word added last */
    struct titles *titles;
    struct buf title, folded; /* the last document's */
    struct acronyms *acronyms;
};

enum status
store_writer_open(struct store_writer **out, const char *dir, size_t sort,
                  struct error *err)
{
    struct store_writer *w = xcalloc(1, sizeof(*w));

    w->dir = xstrdup(dir);
    w->last_form = xstrdup("");
    w->titles = titles_new(dir, sort / 8);
    enum status status = columns_open(&w->columns, dir, sort / 8, err);
    if (status == STATUS_OK)
        status = acronyms_open(&w->acronyms, dir, sort / 8, err);
    if (status == STATUS_OK)
        status = table_open(&w->text, dir, SCHEMA_TEXT,
                            sizeof(struct layout_unit), sort, err);
    if (status == STATUS_OK)
        status = table_open(&w->documents, dir, SCHEMA_DOCUMENTS,
                            sizeof(struct layout_document), sort, err);
    if (status == STATUS_OK)
        status = table_open(&w->words, dir, SCHEMA_WORDS,
                            sizeof(struct layout_word), sort, err);
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
    table_close(w->text);
    table_close(w->documents);
    table_close(w->words);
    columns_close(w->columns);
    titles_free(w->titles);
    acronyms_close(w->acronyms);
    buf_done(&w->title);
    buf_done(&w->folded);
    free(w->last_form);
    free(w->dir);
    free(w);
}

/* Puts the last document's record aside: it has all its units. */
static enum status
end_document(struct store_writer *w, struct error *err)
{
    if (w->n_docs == 0)
        return STATUS_OK;
    enum status status = table_add_record(w->documents, &w->doc, err);
    bool listed = w->title.len + w->folded.len <= STORE_TITLE_MAX;
    if (status == STATUS_OK)
        status = titles_add(w->titles, listed ? w->folded.data : "",
                            w->title.data, err);
    return status;
}

enum status
store_writer_document(struct store_writer *w, const struct store_document *d,
                      struct error *err)
{
    const char *const strings[LAYOUT_STRINGS] = {
        d->id,   d->title, d->committee, d->date,
        d->plan, d->url,   d->source,    d->item != NULL ? d->item : ""};
    struct outfile *file = table_file(w->documents);
    struct layout_document r = {.offset = outfile_offset(file),
                                .year = (uint16_t)d->year,
                                .flags = d->cut ? LAYOUT_CUT : 0,
                                .first = w->n_units + 1,
                                .file = d->file};
    size_t total = 0;

    for (int i = 0; i < LAYOUT_STRINGS; i++) {
        r.len[i] = (uint32_t)strlen(strings[i]);
        total += strlen(strings[i]);
    }
    if (w->n_docs == UINT32_MAX || total > UINT32_MAX)
        return error_set(err, STATUS_TOO_LARGE,
                         "%s: more documents, or longer names, than 32 bits "
                         "can count",
                         d->id);
    enum status status = end_document(w, err);
    if (status == STATUS_OK)
        status = columns_add_document(w->columns, d, err);
    for (int i = 0; i < LAYOUT_STRINGS && status == STATUS_OK; i++)
        status = outfile_add_string(file, strings[i], r.len[i], err);
    if (status == STATUS_OK)
        status = table_add_key(w->documents, d->id, r.len[LAYOUT_ID], err);
    if (status != STATUS_OK)
        return status;
    w->doc = r;
    w->n_docs++;
    buf_clear(&w->title);
    buf_add_str(&w->title, d->title);
    buf_clear(&w->folded);
    buf_add_str(&w->folded, "");
    return STATUS_OK;
}

enum status
store_writer_title(struct store_writer *w, const char *folded,
                   struct error *err)
{
    if (w->n_docs == 0)
        return error_set(err, STATUS_INVALID, "a title of no document");
    buf_clear(&w->folded);
    buf_add_str(&w->folded, folded);
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
    struct outfile *file = table_file(w->text);
    struct layout_unit r = {.offset = outfile_offset(file),
                            .document = w->n_docs - 1,
                            .kind = (uint32_t)u->kind,
                            .text_len = u->text_len,
                            .id_len = (uint16_t)id_len,
                            .number_len = (uint16_t)number_len};
    enum status status = outfile_add_string(file, u->id, id_len, err);
    if (status == STATUS_OK)
        status = outfile_add_string(file, u->number, number_len, err);
    if (status == STATUS_OK)
        status = outfile_add_string(file, u->text, u->text_len, err);
    if (status == STATUS_OK)
        status = table_add_key(w->text, u->id, id_len, err);
    if (status == STATUS_OK)
        status = table_add_record(w->text, &r, err);
    if (status == STATUS_OK)
        status = columns_add_unit(w->columns, u->kind, length, err);
    if (status != STATUS_OK)
        return status;
    w->doc.units++;
    *docid = ++w->n_units;
    return STATUS_OK;
}

enum status
store_writer_definition(struct store_writer *w,
                        const struct store_definition *d, struct error *err)
{
    if (w->n_units == 0)
        return error_set(err, STATUS_INVALID, "a definition in no unit");
    return acronyms_add(w->acronyms, d, w->n_units, w->n_docs - 1, err);
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
        store_writer_drop(w, w->n_docs - 1);
    return status;
}

void
store_writer_drop(struct store_writer *w, uint32_t document)
{
    columns_drop(w->columns, document);
}

uint32_t
store_writer_documents(const struct store_writer *w)
{
    return w->n_docs;
}

uint32_t
store_writer_units(const struct store_writer *w)
{
    return w->n_units;
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
        w->n_words == UINT32_MAX)
        return error_set(err, STATUS_TOO_LARGE, "too long a word, or too many");
    struct outfile *file = table_file(w->words);
    struct layout_word r = {.offset = outfile_offset(file),
                            .df = df,
                            .form_len = (uint16_t)form_len,
                            .stem_len = (uint16_t)stem_len};
    enum status status = outfile_add_string(file, form, form_len, err);
    if (status == STATUS_OK)
        status = outfile_add_string(file, stem, stem_len, err);
    if (status == STATUS_OK)
        status = table_add_key(w->words, stem, stem_len, err);
    if (status == STATUS_OK)
        status = table_add_record(w->words, &r, err);
    if (status != STATUS_OK)
        return status;
    w->n_words++;
    free(w->last_form);
    w->last_form = xstrdup(form);
    return STATUS_OK;
}

void
store_writer_stem_postings(struct store_writer *w, uint64_t n)
{
    outfile_set_total(table_file(w->words), n);
}

/* Documents may become gaps when their records have been put aside. */
static void
mark_gone(const void *data, uint32_t i, void *record)
{
    struct layout_document *r = record;

    if (columns_is_gone(data, i))
        r->flags |= LAYOUT_GONE;
}

static enum status
finish_documents(struct store_writer *w, struct error *err)
{
    struct spool *order = NULL;
    enum status status = end_document(w, err);

    if (status == STATUS_OK)
        status = spool_open(&order, w->dir, err);
    if (status == STATUS_OK)
        status = table_finish(w->documents, LAYOUT_DOCUMENTS_MAGIC, mark_gone,
                              w->columns, order, err);
    if (status == STATUS_OK)
        status = columns_write(w->columns, order, err);
    spool_close(order);
    return status;
}

enum status
store_writer_finish(struct store_writer *w, struct error *err)
{
    enum status status =
        table_finish(w->text, LAYOUT_TEXT_MAGIC, NULL, NULL, NULL, err);

    if (status == STATUS_OK)
        status = finish_documents(w, err);
    if (status == STATUS_OK)
        status =
            table_finish(w->words, LAYOUT_WORDS_MAGIC, NULL, NULL, NULL, err);
    if (status == STATUS_OK)
        status = titles_write(w->titles, w->dir, w->columns, err);
    if (status == STATUS_OK)
        status = acronyms_write(w->acronyms, w->dir, w->columns, err);
    return status;
}
