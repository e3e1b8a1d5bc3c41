/* Building: see builder.h. Each unit goes to the store, to the positions, and
 * to Xapian's database. */
#include "config.h"

#include "indexer/builder.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "common/buf.h"
#include "common/xalloc.h"
#include "indexer/database.h"
#include "indexer/learn.h"
#include "indexer/stop.h"
#include "indexer/terms.h"
#include "indexer/words.h"
#include "shim/xs.h"

/* Units between two looks for a signal. */
#define BUILDER_STOP_UNITS 256

struct builder {
    struct terms *terms;
    struct learn *learn;
    struct store_writer *store;
    struct positions_writer *positions;
    struct files_writer *files;
    struct database *database;
    bool shard;
    const struct store *old; /* of an update */
    struct buf id;           /* of the unit at hand */
};

static enum status
open_common(struct builder **out, const char *dir, bool shard,
            const struct store *old, struct error *err)
{
    struct builder *b = xcalloc(1, sizeof(*b));

    b->shard = shard;
    b->old = old;
    enum status status = terms_new(&b->terms, err);
    if (status == STATUS_OK)
        status = learn_new(&b->learn, err);
    if (status == STATUS_OK)
        status = store_writer_open(&b->store, dir, STORE_SORT_BYTES, err);
    if (status == STATUS_OK)
        status = positions_writer_open(&b->positions, dir, POSITIONS_BYTES, old,
                                       err);
    if (status == STATUS_OK)
        status = files_writer_open(&b->files, dir, err);
    if (status == STATUS_OK)
        *out = b;
    else
        builder_close(b);
    return status;
}

enum status
builder_open(struct builder **out, const char *dir, bool shard, unsigned jobs,
             struct error *err)
{
    struct builder *b = NULL;
    enum status status = open_common(&b, dir, shard, NULL, err);

    if (status == STATUS_OK)
        status = database_open(&b->database, dir, jobs, err);
    if (status == STATUS_OK)
        *out = b;
    else
        builder_close(b);
    return status;
}

enum status
builder_open_update(struct builder **out, const char *dir, bool shard,
                    const char *before, const struct store *old,
                    struct error *err)
{
    struct builder *b = NULL;
    enum status status = open_common(&b, dir, shard, old, err);

    if (status == STATUS_OK)
        status = database_open_copy(&b->database, dir, before, err);
    if (status == STATUS_OK)
        *out = b;
    else
        builder_close(b);
    return status;
}

void
builder_close(struct builder *b)
{
    if (b == NULL)
        return;
    terms_free(b->terms);
    learn_free(b->learn);
    store_writer_close(b->store);
    positions_writer_close(b->positions);
    files_writer_close(b->files);
    database_close(b->database);
    buf_done(&b->id);
    free(b);
}

/* Begins a document of the store, and adds a unit to it. */
static enum status
put_document(struct builder *b, const struct store_document *d,
             struct error *err)
{
    enum status status = store_writer_document(b->store, d, err);

    return status != STATUS_OK ? status
                               : learn_title(b->learn, b->store, d->title, err);
}

static enum status
put_unit(struct builder *b, const struct store_unit *u, uint32_t length,
         uint32_t *docid, struct error *err)
{
    enum status status = store_writer_unit(b->store, u, length, docid, err);

    return status != STATUS_OK
               ? status
               : learn_unit(b->learn, b->store, u->text, u->text_len, err);
}

/* ---- what was there before ---- */

enum status
builder_keep(struct builder *b, uint32_t document, uint32_t file,
             struct error *err)
{
    struct store_document d;
    uint32_t docid;

    store_document(b->old, document, &d);
    d.file = file;
    enum status status = put_document(b, &d, err);
    for (uint32_t i = 0; i < d.units && status == STATUS_OK; i++) {
        struct store_unit u;
        if (i % BUILDER_STOP_UNITS == 0)
            status = stop_check(err);
        store_unit(b->old, d.first + i, &u);
        if (status == STATUS_OK)
            status = put_unit(b, &u, store_lengths(b->old)[d.first + i], &docid,
                              err);
    }
    return status;
}

/* Removes the units of d from Xapian's part and from the positions. */
static enum status
remove_units(struct builder *b, const struct store_document *d,
             struct error *err)
{
    enum status status = STATUS_OK;

