/* Merging sorted runs: see runs.h. A binary heap of runs, by the record that
 * each has come to. */
#include "config.h"

#include "store/runs.h"

#include <stdlib.h>
#include <string.h>

#include "common/xalloc.h"
#include "store/spool.h"

/* What is read of a run at a time, however many there are: a page. */
#define RUNS_PIECE 4096

/* And with few of them: more would not be faster. */
#define RUNS_PIECE_MAX 65536

struct run {
    uint64_t at, end; /* what was not read of it yet */
    char *buffer;
    size_t cap, pos, used; /* pos: the record that it has come to */
};

struct runs {
    struct spool *spool;
    struct run *runs;
    size_t n, cap;
    struct run **heap;
    size_t n_heap;
};

static struct runs_head
head_of(const char *record)
{
    struct runs_head head;

    memcpy(&head, record, sizeof(head));
    return head;
}

int
runs_compare(const void *a, const void *b)
{
    struct runs_head x = head_of(a), y = head_of(b);
    int c = memcmp((const char *)a + sizeof(x), (const char *)b + sizeof(y),
                   x.len < y.len ? x.len : y.len);

    if (c != 0)
        return c;
    if (x.len != y.len)
        return x.len < y.len ? -1 : 1;
    return (x.number > y.number) - (x.number < y.number);
}

enum status
runs_open(struct runs **out, const char *dir, struct error *err)
{
    struct spool *spool;
    enum status status = spool_open(&spool, dir, err);

    if (status != STATUS_OK)
        return status;
    *out = xcalloc(1, sizeof(**out));
    (*out)->spool = spool;
    return STATUS_OK;
}

void
runs_close(struct runs *r)
{
    if (r == NULL)
        return;
    for (size_t i = 0; i < r->n; i++)
        free(r->runs[i].buffer);
    free(r->runs);
    free(r->heap);
    spool_close(r->spool);
    free(r);
}

enum status
runs_add(struct runs *r, const char *data, const uint32_t *starts, size_t n,
         struct error *err)
{
    struct run run = {.at = spool_size(r->spool)};

    for (size_t i = 0; i < n; i++) {
        const char *record = data + starts[i];
        size_t len = sizeof(struct runs_head) + head_of(record).len;
        enum status status = spool_add(r->spool, record, len, err);
        if (status != STATUS_OK)
            return status;
    }
    run.end = spool_size(r->spool);
    r->runs = xgrow(r->runs, r->n, &r->cap, sizeof(*r->runs));
    r->runs[r->n++] = run;
    return STATUS_OK;
}

/* Reads on until the buffer has want bytes from pos on. */
static enum status
need(const struct runs *r, struct run *run, size_t want, struct error *err)
{
    size_t have = run->used - run->pos;

    if (have >= want)
        return STATUS_OK;
    memmove(run->buffer, run->buffer + run->pos, have);
    run->pos = 0;
    run->used = have;
    if (want > run->cap) {
        run->buffer = xrealloc(run->buffer, want);
        run->cap = want;
    }
    uint64_t left = run->end - run->at;
    size_t n = left < run->cap - have ? (size_t)left : run->cap - have;
    enum status status =
        spool_read(r->spool, run->at, run->buffer + have, n, err);
    run->at += n;
    run->used += n;
    return status;
}

/* Makes the buffer hold the whole record at pos. */
static enum status
load(const struct runs *r, struct run *run, struct error *err)
{
    const size_t head = sizeof(struct runs_head);
    enum status status = need(r, run, head, err);

    if (status != STATUS_OK)
        return status;
    return need(r, run, head + head_of(run->buffer + run->pos).len, err);
}

static int
compare(const struct run *a, const struct run *b)
{
    return runs_compare(a->buffer + a->pos, b->buffer + b->pos);
}

/* Lets the run at heap[i] down to where it belongs. */
static void
sift_down(struct runs *r, size_t i)
{
    for (;;) {
        size_t least = i, left = 2 * i + 1, right = left + 1;
        if (left < r->n_heap && compare(r->heap[left], r->heap[least]) < 0)
            least = left;
        if (right < r->n_heap && compare(r->heap[right], r->heap[least]) < 0)
            least = right;
        if (least == i)
            return;
        struct run *moved = r->heap[i];
        r->heap[i] = r->heap[least];
        r->heap[least] = moved;
        i = least;
    }
}

enum status
runs_merge(struct runs *r, size_t bytes, struct error *err)
{
    size_t piece = bytes / (r->n + 1);
    enum status status = spool_rewind(r->spool, err);

    if (piece > RUNS_PIECE_MAX)
        piece = RUNS_PIECE_MAX;
    if (piece < RUNS_PIECE)
        piece = RUNS_PIECE;
    r->heap = xreallocarray(NULL, r->n, sizeof(struct run *));
    for (size_t i = 0; i < r->n && status == STATUS_OK; i++) {
        struct run *run = &r->runs[i];
        run->buffer = xmalloc(piece);
        run->cap = piece;
        status = load(r, run, err);
        r->heap[r->n_heap++] = run;
    }
    for (size_t i = r->n_heap / 2; i-- > 0 && status == STATUS_OK;)
        sift_down(r, i);
    return status;
}

enum status
runs_next(struct runs *r, uint32_t *number, struct buf *key, struct error *err)
{
    enum status status = STATUS_OK;

    if (r->n_heap == 0)
        return error_set(err, STATUS_INTERNAL, "all runs have been read");
    struct run *run = r->heap[0];
    struct runs_head head = head_of(run->buffer + run->pos);
    if (key != NULL) {
        buf_clear(key);
        buf_add(key, run->buffer + run->pos + sizeof(head), head.len);
    }
    run->pos += sizeof(head) + head.len;
    if (run->pos < run->used || run->at < run->end)
        status = load(r, run, err);
    else
        r->heap[0] = r->heap[--r->n_heap];
    if (status != STATUS_OK)
        return status;
    sift_down(r, 0);
    *number = head.number;
    return STATUS_OK;
}
