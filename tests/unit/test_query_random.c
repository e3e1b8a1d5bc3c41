/* lib/query: of queries put together at random, each is refused at a place
 * within it, or its tree, printed, is the same query. */
#include "query_unit.h"

#include "common/utf8.h"

#define QUERIES 20000
#define PARTS_MAX 24

/* What people type, and what they mistype; a blank follows some. */
static const char *const parts[] = {
    "police ",
    "Budget ",
    "the ",
    "of ",
    "anti-social ",
    "PCSOs ",
    "caf\xc3\xa9 ",
    "\xc2\xa3"
    "2m ",
    "\xc2\xa3"
    "1,284.16 ",
    "s.17(2) ",
    "2014-15 ",
    "4.5 ",
    "constab* ",
    "anti-soc* ",
    "co* ",
    "con*le ",
    "\"road safety\" ",
    "\"the\" ",
    "~\"flood wardens\" ",
    "\xe2\x80\x9cspecial constables\xe2\x80\x9d ",
    "\"",
    "AND ",
    "OR ",
    "NOT ",
    "-",
    "NEAR ",
    "NEAR/5 ",
    "NEAR/5 ",
    "NEAR/99 ",
    "(a OR b) NEAR/5 ",
    "(",
    "(",
    ") ",
    ") ",
    "title:",
    "text:",
    "committee:planning ",
    "committee:\"pensions board\" ",
    "kind:",
    "note ",
    "resolution ",
    "year:2014 ",
    "year:2014..2016 ",
    "plan:2014/15 ",
    "date:2014-02 ",
    "date:2014-02-01..2016 ",
    "date:..2014-12-31 ",
    "source:2014/Roads/* ",
    "para:4.2 ",
    "titel:x ",
    "or ",
    "not ",
    "near/5 ",
    "| ",
    "* ",
    "~",
    "\xe2\x80\x8f",
    "\xf0\x9f\x9a\x93 ",
};

/* xorshift32 (Marsaglia 2003). */
static uint32_t
draw(uint32_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

static void
assert_same_again(const char *text, struct query *q)
{
    struct query *again = NULL;
    char *printed = print(q);

    if (query_parse(&again, NULL, printed, strlen(printed), arena, tokenizer,
                    &err) != STATUS_OK)
        fail_msg("\"%s\" prints as \"%s\": %u: %s", text, printed, err.column,
                 err.message);
    if (!query_equal(q, again))
        fail_msg("\"%s\" prints as \"%s\", which is another", text, printed);
    if (!query_equal(q, query_normalise(q, arena)))
        fail_msg("\"%s\" is not its own normal form", text);
    char *twice = print(again);
    assert_string_equal(twice, printed);
    free(twice);
    free(printed);
}

static void
what_is_printed_is_the_same_query(void **state)
{
    (void)state;
    uint32_t seed = 20140206;
    size_t understood = 0, refused = 0;

    for (unsigned i = 0; i < QUERIES; i++) {
        struct buf text = {0};
        struct query *q = NULL;
        for (uint32_t n = 1 + draw(&seed) % PARTS_MAX; n > 0; n--)
            buf_add_str(
                &text, parts[draw(&seed) % (sizeof(parts) / sizeof(parts[0]))]);
        struct arena *mine = arena;
        arena = arena_new();
        err.column = 0;
        if (query_parse(&q, &notes, text.data, text.len, arena, tokenizer,
                        &err) == STATUS_OK) {
            understood++;
            if (q != NULL)
                assert_same_again(text.data, q);
            struct query *any = query_any(q, arena);
            if (any != NULL)
                assert_same_again(text.data, any);
        } else {
            refused++;
            assert_in_range(err.column, 1, utf8_count(text.data, text.len) + 1);
        }
        arena_free(arena);
        arena = mine;
        buf_done(&text);
    }
    /* The parts are such that both happen often. */
    assert_in_range(understood, QUERIES / 20, QUERIES);
    assert_in_range(refused, QUERIES / 20, QUERIES);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_printed_is_the_same_query),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
