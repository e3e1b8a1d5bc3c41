/* xs_search against brute force: totals, counts, order, deadlines. */
#include "xs_unit.h"

#include <math.h>
#include <pthread.h>

#include "common/clock.h"

#define DOCUMENTS 3000
#define CODES 7

/* What the tests share, built once. */
struct fixture {
    struct xs_unit_db base;
    uint32_t codes[DOCUMENTS + 1];
    uint32_t twos[DOCUMENTS + 1];
    uint32_t keys[DOCUMENTS + 1];
};

static int
set_up(void **state)
{
    struct fixture *f = xcalloc(1, sizeof(*f));

    xs_unit_open(&f->base, DOCUMENTS);
    for (uint32_t d = 1; d <= DOCUMENTS; d++) {
        f->codes[d] = d * 31 % CODES;
        f->twos[d] = d % 2;
        f->keys[d] = xs_unit_key(d);
    }
    *state = f;
    return 0;
}

static int
tear_down(void **state)
{
    struct fixture *f = *state;

    xs_unit_close(&f->base);
    free(f);
    return 0;
}

static bool
phrase_3_4(uint32_t d)
{
    for (unsigned i = 1; i < XS_UNIT_WORDS; i++)
        if (xs_unit_word(d, i) == 3 && xs_unit_word(d, i + 1) == 4)
            return true;
    return false;
}

/* "1 or 2" followed by 5. */
static bool
phrase_over_or(uint32_t d)
{
    for (unsigned i = 1; i < XS_UNIT_WORDS; i++)
        if ((xs_unit_word(d, i) == 1 || xs_unit_word(d, i) == 2) &&
            xs_unit_word(d, i + 1) == 5)
            return true;
    return false;
}

static bool
near_3_4(uint32_t d)
{
    for (unsigned i = 1; i < XS_UNIT_WORDS; i++) {
        unsigned a = xs_unit_word(d, i), b = xs_unit_word(d, i + 1);
        if ((a == 3 && b == 4) || (a == 4 && b == 3))
            return true;
    }
    return false;
}

static bool
one(uint32_t d)
{
    return xs_unit_has(d, 1);
}

static bool
one_or_two(uint32_t d)
{
    return xs_unit_has(d, 1) || xs_unit_has(d, 2);
}

static bool
one_and_two(uint32_t d)
{
    return xs_unit_has(d, 1) && xs_unit_has(d, 2);
}

static bool
one_not_two(uint32_t d)
{
    return xs_unit_has(d, 1) && !xs_unit_has(d, 2);
}

static bool
all(uint32_t d)
{
    (void)d;
    return true;
}

static bool
none(uint32_t d)
{
    (void)d;
    return false;
}

static bool
not_one(uint32_t d)
{
    return !xs_unit_has(d, 1);
}

/* One search in one way, held against what the predicate says. */
static void
check(const struct fixture *f, const xs_query *q, bool (*matches)(uint32_t),
      uint32_t limit, enum xs_sort sort, bool watched)
{
    struct error err;
    uint64_t counts[CODES] = {0}, halves[2] = {0};
    uint64_t want[CODES] = {0}, want_halves[2] = {0}, total = 0;
    const struct xs_counter counters[] = {{f->codes, counts, CODES},
                                          {f->twos, halves, 2}};
    struct xs_search_params p = xs_unit_defaults;
    struct xs_result *r;

    p.limit = limit;
    p.sort = sort;
    p.keys = f->keys;
    p.counters = counters;
    p.n_counters = 2;
    p.deadline = watched ? clock_now() + 60000 * CLOCK_NS_PER_MS : 0;
    for (uint32_t d = 1; d <= DOCUMENTS; d++) {
        if (!matches(d))
            continue;
        total++;
        want[f->codes[d]]++;
        want_halves[f->twos[d]]++;
    }
    assert_ok(xs_search(f->base.db, q, &p, &r, &err));
    assert_int_equal(r->total, total);
    assert_memory_equal(counts, want, sizeof(want));
    assert_memory_equal(halves, want_halves, sizeof(want_halves));
    assert_int_equal(r->n, total < limit ? total : limit);
    for (size_t i = 0; i < r->n; i++)
        assert_true(matches(r->hits[i].docid));
    xs_unit_check_order(&p, r);
    xs_result_free(r);
}

static void
check_all_ways(const struct fixture *f, xs_query *q, bool (*matches)(uint32_t))
{
    const uint32_t limits[] = {0, 1, 10, DOCUMENTS + 5};

    for (size_t i = 0; i < sizeof(limits) / sizeof(limits[0]); i++)
        for (int way = 0; way < 4; way++)
            check(f, q, matches, limits[i],
                  way % 2 ? XS_BY_KEY : XS_BY_RELEVANCE, way >= 2);
    xs_query_free(q);
}

