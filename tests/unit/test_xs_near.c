/* xs_query_near, _ranges and _watched against brute force. */
#include "xs_unit.h"

#include "common/clock.h"

#define DOCUMENTS 3000

struct fixture {
    struct xs_unit_db base;
};

static int
set_up(void **state)
{
    struct fixture *f = xcalloc(1, sizeof(*f));

    xs_unit_open(&f->base, DOCUMENTS);
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

/* Words of a set of digits each, and how far they may be apart. */
struct nearness {
    const char *words[4]; /* "12": 1 or 2 */
    size_t n;
    unsigned span;
};

/* Tries every place for word w and those after it. */
static bool
near_by_force(const struct nearness *t, uint32_t d, size_t w, unsigned *used)
{
    if (w == t->n) {
        unsigned low = used[0], high = used[0];
        for (size_t i = 1; i < t->n; i++) {
            low = used[i] < low ? used[i] : low;
            high = used[i] > high ? used[i] : high;
        }
        return high - low <= t->span;
    }
    for (unsigned p = 1; p <= XS_UNIT_WORDS; p++) {
        bool taken =
            strchr(t->words[w], (char)('0' + xs_unit_word(d, p))) == NULL;
        for (size_t i = 0; i < w; i++)
            taken = taken || used[i] == p;
        used[w] = p;
        if (!taken && near_by_force(t, d, w + 1, used))
            return true;
    }
    return false;
}

/* No position has two words here: so words are apart that are the same or have
 * no digit in common. */
static bool
are_apart(const struct nearness *t)
{
    for (size_t i = 0; i < t->n; i++)
        for (size_t j = 0; j < i; j++)
            if (strcmp(t->words[i], t->words[j]) != 0 &&
                strpbrk(t->words[i], t->words[j]) != NULL)
                return false;
    return true;
}

static xs_query *
query_near(const struct nearness *t, bool apart, uint64_t deadline)
{
    static const char *const digits[] = {"a0", "a1", "a2", "a3", "a4",
                                         "a5", "a6", "a7", "a8", "a9"};
    struct xs_near_word words[4];
    const char *terms[4][10];
    struct error err;
    xs_query *q;

    for (size_t w = 0; w < t->n; w++) {
        words[w] = (struct xs_near_word){terms[w], strlen(t->words[w])};
        for (size_t i = 0; i < words[w].n; i++)
            terms[w][i] = digits[t->words[w][i] - '0'];
    }
    const struct xs_near near = {words, t->n, t->span, apart, deadline, NULL};
    assert_ok(xs_query_near(&q, &near, &err));
    return q;
}

/* Alone, below another word, and beside it. Whether some match, not all. */
static bool
is_as_by_force(const struct fixture *f, const struct nearness *t, bool apart)
{
    struct xs_search_params p = xs_unit_defaults;
    struct xs_result *r;
    struct error err;
    uint64_t want = 0, with_word = 0, six = 0;

    for (uint32_t d = 1; d <= DOCUMENTS; d++) {
        unsigned used[4];
        bool matches = near_by_force(t, d, 0, used);
        want += matches;
        with_word += matches && xs_unit_has(d, 6);
        six += xs_unit_has(d, 6);
    }
    xs_query *q = query_near(t, apart, 0);
    assert_ok(xs_search(f->base.db, q, &p, &r, &err));
    assert_int_equal(r->total, want);
    xs_result_free(r);
    xs_query_free(q);
    q = xs_unit_pair(XS_AND, query_near(t, apart, 0), xs_unit_term(6));
    assert_ok(xs_search(f->base.db, q, &p, &r, &err));
    assert_int_equal(r->total, with_word);
    xs_result_free(r);
    xs_query_free(q);
    p.deadline = clock_now() + 60000 * CLOCK_NS_PER_MS;
    q = xs_unit_pair(
        XS_OR, query_near(t, apart, p.deadline),
        xs_unit_pair(XS_NOT, xs_unit_term(6), query_near(t, apart, 0)));
    assert_ok(xs_search(f->base.db, q, &p, &r, &err));
    assert_int_equal(r->total, want + six - with_word);
    xs_result_free(r);
    xs_query_free(q);
    return want > 0 && want < DOCUMENTS;
}

static void
nearness_is_that_of_brute_force(void **state)
{
    static const struct nearness table[] = {
        {{"1", "2"}, 2, 1},
        {{"1", "2"}, 2, 5},
        {{"1", "1"}, 2, 3},
        {{"12", "1"}, 2, 2},
        {{"1", "12"}, 2, 2},
        {{"12", "23", "31"}, 3, 2},
        {{"1", "12", "123"}, 3, 2},
        {{"123", "12", "1"}, 3, 3},
        {{"4", "4", "45"}, 3, 4},
        {{"1", "12", "12", "3"}, 4, 4},
        {{"12", "12", "12", "12"}, 4, 6},
        {{"1", ""}, 2, 3},
        {{"7"}, 1, 0},
    };
    const struct fixture *f = *state;
    size_t some = 0;

    for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
        some += is_as_by_force(f, &table[i], false);
    assert_int_equal(some, sizeof(table) / sizeof(table[0]) - 1);
}

/* Those that XS_NEAR is asked for. */
static void
nearness_of_words_apart_is_that_of_brute_force(void **state)
{
    static const char *const digits[] = {"1",  "2",  "3",  "4",   "12",
                                         "34", "56", "78", "789", "0"};
    const struct fixture *f = *state;
    uint32_t random = 1;
    size_t tried = 0, some = 0;

    for (size_t i = 0; tried < 150; i++) {
        struct nearness t = {.n = 2 + i % 3, .span = (unsigned)(i / 3 % 8)};
        for (size_t w = 0; w < t.n; w++) {
            random = random * 1664525u + 1013904223u;
            bool again = w > 0 && random >> 31 != 0;
            t.words[w] = again ? t.words[w - 1] : digits[(random >> 16) % 10];
        }
        if (!are_apart(&t))
            continue;
        tried++;
        some += is_as_by_force(f, &t, true);
        (void)is_as_by_force(f, &t, false);
    }
    assert_true(some > 75);
}

static void
positions_are_compared_with_an_eye_on_the_clock(void **state)
{
    const struct nearness far = {{"1", "12", "12", "12"}, 4, 3};
    const struct fixture *f = *state;
    struct xs_search_params p = xs_unit_defaults;
    struct xs_result *r = NULL;
    struct error err;
    const struct nearness apart = {{"1", "1", "2", "3"}, 4, 3};
    xs_query *q[2] = {query_near(&far, false, 1), query_near(&apart, true, 1)};

    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(xs_search(f->base.db, q[i], &p, &r, &err),
                         STATUS_TIMEOUT);
        assert_null(r);
        xs_query_free(q[i]);
    }
}