    positions_writer_gone(b->positions, d->first, d->units);
    for (uint32_t i = 0; i < d->units && status == STATUS_OK && !d->gone; i++) {
        struct store_unit u;
        if (i % BUILDER_STOP_UNITS == 0)
            status = stop_check(err);
        store_unit(b->old, d->first + i, &u);
        if (status == STATUS_OK)
            status =
                database_delete(b->database, d->first + i, u.text_len, err);
    }
    return status;
}

enum status
builder_leave(struct builder *b, uint32_t document, struct error *err)
{
    struct store_document d;

    store_document(b->old, document, &d);
    enum status status = remove_units(b, &d, err);
    if (status == STATUS_OK)
        status = store_writer_gone(b->store, d.units, err);
    return status;
}

enum status
builder_drop(struct builder *b, uint32_t document, struct error *err)
{
    struct store_document d;

    store_document(b->old, document, &d);
    store_writer_drop(b->store, document);
    return remove_units(b, &d, err);
}

/* ---- what is new ---- */

/* Gives the unit at hand to Xapian. */
static enum status
add_terms(struct builder *b, const struct unit *u, uint32_t *docid,
          uint32_t *length, struct error *err)
{
    const struct terms_target to = {
        .xapian = database_batch(b->database),
        .forms = b->shard,
        .positions = b->positions,
        .docid = store_writer_units(b->store) + 1,
    };
    enum status status = terms_unit(b->terms, &to, u, b->id.data, length, err);

    return status == STATUS_OK
               ? database_add(b->database, strlen(u->text), docid, err)
               : status;
}

static enum status
add_unit(struct builder *b, const struct document *d, const struct unit *u,
         struct error *err)
{
    uint32_t length, docid, stored;

    buf_clear(&b->id);
    if (u->id != NULL)
        buf_add_str(&b->id, u->id);
    else
        buf_addf(&b->id, "%s#%s", d->id, u->key);
    enum status status = add_terms(b, u, &docid, &length, err);
    if (status != STATUS_OK)
        return status;
    struct store_unit record = {.kind = u->kind,
                                .id = b->id.data,
                                .number = u->number,
                                .text = u->text,
                                .text_len = (uint32_t)strlen(u->text)};
    status = put_unit(b, &record, length, &stored, err);
    if (status != STATUS_OK)
        return status;
    if (stored != docid)
        return error_set(err, STATUS_INTERNAL,
                         "%s is document %u in Xapian and %u in the store",
                         b->id.data, docid, stored);
    return STATUS_OK;
}

enum status
builder_document(struct builder *b, const struct document *d,
                 const char *source, uint32_t file, struct error *err)
{
    struct store_document record = {.id = d->id,
                                    .title = d->title,
                                    .committee = d->committee,
                                    .date = d->date,
                                    .plan = d->plan,
                                    .url = d->url,
                                    .source = source,
                                    .year = d->year,
                                    .item = d->item,
                                    .file = file,
                                    .cut = d->cut};
    uint32_t first = store_writer_units(b->store) + 1;
    enum status status = put_document(b, &record, err);

    terms_document(b->terms, d, source);
    for (size_t i = 0; i < d->n_units && status == STATUS_OK; i++) {
        if (i % BUILDER_STOP_UNITS == 0)
            status = stop_check(err);
        if (status == STATUS_OK)
            status = add_unit(b, d, &d->units[i], err);
    }
    if (status == STATUS_OK && d->n_units > 0)
        status = terms_title(b->terms, b->positions, first,
                             (uint32_t)d->n_units, err);
    return status;
}

/* ---- the end ---- */

enum status
builder_file(struct builder *b, const struct files_item *file,
             struct error *err)
{
    return files_writer_add(b->files, file, err);
}

enum status
builder_finish(struct builder *b, const bool *contested, struct error *err)
{
    xs_db *db = NULL;
    enum status status = database_end(b->database, err);

    if (status == STATUS_OK)
        status = words_write(b->positions, b->store, err);
    if (status == STATUS_OK)
        status = database_finish(b->database, err);
    if (status == STATUS_OK)
        status = xs_db_open(&db, database_path(b->database), err);
    if (status == STATUS_OK)
        status = words_count_stems(db, b->store, err);
    if (status == STATUS_OK)
        status = store_writer_finish(b->store, err);
    if (status == STATUS_OK)
        status = files_writer_finish(b->files, contested, err);
    xs_db_close(db);
    return status;
}
