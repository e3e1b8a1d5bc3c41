/* Answers that were given: see answers.h. A table by hash, and a list of all
 * by when they were last asked for. The lock is held to find and to move
 * pointers; what is dropped is freed outside. */
#include "config.h"

#include "engine/answers.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>

#include "common/buf.h"
#include "common/xalloc.h"

/* The least that an answer takes is a block of its arena. */
#define ENTRY_LEAST ((size_t)4096)
/* More buckets are of no use: longer chains are walked by hashes alone. */
#define BUCKETS_MAX ((size_t)1 << 16)
/* The largest answer, as a part of all: one of a hundred long hits should not
 * take the place of all others. */
#define ANSWER_SHARE 8

struct entry {
    struct entry *next; /* of the same bucket */
    TAILQ_ENTRY(entry) link;
    struct answer *answer; /* shared with who is given it */
    uint64_t hash;
    size_t bytes;
    size_t key_len;
    char key[];
};

TAILQ_HEAD(entry_list, entry);

struct answers {
    pthread_mutex_t lock;
    /* under lock: */
    const struct index *index;
    size_t most;
    struct entry **buckets;
    size_t n_buckets;       /* a power of two; 0: nothing is kept */
    struct entry_list list; /* the last one asked for first */
    struct answers_counts counts;
};

/* ---- keys ---- */

static void
add_string(struct buf *key, const char *s)
{
    buf_add(key, s != NULL ? s : "", s != NULL ? strlen(s) + 1 : 1);
}

/* A request as bytes: the fields as they are (two that differ in their
 * padding alone are taken for different), then the strings. */
static void
make_key(struct buf *key, const struct search_request *r)
{
    struct search_request fields = *r;

    fields.query = fields.committee = fields.document = fields.without = NULL;
    fields.deadline = 0;
    fields.cancel = NULL;
    fields.answers = NULL;
    buf_add(key, (const char *)&fields, sizeof(fields));
    buf_add(key, r->query != NULL ? r->query : "", r->query_len);
    add_string(key, r->committee);
    add_string(key, r->document);
    add_string(key, r->without);
}

/* FNV-1a, by eight bytes: most of a key are fields of four. */
static uint64_t
hash(const char *key, size_t len)
{
    uint64_t h = UINT64_C(14695981039346656037), eight;

    for (; len >= sizeof(eight); key += sizeof(eight), len -= sizeof(eight)) {
        memcpy(&eight, key, sizeof(eight));
        h = (h ^ eight) * UINT64_C(1099511628211);
        h ^= h >> 29;
    }
    for (size_t i = 0; i < len; i++)
        h = (h ^ (unsigned char)key[i]) * UINT64_C(1099511628211);
    return h ^ h >> 32;
}

/* ---- the table; with the lock held ---- */

static struct entry **
bucket(struct answers *c, uint64_t h)
{
    return &c->buckets[h & (c->n_buckets - 1)];
}

static struct entry *
find(struct answers *c, uint64_t h, const struct buf *key)
{
    struct entry *e = c->n_buckets > 0 ? *bucket(c, h) : NULL;

    while (e != NULL && (e->hash != h || e->key_len != key->len ||
                         memcmp(e->key, key->data, key->len) != 0))
        e = e->next;
    return e;
}

/* Takes an entry out, and puts it into gone. */
static void
drop(struct answers *c, struct entry *e, struct entry_list *gone)
{
    struct entry **at = bucket(c, e->hash);

    while (*at != e)
        at = &(*at)->next;
    *at = e->next;
    TAILQ_REMOVE(&c->list, e, link);
    TAILQ_INSERT_TAIL(gone, e, link);
    c->counts.kept--;
    c->counts.bytes -= e->bytes;
}

static void
free_all(struct entry_list *gone)
{
    struct entry *e;

    while ((e = TAILQ_FIRST(gone)) != NULL) {
        TAILQ_REMOVE(gone, e, link);
        answer_free(e->answer);
        free(e);
    }
}

