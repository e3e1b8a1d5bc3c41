/* For the shim's tests: a database of made-up documents whose words follow
 * from their docid, so that a test can say by itself what matches. */
#ifndef TESTS_XS_UNIT_H
#define TESTS_XS_UNIT_H

#include "unit.h"

#include <stdbool.h>

#include "common/xalloc.h"
#include "shim/xs.h"

#define XS_UNIT_WORDS 8

/* Document d has, at position i = 1..8, the word "a" + digit of a hash. */
static inline unsigned
xs_unit_word(uint32_t docid, unsigned position)
{
    uint32_t x = docid * 2654435761u + position * 40503u;

    x ^= x >> 13;
    x *= 0x5bd1e995u;
    x ^= x >> 15;
    return x % 10;
}

static inline bool
xs_unit_has(uint32_t docid, unsigned word)
{
    for (unsigned i = 1; i <= XS_UNIT_WORDS; i++)
        if (xs_unit_word(docid, i) == word)
            return true;
    return false;
}

/* A database of n such documents below dir; its path is the caller's. */
static inline char *
xs_unit_build(const char *dir, const char *name, uint32_t first, uint32_t n)
{
    struct error err;
    char *path = xasprintf("%s/%s", dir, name);
    xs_writer *w;

    assert_ok(xs_writer_open(&w, path, &err));
    for (uint32_t d = first; d < first + n; d++) {
        for (unsigned i = 1; i <= XS_UNIT_WORDS; i++) {
            char term[3] = {'a', (char)('0' + xs_unit_word(d, i)), 0};
            assert_ok(xs_writer_posting(w, term, 2, i, 1, &err));
        }
        uint32_t docid;
        assert_ok(xs_writer_add(w, &docid, &err));
        assert_int_equal(docid, d - first + 1);
    }
    assert_ok(xs_writer_commit(w, &err));
    xs_writer_close(w);
    return path;
}

/* An open database that tests share: xs_unit_build's, of n documents. */
struct xs_unit_db {
    char *dir, *path;
    xs_db *db;
};

static inline void
xs_unit_open(struct xs_unit_db *u, uint32_t n)
{
    struct error err;

    u->dir = unit_mkdir();
    u->path = xs_unit_build(u->dir, "db", 1, n);
    assert_ok(xs_db_open(&u->db, u->path, &err));
}

static inline void
xs_unit_close(struct xs_unit_db *u)
{
    xs_db_close(u->db);
    free(u->path);
    unit_rmdir(u->dir);
}

/* Plain BM25 of any parameters. */
static const struct xs_search_params xs_unit_defaults = {
    .k1 = 1.2, .k2 = 0, .k3 = 0, .b = 0.75, .min_normlen = 0.5};

/* A key of a document: no two are alike, as the factor is odd. */
static inline uint32_t
xs_unit_key(uint32_t docid)
{
    return docid * 2654435761u;
}

/* Hits stand in the order that p asks for, keys by xs_unit_key. */
static inline void
xs_unit_check_order(const struct xs_search_params *p, const struct xs_result *r)
{
    for (size_t i = 1; i < r->n; i++) {
        const struct xs_hit *a = &r->hits[i - 1], *b = &r->hits[i];
        if (p->sort == XS_BY_RELEVANCE)
            assert_true(a->weight >= b->weight);
        if (p->sort == XS_BY_KEY || a->weight == b->weight)
            assert_true(xs_unit_key(a->docid) < xs_unit_key(b->docid));
    }
}

static inline xs_query *
xs_unit_all(void)
{
    struct error err;
    xs_query *q;

    assert_ok(xs_query_all(&q, &err));
    return q;
}

static inline xs_query *
xs_unit_nothing(void)
{
    struct error err;
    xs_query *q;

    assert_ok(xs_query_nothing(&q, &err));
    return q;
}

static inline xs_query *
xs_unit_term(unsigned word)
{
    struct error err;
    char term[3] = {'a', (char)('0' + word), 0};
    xs_query *q;

    assert_ok(xs_query_term(&q, term, 2, &err));
    return q;
}

static inline xs_query *
xs_unit_pair(enum xs_op op, xs_query *a, xs_query *b)
{
    struct error err;
    xs_query *subs[] = {a, b}, *q;

    assert_ok(xs_query_combine(&q, op, subs, 2, 0, &err));
    return q;
}

#endif
