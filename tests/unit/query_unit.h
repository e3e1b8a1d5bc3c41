/* What the tests of lib/query share: a text to a tree, to text and back. Each
 * test program includes it once. */
#ifndef QUERY_UNIT_H
#define QUERY_UNIT_H

#include "unit.h"

#include "common/buf.h"
#include "common/xalloc.h"
#include "query/query.h"

static struct tokenizer *tokenizer;
static struct arena *arena;
static struct error err;
static struct query_notes notes; /* of the last parse() */

static inline int
set_up(void **state)
{
    (void)state;
    arena = arena_new();
    return tokenizer_new(&tokenizer, NULL) == STATUS_OK ? 0 : -1;
}

static inline int
tear_down(void **state)
{
    (void)state;
    tokenizer_free(tokenizer);
    arena_free(arena);
    return 0;
}

static inline struct query *
parse(const char *text)
{
    struct query *q = NULL;

    if (query_parse(&q, &notes, text, strlen(text), arena, tokenizer, &err) !=
        STATUS_OK)
        fail_msg("\"%s\" is refused at %u: %s", text, err.column, err.message);
    return q;
}

static inline char *
print(const struct query *q)
{
    struct buf b = {0};

    query_print(q, &b);
    return buf_take(&b);
}

struct meaning {
    const char *text, *printed;
};

/* Each text prints as said, and what is printed is the same query. */
static inline void
assert_meanings(const struct meaning *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct query *q = parse(cases[i].text);
        assert_non_null(q);
        char *printed = print(q);
        if (strcmp(printed, cases[i].printed) != 0)
            fail_msg("\"%s\" means \"%s\", not \"%s\"", cases[i].text, printed,
                     cases[i].printed);
        assert_true(query_equal(q, parse(printed)));
        assert_true(query_equal(q, query_normalise(q, arena)));
        free(printed);
    }
}
#define ASSERT_MEANINGS(cases)                                                 \
    assert_meanings(cases, sizeof(cases) / sizeof((cases)[0]))

static inline void
assert_refused(const char *text, size_t len, unsigned column,
               const char *message)
{
    struct query *q = (struct query *)&err;

    err.column = 0;
    assert_int_equal(query_parse(&q, NULL, text, len, arena, tokenizer, &err),
                     STATUS_BAD_QUERY);
    assert_string_equal(err.message, message);
    assert_int_equal(err.column, column);
    assert_ptr_equal(q, &err);
    assert_int_equal(query_parse(&q, NULL, text, len, arena, tokenizer, NULL),
                     STATUS_BAD_QUERY);
}

/* `unit` times n in a row. */
static inline char *
repeat(const char *unit, size_t n)
{
    struct buf b = {0};

    buf_add_str(&b, "");
    for (size_t i = 0; i < n; i++)
        buf_add_str(&b, unit);
    return buf_take(&b);
}

/* The last parse() noted this; a note may go on behind `start`. */
static inline void
assert_noted(const char *text, const char *start)
{
    for (size_t i = 0; i < notes.n; i++)
        if (strncmp(notes.texts[i], start, strlen(start)) == 0)
            return;
    fail_msg("\"%s\" has no note \"%s\", but %zu others: %s", text, start,
             notes.n, notes.n > 0 ? notes.texts[0] : "");
}

#endif