/* Documents that have 1 but neither 2 nor 3, below a clock, which ends what
 * has no match for anybody to see. */
static void
lists_are_walked_with_an_eye_on_the_clock(void **state)
{
    const struct fixture *f = *state;
    struct xs_search_params p = xs_unit_defaults;
    struct xs_result *r = NULL;
    struct error err;
    const xs_flag still = false;
    const struct {
        uint64_t deadline;
        const xs_flag *cancel;
    } calm[] = {{0, NULL}, {0, &still}, {UINT64_MAX, NULL}};

    for (size_t i = 0; i < sizeof(calm) / sizeof(calm[0]); i++) {
        xs_query *q,
            *both = xs_unit_pair(XS_OR, xs_unit_term(2), xs_unit_term(3));
        uint64_t want = 0;
        assert_ok(xs_query_watched(&q, xs_unit_term(1), calm[i].deadline,
                                   calm[i].cancel, &err));
        assert_ok(xs_query_watched(&both, both, calm[i].deadline,
                                   calm[i].cancel, &err));
        q = xs_unit_pair(XS_NOT, q, both);
        for (uint32_t d = 1; d <= DOCUMENTS; d++)
            want +=
                xs_unit_has(d, 1) && !xs_unit_has(d, 2) && !xs_unit_has(d, 3);
        p.limit = 10;
        assert_ok(xs_search(f->base.db, q, &p, &r, &err));
        assert_int_equal(r->total, want);
        assert_true(r->hits[0].weight == 0);
        xs_result_free(r);
        r = NULL;
        xs_query_free(q);
    }
    xs_query *q;
    assert_ok(xs_query_watched(&q, xs_unit_term(1), 1, NULL, &err));
    q = xs_unit_pair(XS_NOT, q, xs_unit_term(1));
    assert_int_equal(xs_search(f->base.db, q, &p, &r, &err), STATUS_TIMEOUT);
    assert_null(r);
    xs_query_free(q);
}

