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
