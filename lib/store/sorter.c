/* Sorting: see sorter.h. */
#include "config.h"

#include "store/sorter.h"

#include <stdlib.h>
#include <string.h>

#include "common/xalloc.h"
#include "store/runs.h"

/* So that no number here overflows. */
#define KEY_MAX ((size_t)1 << 30)

/* What a string takes besides its own bytes: its head, a pointer to it, and
 * another one in qsort(3). */
#define COST (sizeof(struct runs_head) + 2 * sizeof(char *))

struct sorter {
    char *dir;
    size_t limit, cost; /* bytes: allowed, and taken by what is in memory */
    char *buffer;       /* room for limit bytes, or for one larger string */
    size_t used, room;
    const char **records; /* in the buffer */
    size_t n, cap, at;    /* at: the next one, in memory */
    uint32_t count;       /* of all strings */
    struct runs *runs;    /* NULL: all are in memory */
};

struct sorter *
sorter_new(const char *dir, size_t bytes)
{
    struct sorter *s = xcalloc(1, sizeof(*s));

    s->dir = xstrdup(dir);
    s->limit = bytes;
    s->room = bytes;
    s->buffer = xmalloc(bytes); /* the system gives what is written to */
    return s;
}

void
sorter_free(struct sorter *s)
{
    if (s == NULL)
        return;
    runs_close(s->runs);
    free(s->records);
    free(s->buffer);
    free(s->dir);
    free(s);
}

static int
compare(const void *a, const void *b)
{
    return runs_compare(*(const char *const *)a, *(const char *const *)b);
}

static void
sort_records(struct sorter *s)
{
    if (s->n > 0)
        qsort(s->records, s->n, sizeof(*s->records), compare);
}

/* Puts aside what is in memory. */
static enum status
spill(struct sorter *s, struct error *err)
{
    enum status status = STATUS_OK;

    if (s->n == 0)
        return STATUS_OK;
    if (s->runs == NULL)
        status = runs_open(&s->runs, s->dir, err);
    if (status != STATUS_OK)
        return status;
    sort_records(s);
    status = runs_add(s->runs, s->records, s->n, err);
    s->n = 0;
    s->used = 0;
    s->cost = 0;
    return status;
}

enum status
sorter_add(struct sorter *s, const char *key, size_t len, struct error *err)
{
    struct runs_head head = {.number = s->count, .len = (uint32_t)len};
    enum status status = STATUS_OK;

    if (len > KEY_MAX || s->count == UINT32_MAX)
        return error_set(err, STATUS_TOO_LARGE,
                         "a string of %zu bytes, or too many of them", len);
    if (s->cost + len + COST > s->limit)
        status = spill(s, err);
    if (status != STATUS_OK)
        return status;
    if (sizeof(head) + len > s->room - s->used) { /* one larger than all */
        s->room = sizeof(head) + len;
        free(s->buffer);
        s->buffer = xmalloc(s->room);
    }
    char *record = s->buffer + s->used;
    memcpy(record, &head, sizeof(head));
    if (len > 0)
        memcpy(record + sizeof(head), key, len);
    s->records = xgrow(s->records, s->n, &s->cap, sizeof(*s->records));
    s->records[s->n++] = record;
    s->used += sizeof(head) + len;
    s->cost += len + COST;
    s->count++;
    return STATUS_OK;
}

enum status
sorter_sort(struct sorter *s, struct error *err)
{
    if (s->runs == NULL) {
        sort_records(s);
        return STATUS_OK;
    }
    enum status status = spill(s, err);
    free(s->buffer);
    free(s->records);
    s->buffer = NULL;
    s->records = NULL;
    return status != STATUS_OK ? status : runs_merge(s->runs, s->limit, err);
}

enum status
sorter_next(struct sorter *s, uint32_t *number, struct buf *key,
            struct error *err)
{
    struct runs_head head;

    if (s->runs != NULL)
        return runs_next(s->runs, number, key, err);
    if (s->at == s->n)
        return error_set(err, STATUS_INTERNAL, "all strings have been read");
    const char *record = s->records[s->at++];
    memcpy(&head, record, sizeof(head));
    *number = head.number;
    if (key != NULL) {
        buf_clear(key);
        buf_add(key, record + sizeof(head), head.len);
    }
    return STATUS_OK;
}