/* ---- for the others ---- */

struct answers *
answers_new(void)
{
    struct answers *c = xcalloc(1, sizeof(*c));

    pthread_mutex_init(&c->lock, NULL);
    TAILQ_INIT(&c->list);
    return c;
}

void
answers_free(struct answers *c)
{
    if (c == NULL)
        return;
    free_all(&c->list);
    free(c->buckets);
    pthread_mutex_destroy(&c->lock);
    free(c);
}

void
answers_begin(struct answers *c, const struct index *ix, size_t bytes)
{
    struct entry_list gone = TAILQ_HEAD_INITIALIZER(gone);
    size_t n = ix != NULL && bytes > 0 ? 1 : 0;

    while (n > 0 && n < bytes / ENTRY_LEAST && n < BUCKETS_MAX)
        n *= 2;
    struct entry **buckets = n > 0 ? xcalloc(n, sizeof(struct entry *)) : NULL;

    pthread_mutex_lock(&c->lock);
    struct entry **old = c->buckets;
    TAILQ_CONCAT(&gone, &c->list, link);
    c->index = ix;
    c->most = bytes;
    c->buckets = buckets;
    c->n_buckets = n;
    c->counts.kept = c->counts.bytes = 0;
    pthread_mutex_unlock(&c->lock);

    free(old);
    free_all(&gone);
}

static struct answer *
find_and_count(struct answers *c, const struct index *ix,
               const struct search_request *r, bool also_misses)
{
    struct answer *found = NULL;
    struct buf key = {0};

    make_key(&key, r);
    uint64_t h = hash(key.data, key.len);
    pthread_mutex_lock(&c->lock);
    struct entry *e = c->index == ix ? find(c, h, &key) : NULL;
    if (e != NULL) {
        TAILQ_REMOVE(&c->list, e, link);
        TAILQ_INSERT_HEAD(&c->list, e, link);
        found = answer_share(e->answer);
    }
    if (c->n_buckets > 0) {
        c->counts.hits += e != NULL;
        c->counts.misses += e == NULL && also_misses;
    }
    pthread_mutex_unlock(&c->lock);
    buf_done(&key);
    return found;
}

struct answer *
answers_find(struct answers *c, const struct index *ix,
             const struct search_request *r)
{
    return find_and_count(c, ix, r, true);
}

struct answer *
answers_look(struct answers *c, const struct index *ix,
             const struct search_request *r)
{
    return find_and_count(c, ix, r, false);
}

void
answers_keep(struct answers *c, const struct index *ix,
             const struct search_request *r, struct answer *a)
{
    struct entry_list gone = TAILQ_HEAD_INITIALIZER(gone);
    struct buf key = {0};

    make_key(&key, r);
    struct entry *e = xmalloc(sizeof(*e) + key.len);
    *e = (struct entry){.hash = hash(key.data, key.len), .key_len = key.len};
    memcpy(e->key, key.data, key.len);
    e->bytes = sizeof(*e) + key.len + arena_size(a->arena);
    e->answer = answer_share(a);

    pthread_mutex_lock(&c->lock);
    bool keep = c->index == ix && e->bytes <= c->most / ANSWER_SHARE &&
                find(c, e->hash, &key) == NULL;
    if (keep) {
        struct entry **at = bucket(c, e->hash);
        e->next = *at;
        *at = e;
        TAILQ_INSERT_HEAD(&c->list, e, link);
        c->counts.kept++;
        c->counts.bytes += e->bytes;
        while (c->counts.bytes > c->most)
            drop(c, TAILQ_LAST(&c->list, entry_list), &gone);
    } else {
        TAILQ_INSERT_HEAD(&gone, e, link);
    }
    pthread_mutex_unlock(&c->lock);
    free_all(&gone);
    buf_done(&key);
}

void
answers_count(struct answers *c, struct answers_counts *out)
{
    pthread_mutex_lock(&c->lock);
    *out = c->counts;
    pthread_mutex_unlock(&c->lock);
}
