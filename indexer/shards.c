/* Databases under construction: see shards.h. */
#include "config.h"

#include "indexer/shards.h"

#include <stdlib.h>

#include "common/file.h"
#include "common/xalloc.h"
#include "indexer/stop.h"

/* A shard of level n + 1 holds SHARDS_FAN_IN of level n: five levels hold a
 * petabyte of text. */
#define SHARDS_LEVELS 5

struct shards {
    char *dir;
    size_t bytes;   /* a shard's text, after which the next one begins */
    unsigned named; /* folders named so far */
    char *open;     /* folder of the shard being written; NULL: none */
    xs_writer *writer;
    size_t pending; /* bytes of text in it */
    uint32_t base;  /* documents in the shards before it */
    uint32_t count; /* documents in it */
    /* Closed shards: older ones stand in higher levels, and before newer ones
     * of their level. */
    char *closed[SHARDS_LEVELS][SHARDS_FAN_IN];
    size_t n[SHARDS_LEVELS];
};

static char *
new_name(struct shards *s)
{
    return xasprintf("%s/shard-%u", s->dir, s->named++);
}

static enum status
begin_shard(struct shards *s, struct error *err)
{
    char *name = new_name(s);
    enum status status = xs_writer_open(&s->writer, name, err);

    if (status != STATUS_OK) {
        free(name);
        return status;
    }
    s->open = name;
    s->base += s->count;
    s->count = 0;
    s->pending = 0;
    return STATUS_OK;
}

enum status
shards_open(struct shards **out, const char *dir, size_t bytes,
            struct error *err)
{
    struct shards *s = xcalloc(1, sizeof(*s));

    s->dir = xstrdup(dir);
    s->bytes = bytes;
    enum status status = begin_shard(s, err);
    if (status == STATUS_OK)
        *out = s;
    else
        shards_close(s);
    return status;
}

void
shards_close(struct shards *s)
{
    if (s == NULL)
        return;
    xs_writer_close(s->writer);
    for (size_t level = 0; level < SHARDS_LEVELS; level++)
        for (size_t i = 0; i < s->n[level]; i++)
            free(s->closed[level][i]);
    free(s->open);
    free(s->dir);
    free(s);
}

xs_writer *
shards_writer(struct shards *s)
{
    return s->writer;
}

/* Merges names[0..n) into dest, then removes them. */
static enum status
merge(char *const *names, size_t n, const char *dest, struct error *err)
{
    enum status status = stop_check(err);

    if (status == STATUS_OK)
        status = xs_compact((const char *const *)names, n, dest, err);
    for (size_t i = 0; i < n && status == STATUS_OK; i++)
        status = file_remove_tree(names[i], err);
    return status;
}

/* Makes one shard of a full level. */
static enum status
merge_level(struct shards *s, size_t level, struct error *err)
{
    char *name = new_name(s);
    enum status status = merge(s->closed[level], s->n[level], name, err);

    if (status != STATUS_OK) {
        free(name);
        return status;
    }
    for (size_t i = 0; i < s->n[level]; i++)
        free(s->closed[level][i]);
    s->n[level] = 0;
    s->closed[level + 1][s->n[level + 1]++] = name;
    return STATUS_OK;
}

static enum status
end_shard(struct shards *s, struct error *err)
{
    enum status status = xs_writer_commit(s->writer, err);

    xs_writer_close(s->writer);
    s->writer = NULL;
    if (status != STATUS_OK)
        return status;
    s->closed[0][s->n[0]++] = s->open;
    s->open = NULL;
    for (size_t level = 0; level + 1 < SHARDS_LEVELS && status == STATUS_OK &&
                           s->n[level] == SHARDS_FAN_IN;
         level++)
        status = merge_level(s, level, err);
    return status;
}

enum status
shards_add(struct shards *s, size_t bytes, uint32_t *docid, struct error *err)
{
    uint32_t local;
    enum status status = xs_writer_add(s->writer, &local, err);

    if (status != STATUS_OK)
        return status;
    s->count++;
    s->pending += bytes;
    *docid = s->base + local;
    if (s->pending < s->bytes)
        return STATUS_OK;
    status = end_shard(s, err);
    if (status == STATUS_OK)
        status = begin_shard(s, err);
    return status;
}

enum status
shards_finish(struct shards *s, const char *dest, struct error *err)
{
    char *all[SHARDS_LEVELS * SHARDS_FAN_IN];
    size_t n = 0;
    enum status status = end_shard(s, err);

    for (size_t level = SHARDS_LEVELS; level-- > 0;)
        for (size_t i = 0; i < s->n[level]; i++)
            all[n++] = s->closed[level][i];
    if (status == STATUS_OK)
        status = merge(all, n, dest, err);
    return status;
}
