/* Xapian's database under construction: see database.h. */
#include "config.h"

#include "indexer/database.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "common/file.h"
#include "common/xalloc.h"
#include "indexer/shards.h"
#include "indexer/stop.h"
#include "shim/xs.h"
#include "store/listing.h"
#include "store/schema.h"

/* Text added to or removed from a copied database, after which what Xapian has
 * pending goes to the disk: Xapian counts documents, ten thousand of them, and
 * a paragraph has up to MINUTES_UNIT_MAX bytes. A byte of text takes up to 25
 * of memory then (paragraphs of a megabyte, of 200,000 words). */
#define DATABASE_FLUSH_BYTES ((size_t)4 << 20)

/* Where shards are, before they are merged into SCHEMA_XAPIAN. */
#define DATABASE_WORK "work"

struct database {
    char *path;            /* dir/xapian */
    char *work;            /* dir/work */
    struct shards *shards; /* from nothing; else NULL */
    xs_writer *writer;     /* of a copy; else NULL */
    struct batch batch;    /* the document at hand, for that one */
    size_t pending;        /* bytes of text that it has not committed */
};

static struct database *
new_database(const char *dir)
{
    struct database *d = xcalloc(1, sizeof(*d));

    d->path = xasprintf("%s/%s", dir, SCHEMA_XAPIAN);
    d->work = xasprintf("%s/%s", dir, DATABASE_WORK);
    return d;
}

enum status
database_open(struct database **out, const char *dir, unsigned jobs,
              struct error *err)
{
    struct database *d = new_database(dir);
    enum status status = STATUS_OK;

    if (mkdir(d->work, 0755) != 0)
        status = error_set_errno(err, STATUS_IO, "cannot make %s", d->work);
    if (status == STATUS_OK)
        status = shards_open(&d->shards, d->work, SHARDS_BYTES, jobs, err);
    if (status == STATUS_OK)
        *out = d;
    else
        database_close(d);
    return status;
}

/* Copies the database of the generation folder before. */
static enum status
copy_files(const struct database *d, const char *before, struct error *err)
{
    static const char part[] = SCHEMA_XAPIAN "/";
    struct listing files = {0};
    enum status status = listing_read(&files, before, err);

    if (status == STATUS_OK && mkdir(d->path, 0755) != 0)
        status = error_set_errno(err, STATUS_IO, "cannot make %s", d->path);
    for (size_t i = 0; i < files.n && status == STATUS_OK; i++) {
        const char *name = files.files[i].name;
        if (strncmp(name, part, sizeof(part) - 1) != 0)
            continue;
        char *from = xasprintf("%s/%s", before, name);
        char *to = xasprintf("%s/%s", d->path, name + sizeof(part) - 1);
        status = stop_check(err);
        if (status == STATUS_OK)
            status = file_copy(from, to, err);
        free(from);
        free(to);
    }
    listing_done(&files);
    return status;
}

enum status
database_open_copy(struct database **out, const char *dir, const char *before,
                   struct error *err)
{
    struct database *d = new_database(dir);
    enum status status = copy_files(d, before, err);

    if (status == STATUS_OK)
        status = xs_writer_open_existing(&d->writer, d->path, err);
    if (status == STATUS_OK)
        *out = d;
    else
        database_close(d);
    return status;
}

void
database_close(struct database *d)
{
    if (d == NULL)
        return;
    shards_close(d->shards);
    xs_writer_close(d->writer);
    batch_done(&d->batch);
    free(d->work);
    free(d->path);
    free(d);
}

const char *
database_path(const struct database *d)
{
    return d->path;
}

struct batch *
database_batch(struct database *d)
{
    return d->writer != NULL ? &d->batch : shards_batch(d->shards);
}

/* Before a change of so many bytes of text in a copy. Nobody reads it before it
 * is published: it may be committed at any time. */
static enum status
flush_sometimes(struct database *d, size_t bytes, struct error *err)
{
    bool full = d->pending > 0 && d->pending + bytes > DATABASE_FLUSH_BYTES;

    d->pending = full ? bytes : d->pending + bytes;
    return full ? xs_writer_commit(d->writer, err) : STATUS_OK;
}

static enum status
add_to_copy(struct database *d, size_t bytes, uint32_t *docid,
            struct error *err)
{
    struct batch_place first = {0};
    enum status status = flush_sometimes(d, bytes, err);

    batch_end(&d->batch);
    if (status == STATUS_OK)
        status = batch_replay(&d->batch, &first, d->writer, docid, err);
    batch_clear(&d->batch);
    return status;
}

enum status
database_add(struct database *d, size_t bytes, uint32_t *docid,
             struct error *err)
{
    return d->writer != NULL ? add_to_copy(d, bytes, docid, err)
                             : shards_add(d->shards, bytes, docid, err);
}

enum status
database_delete(struct database *d, uint32_t docid, size_t bytes,
                struct error *err)
{
    enum status status = flush_sometimes(d, bytes, err);

    return status == STATUS_OK ? xs_writer_delete(d->writer, docid, err)
                               : status;
}

enum status
database_end(struct database *d, struct error *err)
{
    if (d->writer == NULL)
        return shards_end(d->shards, d->path, err);
    enum status status = xs_writer_commit(d->writer, err);
    xs_writer_close(d->writer);
    d->writer = NULL;
    return status;
}

enum status
database_finish(struct database *d, struct error *err)
{
    if (d->shards == NULL)
        return STATUS_OK;
    enum status status = shards_finish(d->shards, err);
    return status == STATUS_OK ? file_remove_tree(d->work, err) : status;
}