static void
totals_and_counts_are_those_of_brute_force(void **state)
{
    const struct fixture *f = *state;

    check_all_ways(f, xs_unit_term(1), one);
    check_all_ways(f, xs_unit_pair(XS_OR, xs_unit_term(1), xs_unit_term(2)),
                   one_or_two);
    check_all_ways(f, xs_unit_pair(XS_AND, xs_unit_term(1), xs_unit_term(2)),
                   one_and_two);
    check_all_ways(f, xs_unit_pair(XS_NOT, xs_unit_term(1), xs_unit_term(2)),
                   one_not_two);
    check_all_ways(f, xs_unit_pair(XS_FILTER, xs_unit_term(1), xs_unit_term(2)),
                   one_and_two);
    check_all_ways(f, xs_unit_all(), all);
    check_all_ways(f, xs_unit_nothing(), none);
    check_all_ways(f, xs_unit_pair(XS_NOT, xs_unit_all(), xs_unit_term(1)),
                   not_one);
    check_all_ways(f, xs_unit_pair(XS_OR, xs_unit_all(), xs_unit_term(1)), all);
}

static void
phrases_compare_positions_also_over_alternatives(void **state)
{
    const struct fixture *f = *state;

    check_all_ways(f, xs_unit_pair(XS_PHRASE, xs_unit_term(3), xs_unit_term(4)),
                   phrase_3_4);
    check_all_ways(f, xs_unit_pair(XS_NEAR, xs_unit_term(3), xs_unit_term(4)),
                   near_3_4);
    xs_query *either = xs_unit_pair(XS_OR, xs_unit_term(1), xs_unit_term(2));
    check_all_ways(f, xs_unit_pair(XS_PHRASE, either, xs_unit_term(5)),
                   phrase_over_or);
}

static void
the_best_hits_are_the_head_of_the_whole_ranking(void **state)
{
    const struct fixture *f = *state;
    struct error err;
    struct xs_search_params p = xs_unit_defaults;
    struct xs_result *whole, *head;
    xs_query *q = xs_unit_pair(XS_OR, xs_unit_term(1), xs_unit_term(2));

    p.keys = f->keys;
    p.limit = DOCUMENTS;
    assert_ok(xs_search(f->base.db, q, &p, &whole, &err));
    p.limit = 25;
    assert_ok(xs_search(f->base.db, q, &p, &head, &err));
    assert_int_equal(head->n, 25);
    for (size_t i = 0; i < head->n; i++) {
        assert_int_equal(head->hits[i].docid, whole->hits[i].docid);
        assert_true(head->hits[i].weight == whole->hits[i].weight);
    }
    xs_result_free(whole);
    xs_result_free(head);
    xs_query_free(q);
}

static void
weights_are_those_of_bm25(void **state)
{
    const struct fixture *f = *state;
    struct error err;
    struct xs_search_params p = xs_unit_defaults;
    struct xs_result *r;
    xs_query *q = xs_unit_term(1);
    double df = 0;

    for (uint32_t d = 1; d <= DOCUMENTS; d++)
        df += xs_unit_has(d, 1);
    p.keys = f->keys;
    p.limit = 5;
    assert_ok(xs_search(f->base.db, q, &p, &r, &err));
    for (size_t i = 0; i < r->n; i++) {
        double wdf = 0;
        for (unsigned k = 1; k <= XS_UNIT_WORDS; k++)
            wdf += xs_unit_word(r->hits[i].docid, k) == 1;
        /* All documents are of one length, so b is without effect. */
        double odds = (DOCUMENTS - df + 0.5) / (df + 0.5);
        if (odds < 2) /* how Xapian keeps common words above zero */
            odds = odds / 2 + 1;
        double idf = log(odds);
        assert_true(fabs(r->hits[i].weight -
                         idf * wdf * (p.k1 + 1) / (wdf + p.k1)) < 1e-9);
    }
    xs_result_free(r);
    /* Half the weight, and none. */
    xs_query *half;
    assert_ok(xs_query_scale(&half, q, 0, &err));
    assert_ok(xs_search(f->base.db, half, &p, &r, &err));
    assert_int_equal(r->n, 5);
    assert_true(r->hits[0].weight == 0);
    xs_result_free(r);
    xs_query_free(half);
}

static void
a_search_ends_at_its_deadline(void **state)
{
    const struct fixture *f = *state;
    struct error err;
    struct xs_search_params p = xs_unit_defaults;
    struct xs_result *r = NULL;
    xs_query *q = xs_unit_term(1);

    p.limit = 10;
    p.deadline = 1;
    assert_int_equal(xs_search(f->base.db, q, &p, &r, &err), STATUS_TIMEOUT);
    assert_null(r);
    assert_string_equal(err.message, "the search took too long");
    /* One that passes while the match runs: 16 pairs of words near each
     * other take many times 0.1 ms over all the documents. */
    xs_query *subs[16];
    for (size_t i = 0; i < 16; i++)
        subs[i] = xs_unit_pair(XS_OR, xs_unit_term(1), xs_unit_term(2));
    xs_query *slow;
    assert_ok(xs_query_combine(&slow, XS_NEAR, subs, 16, 20, &err));
    p.deadline = clock_now() + CLOCK_NS_PER_MS / 10;
    assert_int_equal(xs_search(f->base.db, slow, &p, &r, &err), STATUS_TIMEOUT);
    /* The handle is as good as before. */
    p.deadline = 0;
    assert_ok(xs_search(f->base.db, q, &p, &r, &err));
    xs_result_free(r);
    xs_query_free(slow);
    xs_query_free(q);
}

