/* Sorting: see sorter.h. */
#include "config.h"

#include "store/sorter.h"

#include <stdlib.h>
#include <string.h>

#include "common/xalloc.h"
#include "store/runs.h"

/* So that no number here overflows. */
#define KEY_MAX ((size_t)1 << 30)

/* What a string takes besides its own bytes: its head, its place, and another
 * copy of that in qsort_r(3). */
#define COST (sizeof(struct runs_head) + 2 * sizeof(uint32_t))

/* Room to begin with. */
#define ROOM_FIRST ((size_t)65536)

struct sorter {
    char *dir;
    size_t limit, cost; /* bytes: allowed, and taken by what is in memory */
    char *buffer;       /* of records, one after the other */
    size_t used, room;  /* bytes */
    uint32_t *starts;   /* where they begin */
    size_t n, cap, at;  /* at: the next one, in memory */
    uint32_t count;     /* of all strings */
    struct runs *runs;  /* NULL: all are in memory */
};

struct sorter *
sorter_new(const char *dir, size_t bytes)
{
    struct sorter *s = xcalloc(1, sizeof(*s));

    s->dir = xstrdup(dir);
    s->limit = bytes;
    return s;
}

void
sorter_free(struct sorter *s)
{
    if (s == NULL)
        return;
    runs_close(s->runs);
    free(s->starts);
    free(s->buffer);
    free(s->dir);
    free(s);
}

static int
compare(const void *a, const void *b, void *data)
{
    const uint32_t *x = a, *y = b;
    const char *buffer = data;

    return runs_compare(buffer + *x, buffer + *y);
}

static void
sort_records(struct sorter *s)
{
    if (s->n > 0)
        qsort_r(s->starts, s->n, sizeof(*s->starts), compare, s->buffer);
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
    status = runs_add(s->runs, s->buffer, s->starts, s->n, err);
    s->n = 0;
    s->used = 0;
    s->cost = 0;
    return status;
}

/* Makes room for len more bytes. */
static void
reserve(struct sorter *s, size_t len)
{
    size_t room = s->room == 0 ? ROOM_FIRST : 2 * s->room;

    if (len <= s->room - s->used)
        return;
    if (room > s->limit)
        room = s->limit;
    if (room < s->used + len) /* one larger than all that is allowed */
        room = s->used + len;
    s->buffer = xrealloc(s->buffer, room);
    s->room = room;
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
    reserve(s, sizeof(head) + len);
    char *record = s->buffer + s->used;
    memcpy(record, &head, sizeof(head));
    if (len > 0)
        memcpy(record + sizeof(head), key, len);
    s->starts = xgrow(s->starts, s->n, &s->cap, sizeof(*s->starts));
    s->starts[s->n++] = (uint32_t)s->used;
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
    free(s->starts);
    s->buffer = NULL;
    s->starts = NULL;
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
    const char *record = s->buffer + s->starts[s->at++];
    memcpy(&head, record, sizeof(head));
    *number = head.number;
    if (key != NULL) {
        buf_clear(key);
        buf_add(key, record + sizeof(head), head.len);
    }
    return STATUS_OK;
}
