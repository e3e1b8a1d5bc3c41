/* Quantiles of the last durations. */
#include "unit.h"

#include "searchd/latency.h"

static void
assert_quantiles(const struct latency *l, uint64_t p50, uint64_t p95,
                 uint64_t p99)
{
    struct latency_quantiles q;
    latency_read(l, &q);
    assert_int_equal(q.p50, p50);
    assert_int_equal(q.p95, p95);
    assert_int_equal(q.p99, p99);
}

static void
few_durations_have_quantiles_among_them(void **state)
{
    (void)state;
    struct latency l = {0};
    assert_quantiles(&l, 0, 0, 0);
    latency_add(&l, 7);
    assert_quantiles(&l, 7, 7, 7);
    latency_add(&l, 3);
    assert_quantiles(&l, 3, 7, 7);
    latency_add(&l, 5);
    assert_quantiles(&l, 5, 7, 7);
}

static void
a_hundred_have_one_beyond_the_99th(void **state)
{
    (void)state;
    struct latency l = {0};
    for (uint64_t i = 100; i > 0; i--)
        latency_add(&l, i);
    assert_quantiles(&l, 50, 95, 99);
}

static void
only_the_last_thousand_count(void **state)
{
    (void)state;
    struct latency l = {0};
    for (uint64_t i = 0; i < 5000; i++)
        latency_add(&l, 1000000);
    for (uint64_t i = 1; i <= 1000; i++)
        latency_add(&l, i);
    assert_quantiles(&l, 500, 950, 990);
    latency_add(&l, 2000);
    assert_quantiles(&l, 501, 951, 991);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(few_durations_have_quantiles_among_them),
        cmocka_unit_test(a_hundred_have_one_beyond_the_99th),
        cmocka_unit_test(only_the_last_thousand_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
