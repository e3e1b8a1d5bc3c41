/* A file of records while it is written: see table.h. */
#include "config.h"

#include "store/table.h"

#include <stdlib.h>
#include <string.h>

#include "common/xalloc.h"
#include "store/sorter.h"

struct table {
    struct outfile *file;
    struct spool *records;
    struct sorter *keys;
    size_t size; /* of a record */
    uint32_t n;  /* records */
};

enum status
table_open(struct table **out, const char *dir, const char *name, size_t size,
           size_t sort, struct error *err)
{
    struct table *t = xcalloc(1, sizeof(*t));

    t->size = size;
    t->keys = sort > 0 ? sorter_new(dir, sort) : NULL;
    enum status status = outfile_open(&t->file, dir, name, err);
    if (status == STATUS_OK)
        status = spool_open(&t->records, dir, err);
    if (status == STATUS_OK)
        *out = t;
    else
        table_close(t);
    return status;
}

void
table_close(struct table *t)
{
    if (t == NULL)
        return;
    outfile_close(t->file);
    spool_close(t->records);
    sorter_free(t->keys);
    free(t);
}

struct outfile *
table_file(struct table *t)
{
    return t->file;
}

enum status
table_add_key(struct table *t, const char *key, size_t len, struct error *err)
{
    return sorter_add(t->keys, key, len, err);
}

enum status
table_add_record(struct table *t, const void *record, struct error *err)
{
    t->n++;
    return spool_add(t->records, record, t->size, err);
}

static enum status
write_records(struct table *t, void (*amend)(const void *, uint32_t, void *),
              const void *data, struct error *err)
{
    void *record = xmalloc(t->size);
    enum status status = spool_rewind(t->records, err);

    for (uint32_t i = 0; i < t->n && status == STATUS_OK; i++) {
        status = spool_get(t->records, record, t->size, err);
        if (status == STATUS_OK && amend != NULL)
            amend(data, i, record);
        if (status == STATUS_OK)
            status = outfile_add(t->file, record, t->size, err);
    }
    free(record);
    return status;
}

static enum status
write_order(struct table *t, struct spool *order, struct error *err)
{
    enum status status = sorter_sort(t->keys, err);

    for (uint32_t i = 0; i < t->n && status == STATUS_OK; i++) {
        uint32_t number;
        status = sorter_next(t->keys, &number, NULL, err);
        if (status == STATUS_OK)
            status = outfile_add_u32(t->file, number, err);
        if (status == STATUS_OK && order != NULL)
            status = spool_add(order, &number, sizeof(number), err);
    }
    return status;
}

enum status
table_finish(struct table *t, const char *magic,
             void (*amend)(const void *data, uint32_t i, void *record),
             const void *data, struct spool *order, struct error *err)
{
    struct layout_head head = {.n = t->n};
    enum status status = outfile_align(t->file, err);

    memcpy(head.magic, magic, sizeof(head.magic));
    head.index = outfile_offset(t->file);
    if (status == STATUS_OK)
        status = write_records(t, amend, data, err);
    if (status == STATUS_OK && t->keys != NULL)
        status = write_order(t, order, err);
    /* The memory of one table's strings is not to add to the next one's. */
    sorter_free(t->keys);
    t->keys = NULL;
    return status != STATUS_OK ? status : outfile_finish(t->file, &head, err);
}
