/* Databases under construction: see shards.h. Each shard, and each merge, is a
 * task; a merge waits for what it merges, which was put before it. */
#include "config.h"

#include "indexer/shards.h"

#include <fcntl.h>
#include <malloc.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/file.h"
#include "common/xalloc.h"
#include "indexer/stop.h"
#include "indexer/tasks.h"
#include "shim/xs.h"

/* A shard of level n + 1 holds SHARDS_FAN_IN of level n: five levels hold a
 * petabyte of text. */
#define SHARDS_LEVELS 5

/* Documents that a thread adds between two looks whether to go on. */
#define SHARDS_STOP_UNITS 256

/* A batch of more bytes is written while no other of that size is: a text of
 * few has 1 MB, with forms 2.5, but one of 400,000 different words has up to 7,
 * of which Xapian makes 200 MB. */
#define SHARDS_HEAVY ((size_t)3 << 20)

/* A database that is, or is to be. Kept until shards_close: 200 bytes for each
 * megabyte of text. */
struct shard {
    struct task task; /* the first member: of a task its shard is made */
    struct shards *of;
    struct shard *before;
    char *dir;
    const struct batch *batch; /* what it is made of; or NULL, and then */
    struct shard **sources;    /* it is merged of these, in this order */
    size_t n;
    bool result; /* what shards_end makes: that has to last */
};

/* A batch, and the shard that is last made of it; NULL: none. */
struct slot {
    struct batch batch;
    const struct shard *user;
};

struct shards {
    char *dir;
    int disk;       /* dir: tells in the end whether the disk failed */
    size_t bytes;   /* a shard's text, after which the next one begins */
    unsigned named; /* folders named so far */
    struct tasks *tasks;
    pthread_mutex_t heavy; /* held while a batch over SHARDS_HEAVY is written */
    struct slot *slots;    /* taken in turn */
    size_t n_slots, slot;
    size_t pending; /* bytes of text in the batch at hand */
    uint32_t count; /* documents so far */
    /* Shards that are not merged: older ones stand in higher levels, and before
     * newer ones of their level. */
    struct shard *closed[SHARDS_LEVELS][SHARDS_FAN_IN];
    size_t n[SHARDS_LEVELS];
    struct shard *last; /* of all that there are */
};

enum status
shards_open(struct shards **out, const char *dir, size_t bytes, unsigned jobs,
            struct error *err)
{
    struct shards *s = xcalloc(1, sizeof(*s));
    unsigned threads = jobs > 1 ? jobs : 0;

    s->dir = xstrdup(dir);
    s->bytes = bytes;
    (void)pthread_mutex_init(&s->heavy, NULL);
    /* One with each thread, one that waits, one that is filled. */
    s->n_slots = threads > 0 ? threads + 2 : 1;
    s->slots = xcalloc(s->n_slots, sizeof(*s->slots));
    enum status status = STATUS_OK;
    s->disk = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (s->disk < 0)
        status = error_set_errno(err, STATUS_IO, "cannot open %s", dir);
    if (status == STATUS_OK)
        status = tasks_open(&s->tasks, threads, err);
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
    tasks_close(s->tasks);
    while (s->last != NULL) {
        struct shard *before = s->last->before;
        free(s->last->dir);
        free(s->last->sources);
        free(s->last);
        s->last = before;
    }
    for (size_t i = 0; i < s->n_slots; i++)
        batch_done(&s->slots[i].batch);
    if (s->disk >= 0)
        (void)close(s->disk);
    (void)pthread_mutex_destroy(&s->heavy);
    free(s->slots);
    free(s->dir);
    free(s);
}

struct batch *
shards_batch(struct shards *s)
{
    return &s->slots[s->slot].batch;
}

/* ---- in any thread ---- */

static enum status
add_documents(xs_writer *w, const struct batch *b, struct tasks *tasks,
              struct error *err)
{
    struct batch_place place = {0};
    enum status status = STATUS_OK;

    for (uint32_t i = 0; i < b->documents && status == STATUS_OK; i++) {
        uint32_t docid;
        if (i % SHARDS_STOP_UNITS == 0 && !tasks_go_on(tasks))
            return error_set(err, STATUS_CANCELLED, "stopped");
        status = batch_replay(b, &place, w, &docid, err);
        if (status == STATUS_OK && docid != i + 1)
            status = error_set(err, STATUS_INTERNAL,
                               "a shard's document %u is %u in Xapian", i + 1,
                               docid);
    }
    return status;
}

static enum status
write_shard(const struct shard *shard, struct tasks *tasks, struct error *err)
{
    xs_writer *w = NULL;
    enum status status = xs_writer_open_scratch(&w, shard->dir, err);

    if (status == STATUS_OK)
        status = add_documents(w, shard->batch, tasks, err);
    if (status == STATUS_OK)
        status = xs_writer_commit(w, err);
    xs_writer_close(w);
    return status;
}

