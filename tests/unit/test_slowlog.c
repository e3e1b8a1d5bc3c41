/* The ring of slow searches: what it keeps, how it shows it, and that it
 * forgets. */
#include "unit.h"

#include "common/clock.h"
#include "searchd/slowlog.h"

#define MS CLOCK_NS_PER_MS

static void
note(struct slowlog *l, uint64_t ms, const char *query)
{
    slowlog_note(l, 100, STATS_LINE, OUTCOME_OK, ms * MS, query, strlen(query));
}

static void
only_what_is_as_slow_as_asked_is_kept(void **state)
{
    (void)state;
    struct slowlog l = {0};
    note(&l, 99, "quick");
    assert_null(l.ring);
    note(&l, 100, "slow");
    slowlog_note(&l, 200, STATS_HTTP, OUTCOME_TIMEOUT, 500 * MS, "slower", 6);
    struct buf out = {0};
    slowlog_write(&l, &out);
    char *second = strchr(out.data, '\n') + 1;
    /* SLOW, a TAB, 2026-01-31T09:30:00.123Z */
    assert_memory_equal(out.data, "SLOW\t", 5);
    assert_int_equal(out.data[5 + 10], 'T');
    assert_memory_equal(out.data + 5 + 23, "Z\t500\ttimeout\thttp\tslower\n",
                        26);
    assert_string_equal(second + 5 + 23, "Z\t100\tok\tline\tslow\n");
    buf_done(&out);
    slowlog_empty(&l);
}

static void
the_last_128_are_kept(void **state)
{
    (void)state;
    struct slowlog l = {0};
    char query[16];
    for (int i = 0; i < 300; i++) {
        (void)snprintf(query, sizeof(query), "q%d", i);
        note(&l, 100, query);
    }
    assert_int_equal(l.n, SLOWLOG_MAX);
    struct buf out = {0};
    slowlog_write(&l, &out);
    const char *p = out.data;
    for (int i = 299; i >= 300 - SLOWLOG_MAX; i--) {
        (void)snprintf(query, sizeof(query), "\tq%d\n", i);
        p = strchr(p, '\n') + 1;
        assert_memory_equal(p - strlen(query), query, strlen(query));
    }
    assert_int_equal(*p, '\0');
    buf_done(&out);
    slowlog_empty(&l);
}

static void
a_query_is_cut_at_a_character_and_made_one_line(void **state)
{
    (void)state;
    struct slowlog l = {0};
    char query[1000];
    memset(query, 'a', sizeof(query));
    memcpy(query, "x\ty\nz\0\xff\x1b", 8);
    /* A character of two bytes over the place of the cut. */
    memcpy(query + SLOWLOG_QUERY_MAX - 1, "\xc3\xa9", 2);
    slowlog_note(&l, 100, STATS_LINE, OUTCOME_OK, 100 * MS, query,
                 sizeof(query));
    struct buf out = {0};
    slowlog_write(&l, &out);
    const char *text = strstr(out.data, "\tx ");
    assert_non_null(text);
    assert_memory_equal(text, "\tx y z ? a", 10);
    assert_int_equal(strlen(text), 1 + SLOWLOG_QUERY_MAX - 1 + 1);
    buf_done(&out);
    slowlog_empty(&l);
}

static void
off_forgets_all(void **state)
{
    (void)state;
    struct slowlog l = {0};
    note(&l, 100, "secret");
    slowlog_note(&l, 0, STATS_LINE, OUTCOME_OK, 900 * MS, "other", 5);
    struct buf out = {0};
    slowlog_write(&l, &out);
    assert_int_equal(out.len, 0);
    assert_null(l.ring);
    buf_done(&out);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_is_as_slow_as_asked_is_kept),
        cmocka_unit_test(the_last_128_are_kept),
        cmocka_unit_test(a_query_is_cut_at_a_character_and_made_one_line),
        cmocka_unit_test(off_forgets_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