static void
a_search_ends_when_it_is_cancelled(void **state)
{
    const struct fixture *f = *state;
    struct error err;
    struct xs_search_params p = xs_unit_defaults;
    struct xs_result *r = NULL;
    xs_query *q = xs_unit_term(1);
    xs_flag cancel = false;

    p.limit = 10;
    p.cancel = &cancel;
    assert_ok(xs_search(f->base.db, q, &p, &r, &err));
    xs_result_free(r);
    r = NULL;
    atomic_store(&cancel, true);
    assert_int_equal(xs_search(f->base.db, q, &p, &r, &err), STATUS_CANCELLED);
    assert_null(r);
    xs_query_free(q);
}

static void
wrong_parameters_are_refused(void **state)
{
    const struct fixture *f = *state;
    struct error err;
    struct xs_search_params p = xs_unit_defaults;
    struct xs_result *r = NULL;
    xs_query *q = xs_unit_term(1);
    uint64_t few[1] = {0};
    const struct xs_counter counter = {f->codes, few, 1};

    p.limit = 10;
    p.sort = XS_BY_KEY;
    assert_int_equal(xs_search(f->base.db, q, &p, &r, &err), STATUS_INVALID);
    p.sort = XS_BY_RELEVANCE;
    p.counters = &counter;
    p.n_counters = 1;
    assert_int_equal(xs_search(f->base.db, q, &p, &r, &err), STATUS_INTERNAL);
    assert_null(r);
    xs_result_free(NULL);
    xs_query_free(q);
}

struct thread {
    const char *path;
    unsigned word;
    uint64_t total; /* of all its searches */
};

static void *
search_repeatedly(void *arg)
{
    struct thread *t = arg;
    struct error err;
    xs_db *db;

    if (xs_db_open(&db, t->path, &err) != STATUS_OK)
        return NULL;
    for (int i = 0; i < 20; i++) {
        struct xs_search_params p = xs_unit_defaults;
        struct xs_result *r;
        xs_query *a, *b = NULL, *q = NULL;
        char term[3] = {'a', (char)('0' + t->word), 0};
        if (xs_query_all(&a, &err) != STATUS_OK ||
            xs_query_term(&b, term, 2, &err) != STATUS_OK)
            break;
        xs_query *subs[] = {a, b};
        p.limit = 10;
        p.deadline = clock_now() + 60000 * CLOCK_NS_PER_MS;
        if (xs_query_combine(&q, XS_AND, subs, 2, 0, &err) == STATUS_OK &&
            xs_search(db, q, &p, &r, &err) == STATUS_OK) {
            t->total += r->total;
            xs_result_free(r);
        }
        xs_query_free(q);
    }
    xs_db_close(db);
    return NULL;
}

static void
threads_with_a_handle_each_do_not_disturb_each_other(void **state)
{
    const struct fixture *f = *state;
    pthread_t ids[4];
    struct thread threads[4];

    for (unsigned i = 0; i < 4; i++) {
        threads[i] = (struct thread){f->base.path, i, 0};
        assert_int_equal(
            pthread_create(&ids[i], NULL, search_repeatedly, &threads[i]), 0);
    }
    for (unsigned i = 0; i < 4; i++) {
        uint64_t want = 0;
        assert_int_equal(pthread_join(ids[i], NULL), 0);
        for (uint32_t d = 1; d <= DOCUMENTS; d++)
            want += xs_unit_has(d, i);
        assert_int_equal(threads[i].total, 20 * want);
    }
}

static void
an_empty_database_has_no_hits(void **state)
{
    const struct fixture *f = *state;
    struct error err;
    struct xs_search_params p = xs_unit_defaults;
    struct xs_result *r;
    struct xs_stats s;
    char *path = xs_unit_build(f->base.dir, "empty", 1, 0);
    xs_query *q = xs_unit_all();
    xs_db *db;

    p.limit = 10;
    p.deadline = clock_now() + 60000 * CLOCK_NS_PER_MS;
    assert_ok(xs_db_open(&db, path, &err));
    assert_ok(xs_db_stats(db, &s, &err));
    assert_int_equal(s.documents, 0);
    assert_ok(xs_search(db, q, &p, &r, &err));
    assert_int_equal(r->total, 0);
    xs_result_free(r);
    xs_query_free(q);
    xs_db_close(db);
    free(path);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(totals_and_counts_are_those_of_brute_force),
        cmocka_unit_test(phrases_compare_positions_also_over_alternatives),
        cmocka_unit_test(the_best_hits_are_the_head_of_the_whole_ranking),
        cmocka_unit_test(weights_are_those_of_bm25),
        cmocka_unit_test(a_search_ends_at_its_deadline),
        cmocka_unit_test(a_search_ends_when_it_is_cancelled),
        cmocka_unit_test(wrong_parameters_are_refused),
        cmocka_unit_test(threads_with_a_handle_each_do_not_disturb_each_other),
        cmocka_unit_test(an_empty_database_has_no_hits),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