static enum status
run_write(struct task *t, struct tasks *tasks, struct error *err)
{
    const struct shard *shard = (const struct shard *)t;
    bool heavy = shard->batch->bytes.len > SHARDS_HEAVY;

    if (heavy)
        pthread_mutex_lock(&shard->of->heavy);
    enum status status = write_shard(shard, tasks, err);
    if (heavy) {
        /* Else each thread's heap would keep what this one needed. */
        (void)malloc_trim(0);
        pthread_mutex_unlock(&shard->of->heavy);
    }
    return status;
}

static enum status
run_merge(struct task *t, struct tasks *tasks, struct error *err)
{
    const struct shard *shard = (const struct shard *)t;
    const char **names = xreallocarray(NULL, shard->n, sizeof(*names));
    enum status status = STATUS_OK;

    for (size_t i = 0; i < shard->n && status == STATUS_OK; i++) {
        names[i] = shard->sources[i]->dir;
        status = tasks_wait(tasks, &shard->sources[i]->task, err);
    }
    if (status == STATUS_OK)
        status = stop_check(err);
    if (status == STATUS_OK)
        status = xs_compact(names, shard->n, shard->dir, shard->result, err);
    for (size_t i = 0; i < shard->n && status == STATUS_OK; i++)
        status = file_remove_tree(names[i], err);
    free(names);
    return status;
}

/* ---- in the caller's ---- */

/* dir: given away. */
static struct shard *
new_shard(struct shards *s, char *dir)
{
    struct shard *shard = xcalloc(1, sizeof(*shard));

    shard->dir = dir;
    shard->of = s;
    shard->before = s->last;
    s->last = shard;
    return shard;
}

static char *
new_name(struct shards *s)
{
    return xasprintf("%s/shard-%u", s->dir, s->named++);
}

/* Has sources[0..n) merged into dest; NULL: a shard like others. */
static enum status
put_merge(struct shards *s, struct shard *const *sources, size_t n,
          const char *dest, struct error *err)
{
    struct shard *shard =
        new_shard(s, dest != NULL ? xstrdup(dest) : new_name(s));

    shard->sources = xreallocarray(NULL, n, sizeof(struct shard *));
    memcpy(shard->sources, sources, n * sizeof(struct shard *));
    shard->n = n;
    shard->result = dest != NULL;
    shard->task.run = run_merge;
    return tasks_put(s->tasks, &shard->task, err);
}

/* Makes one shard of each full level. */
static enum status
merge_levels(struct shards *s, struct error *err)
{
    enum status status = STATUS_OK;

    for (size_t level = 0; level + 1 < SHARDS_LEVELS && status == STATUS_OK &&
                           s->n[level] == SHARDS_FAN_IN;
         level++) {
        status = put_merge(s, s->closed[level], s->n[level], NULL, err);
        s->n[level] = 0;
        s->closed[level + 1][s->n[level + 1]++] = s->last;
    }
    return status;
}

/* Has a shard made of the batch at hand. */
static enum status
end_shard(struct shards *s, struct error *err)
{
    struct shard *shard = new_shard(s, new_name(s));

    shard->batch = shards_batch(s);
    shard->task.run = run_write;
    s->slots[s->slot].user = shard;
    s->closed[0][s->n[0]++] = shard;
    enum status status = tasks_put(s->tasks, &shard->task, err);
    return status == STATUS_OK ? merge_levels(s, err) : status;
}

/* Takes the next slot, whose batch must have been made use of. */
static enum status
next_batch(struct shards *s, struct error *err)
{
    s->slot = (s->slot + 1) % s->n_slots;
    struct slot *slot = &s->slots[s->slot];
    enum status status = slot->user != NULL
                             ? tasks_wait(s->tasks, &slot->user->task, err)
                             : STATUS_OK;
    if (status != STATUS_OK)
        return status;
    slot->user = NULL;
    batch_clear(&slot->batch);
    s->pending = 0;
    return stop_check(err);
}

enum status
shards_add(struct shards *s, size_t bytes, uint32_t *docid, struct error *err)
{
    enum status status = tasks_check(s->tasks, err);

    if (status != STATUS_OK)
        return status;
    batch_end(shards_batch(s));
    s->pending += bytes;
    *docid = ++s->count;
    if (s->pending < s->bytes)
        return STATUS_OK;
    status = end_shard(s, err);
    return status == STATUS_OK ? next_batch(s, err) : status;
}

enum status
shards_end(struct shards *s, const char *dest, struct error *err)
{
    struct shard *all[SHARDS_LEVELS * SHARDS_FAN_IN];
    size_t n = 0;
    enum status status = STATUS_OK;

    /* Also where there is nothing at all. */
    if (s->last == NULL || shards_batch(s)->documents > 0)
        status = end_shard(s, err);
    for (size_t level = SHARDS_LEVELS; level-- > 0;)
        for (size_t i = 0; i < s->n[level]; i++)
            all[n++] = s->closed[level][i];
    return status == STATUS_OK ? put_merge(s, all, n, dest, err) : status;
}

enum status
shards_finish(struct shards *s, struct error *err)
{
    enum status status = tasks_wait(s->tasks, &s->last->task, err);

    /* Nothing of a shard was synced: that fails where any of it was lost. */
    if (status == STATUS_OK && syncfs(s->disk) != 0)
        status = error_set_errno(err, STATUS_IO, "cannot sync %s", s->dir);
    return status;
}
