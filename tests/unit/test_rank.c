/* lib/engine: what hits are ranked by, and what its words weigh. */
#include "unit.h"

#include <math.h>

#include "engine/rank.h"
#include "engine/weight.h"

static void
assert_near(double got, double want)
{
    if (fabs(got - want) > 1e-6)
        fail_msg("%.9g, expected %.9g", got, want);
}

static void
assert_reads(const char *text, const char *printed)
{
    struct rank rank;
    struct error err;
    struct buf out = {0};

    assert_ok(rank_parse(&rank, text, &err));
    rank_print(&rank, &out);
    assert_string_equal(out.data, printed);
    buf_done(&out);
}

static void
parts_of_a_ranking_are_read_and_printed(void **state)
{
    (void)state;
    assert_reads("none", "none");
    assert_reads("ridf=0.5,pairs=0.125", "ridf=0.5,pairs=0.125");
    assert_reads("exact=10,repeats=0.10", "repeats=0.1,exact=10");
    assert_reads("ridf=0", "none");
    assert_reads("stops=0", "stops=0");
    assert_reads("title=0,ridf", "ridf=1,title=0");
    assert_reads("title=0.25,stops=0", "stops=0,title=0.25");
    assert_reads("stops,title,pairs=1", "pairs=1");
    assert_reads("default", "repeats=1,ridf=1,exact=0.3,pairs=0.3");
    assert_reads("default,title=2,exact=0",
                 "repeats=1,ridf=1,pairs=0.3,title=2");

    struct rank named, all;
    struct error err;
    assert_ok(rank_parse(&all, "default", &err));
    assert_memory_equal(&all, &rank_default, sizeof(all));
    assert_ok(rank_parse(&named, "repeats,ridf,exact,pairs", &err));
    assert_memory_equal(&named, &rank_default, sizeof(named));
    assert_ok(rank_parse(&named, "default,stops,title", &err));
    assert_memory_equal(&named, &rank_default, sizeof(named));
    /* BM25 alone looks for what the others look for. */
    assert_ok(rank_parse(&named, "none", &err));
    for (unsigned i = 0; i < RANK_PARTS; i++)
        assert_int_equal(named.weight[i], i < RANK_STOPS ? 0 : RANK_ONE);
}

/* What it prints is read as the same, for any choice of weights. */
static void
what_is_printed_is_read_as_the_same(void **state)
{
    (void)state;
    static const unsigned weights[] = {0, 1, 250, RANK_ONE, 1500, RANK_MOST};
    struct error err;

    for (unsigned n = 0; n < 6 * 6 * 6 * 6 * 2 * 6; n++) {
        struct rank rank, again;
        struct buf out = {0};
        unsigned rest = n;
        for (unsigned i = 0; i < RANK_PARTS; i++) {
            unsigned choices = i == RANK_STOPS ? 2 : 6;
            rank.weight[i] =
                i == RANK_STOPS ? rest % 2 * RANK_ONE : weights[rest % choices];
            rest /= choices;
        }
        rank_print(&rank, &out);
        assert_ok(rank_parse(&again, out.data, &err));
        assert_memory_equal(&again, &rank, sizeof(rank));
        buf_done(&out);
    }
}

static void
what_is_no_ranking_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "",          "ridf,",
        "colour",    "ridf=",
        "ridf=.5",   "ridf=x",
        "ridf=10.1", "ridf=0.1234",
        "ridf=1.",   "none,ridf",
        "RIDF",      "ridf=-1",
        "ridf=1e1",  "ridf=99999999999999999999",
        "stops=0.5", "stops=2",
        "title=11",  "ridf,default",
        "stops=",    "default,none",
        "default,",  "titles",
        "default=1", "stop",
    };
    struct rank rank = rank_default;
    struct error err;

    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        assert_int_equal(rank_parse(&rank, wrong[i], &err), STATUS_USAGE);
        assert_non_null(strstr(err.message, "pairs, stops, title"));
        assert_memory_equal(&rank, &rank_default, sizeof(rank));
    }
}

/* By hand: cf' = 10 (40 + 5*2) / 15 = 33.33; log2(1000/10) = 6.6438562;
 * log2(1 - exp(-.0333333)) = log2(.0327839) = -4.9308687. */
static void
residual_idf_is_what_its_formula_says(void **state)
{
    (void)state;
    assert_near(weight_ridf(1000, 10, 40, 2), 1.7129875);
    /* Strewn by chance: once each, as a unit's mean is. */
    assert_near(weight_ridf(1000, 10, 10, 1), 0);
    assert_near(weight_ridf(1000, 1000, 1000, 1), 0);
    assert_near(weight_ridf(1000, 0, 0, 1), 0);
    assert_near(weight_ridf(0, 0, 0, 1), 0);
    assert_true(weight_ridf(1000, 10, 80, 1) > weight_ridf(1000, 10, 40, 1));
}

static void
a_long_question_takes_more_of_it_and_a_repeated_word_counts_more(void **state)
{
    (void)state;
    assert_near(weight_share(1), 4 / 13.0);
    assert_near(weight_share(4), 1);
    assert_near(weight_share(12), 2);
    assert_near(weight_repeats(1), 1);
    assert_near(weight_repeats(2), 1.8);
    assert_near(weight_repeats(4), 3);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_of_a_ranking_are_read_and_printed),
        cmocka_unit_test(what_is_printed_is_read_as_the_same),
        cmocka_unit_test(what_is_no_ranking_is_refused),
        cmocka_unit_test(residual_idf_is_what_its_formula_says),
        cmocka_unit_test(
            a_long_question_takes_more_of_it_and_a_repeated_word_counts_more),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
