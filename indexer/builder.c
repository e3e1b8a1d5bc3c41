/* Building from nothing: see builder.h. */
#include "config.h"

#include "indexer/builder.h"

#include <stdlib.h>
#include <string.h>

#include "common/buf.h"
#include "common/file.h"
#include "common/xalloc.h"
#include "indexer/stop.h"
#include "indexer/terms.h"
#include "indexer/words.h"
#include "shim/xs.h"
#include "store/schema.h"
#include "store/store.h"

/* Text between two commits. Xapian keeps what is pending in memory, about
 * eight times the text; this bounds it to half a gigabyte. */
#define BUILDER_COMMIT_BYTES (64u << 20)

/* Units between two looks for a signal. */
#define BUILDER_STOP_UNITS 256

/* The database that is written, before it is compacted into SCHEMA_XAPIAN. */
#define BUILDER_WORK "work"

struct builder {
    char *work;   /* dir/work */
    char *xapian; /* dir/xapian */
    struct terms *terms;
    struct store_writer *store;
    xs_writer *writer;
    size_t pending; /* bytes of text since the last commit */
    struct buf id;  /* of the unit at hand */
};

enum status
builder_open(struct builder **out, const char *dir, struct error *err)
{
    struct builder *b = xcalloc(1, sizeof(*b));

    b->work = xasprintf("%s/%s", dir, BUILDER_WORK);
    b->xapian = xasprintf("%s/%s", dir, SCHEMA_XAPIAN);
    enum status status = terms_new(&b->terms, err);
    if (status == STATUS_OK)
        status = store_writer_open(&b->store, dir, err);
    if (status == STATUS_OK)
        status = xs_writer_open(&b->writer, b->work, err);
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
    store_writer_close(b->store);
    xs_writer_close(b->writer);
    buf_done(&b->id);
    free(b->work);
    free(b->xapian);
    free(b);
}

static enum status
add_unit(struct builder *b, const struct document *d, const struct unit *u,
         struct error *err)
{
    uint32_t length, docid, stored;
    size_t text_len = strlen(u->text);

    buf_clear(&b->id);
    buf_addf(&b->id, "%s#%s", d->id, u->key);
    enum status status =
        terms_unit(b->terms, b->writer, u, b->id.data, &length, err);
    if (status == STATUS_OK)
        status = xs_writer_add(b->writer, &docid, err);
    if (status != STATUS_OK)
        return status;
    struct store_unit record = {.kind = u->kind,
                                .id = b->id.data,
                                .number = u->number,
                                .text = u->text,
                                .text_len = (uint32_t)text_len};
    status = store_writer_unit(b->store, &record, length, &stored, err);
    if (status != STATUS_OK)
        return status;
    if (stored != docid)
        return error_set(err, STATUS_INTERNAL,
                         "%s is document %u in Xapian and %u in the store",
                         b->id.data, docid, stored);
    b->pending += text_len;
    if (b->pending < BUILDER_COMMIT_BYTES)
        return STATUS_OK;
    b->pending = 0;
    return xs_writer_commit(b->writer, err);
}

enum status
builder_document(struct builder *b, const struct document *d,
                 const char *source, struct error *err)
{
    struct store_document record = {.id = d->id,
                                    .title = d->title,
                                    .committee = d->committee,
                                    .date = d->date,
                                    .plan = d->plan,
                                    .url = d->url,
                                    .source = source,
                                    .year = d->year};
    enum status status = store_writer_document(b->store, &record, err);

    terms_document(b->terms, d);
    for (size_t i = 0; i < d->n_units && status == STATUS_OK; i++) {
        if (i % BUILDER_STOP_UNITS == 0)
            status = stop_check(err);
        if (status == STATUS_OK)
            status = add_unit(b, d, &d->units[i], err);
    }
    return status;
}

enum status
builder_finish(struct builder *b, struct error *err)
{
    xs_db *db = NULL;
    enum status status = xs_writer_commit(b->writer, err);

    xs_writer_close(b->writer);
    b->writer = NULL;
    const char *work = b->work;
    if (status == STATUS_OK)
        status = stop_check(err);
    if (status == STATUS_OK)
        status = xs_compact(&work, 1, b->xapian, err);
    if (status == STATUS_OK)
        status = file_remove_tree(b->work, err);
    if (status == STATUS_OK)
        status = xs_db_open(&db, b->xapian, err);
    if (status == STATUS_OK)
        status = words_write(db, b->store, err);
    if (status == STATUS_OK)
        status = store_writer_finish(b->store, err);
    xs_db_close(db);
    return status;
}