static void
ranges_of_values_are_those_of_brute_force(void **state)
{
    static const struct xs_range ranges[] = {{3, 5}, {10, 10}, {90, 200}};
    const struct fixture *f = *state;
    struct xs_search_params p = xs_unit_defaults;
    struct xs_result *r = NULL;
    struct error err;
    uint32_t values[DOCUMENTS + 1];
    uint64_t want = 0, with_one = 0, or_one = 0;
    xs_query *q[3];

    for (uint32_t d = 1; d <= DOCUMENTS; d++) {
        values[d] = d * 37 % 101;
        bool in = (values[d] >= 3 && values[d] <= 5) || values[d] == 10 ||
                  values[d] >= 90;
        want += in;
        with_one += in && xs_unit_has(d, 1);
        or_one += in || xs_unit_has(d, 1);
    }
    for (size_t i = 0; i < 3; i++)
        assert_ok(xs_query_ranges(&q[i], values, ranges, 3, 0, NULL, &err));
    q[1] = xs_unit_pair(XS_AND, xs_unit_term(1), q[1]);
    q[2] = xs_unit_pair(XS_OR, xs_unit_term(1), q[2]);
    const uint64_t totals[] = {want, with_one, or_one};
    for (size_t i = 0; i < 3; i++) {
        assert_ok(xs_search(f->base.db, q[i], &p, &r, &err));
        assert_int_equal(r->total, totals[i]);
        xs_result_free(r);
        xs_query_free(q[i]);
    }
    assert_int_equal(xs_query_ranges(q, values, ranges, 0, 0, NULL, &err),
                     STATUS_INVALID);
    r = NULL;
    assert_ok(xs_query_ranges(q, values, &ranges[1], 1, 1, NULL, &err));
    assert_ok(xs_query_watched(q, q[0], 1, NULL, &err));
    assert_int_equal(xs_search(f->base.db, q[0], &p, &r, &err), STATUS_TIMEOUT);
    xs_query_free(q[0]);
}

static void
sets_of_docids_match_what_is_in_them(void **state)
{
    const struct fixture *f = *state;
    uint32_t docids[DOCUMENTS];
    uint64_t wanted = 0, all = 0;
    size_t n = 0;

    for (uint32_t d = 1; d <= DOCUMENTS; d++) {
        if (d % 7 != 3)
            continue;
        docids[n++] = d;
        all++;
        wanted += xs_unit_has(d, 4);
    }
    for (int with = 0; with <= 2; with++) {
        struct xs_search_params params = {.limit = 5, .k1 = 1, .b = 0.5};
        struct xs_result *result;
        struct error err;
        xs_query *subs[2], *q;
        assert_ok(xs_query_docids(&subs[0], docids, n, 0, NULL, &err));
        assert_ok(xs_query_term(&subs[1], "a4", 2, &err));
        if (with == 0) {
            xs_query_free(subs[1]);
            q = subs[0];
        } else {
            assert_ok(xs_query_combine(&q, with == 1 ? XS_AND : XS_OR, subs, 2,
                                       0, &err));
        }
        assert_ok(xs_search(f->base.db, q, &params, &result, &err));
        if (with < 2)
            assert_int_equal(result->total, with == 0 ? all : wanted);
        else
            assert_true(result->total > all);
        if (with == 0)
            assert_true(result->hits[0].weight == 0);
        xs_result_free(result);
        xs_query_free(q);
    }
}

static void
a_set_of_docids_keeps_to_the_deadline(void **state)
{
    const struct fixture *f = *state;
    uint32_t docids[DOCUMENTS];
    struct xs_search_params params = {.limit = 5, .k1 = 1, .b = 0.5};
    struct xs_result *result;
    struct error err;
    xs_flag cancel = true;
    xs_query *q;

    for (uint32_t d = 0; d < DOCUMENTS; d++)
        docids[d] = d + 1;
    params.cancel = &cancel;
    assert_ok(xs_query_docids(&q, docids, DOCUMENTS, 0, &cancel, &err));
    assert_int_equal(xs_search(f->base.db, q, &params, &result, &err),
                     STATUS_CANCELLED);
    xs_query_free(q);
    assert_ok(xs_query_docids(&q, NULL, 0, 0, NULL, &err));
    params.cancel = NULL;
    assert_ok(xs_search(f->base.db, q, &params, &result, &err));
    assert_int_equal(result->total, 0);
    xs_result_free(result);
    xs_query_free(q);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sets_of_docids_match_what_is_in_them),
        cmocka_unit_test(a_set_of_docids_keeps_to_the_deadline),
        cmocka_unit_test(nearness_is_that_of_brute_force),
        cmocka_unit_test(nearness_of_words_apart_is_that_of_brute_force),
        cmocka_unit_test(positions_are_compared_with_an_eye_on_the_clock),
        cmocka_unit_test(ranges_of_values_are_those_of_brute_force),
        cmocka_unit_test(lists_are_walked_with_an_eye_on_the_clock),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
