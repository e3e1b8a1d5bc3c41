/* Building from nothing: see builder.h. */
#include "config.h"

#include "indexer/builder.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "common/buf.h"
#include "common/file.h"
#include "common/xalloc.h"
#include "indexer/shards.h"
#include "indexer/stop.h"
#include "indexer/terms.h"
#include "indexer/words.h"
#include "shim/xs.h"
#include "store/schema.h"
#include "store/store.h"

/* Units between two looks for a signal. */
#define BUILDER_STOP_UNITS 256

/* Where Xapian's part is written, before it is merged into SCHEMA_XAPIAN. */
#define BUILDER_WORK "work"

struct builder {
    char *work;   /* dir/work */
    char *xapian; /* dir/xapian */
    struct terms *terms;
    struct store_writer *store;
    struct shards *shards;
    struct buf id; /* of the unit at hand */
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
    if (status == STATUS_OK && mkdir(b->work, 0755) != 0)
        status = error_set_errno(err, STATUS_IO, "cannot make %s", b->work);
    if (status == STATUS_OK)
        status = shards_open(&b->shards, b->work, SHARDS_BYTES, err);
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
    shards_close(b->shards);
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
    enum status status = terms_unit(b->terms, shards_writer(b->shards), u,
                                    b->id.data, &length, err);
    if (status == STATUS_OK)
        status = shards_add(b->shards, text_len, &docid, err);
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
    return STATUS_OK;
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
    enum status status = shards_finish(b->shards, b->xapian, err);

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
