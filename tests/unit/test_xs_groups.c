/* xs_search by groups against the whole ranking. */
#include "xs_unit.h"

#define DOCUMENTS 3000

#define CODES 7

struct fixture {
    struct xs_unit_db base;
    uint32_t codes[DOCUMENTS + 1];
    uint32_t keys[DOCUMENTS + 1];
};

static int
set_up(void **state)
{
    struct fixture *f = xcalloc(1, sizeof(*f));

    xs_unit_open(&f->base, DOCUMENTS);
    for (uint32_t d = 1; d <= DOCUMENTS; d++) {
        f->codes[d] = d * 31 % CODES;
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

/* The groups of a whole ranking, by the plain way. */
static void
check_groups(const struct fixture *f, const xs_query *q, enum xs_sort sort,
             uint32_t limit)
{
    struct error err;
    struct xs_search_params p = xs_unit_defaults;
    struct xs_result *whole, *r;
    uint32_t best[CODES] = {0}, count[CODES] = {0}, seen = 0;
    double weights[CODES] = {0};

    p.keys = f->keys;
    p.sort = sort;
    p.limit = DOCUMENTS;
    assert_ok(xs_search(f->base.db, q, &p, &whole, &err));
    assert_int_equal(whole->groups, 0);
    for (size_t i = 0; i < whole->n; i++) {
        uint32_t d = whole->hits[i].docid, g = f->codes[d];
        double w = whole->hits[i].weight;
        assert_int_equal(whole->hits[i].more, 0);
        seen += count[g]++ == 0;
        if (best[g] == 0 || w > weights[g] ||
            (w == weights[g] && f->keys[d] < f->keys[best[g]])) {
            best[g] = d;
            weights[g] = w;
        }
    }
    p.limit = limit;
    p.groups = f->codes;
    p.n_groups = CODES;
    assert_ok(xs_search(f->base.db, q, &p, &r, &err));
    assert_int_equal(r->total, whole->total);
    assert_int_equal(r->groups, seen);
    assert_int_equal(r->n, limit < seen ? limit : seen);
    for (size_t i = 0; i < r->n; i++) {
        uint32_t g = f->codes[r->hits[i].docid];
        assert_int_equal(r->hits[i].docid, best[g]);
        assert_int_equal(r->hits[i].more, count[g] - 1);
        if (limit > 0)
            assert_true(r->hits[i].weight == weights[g]);
    }
    xs_unit_check_order(&p, r);
    xs_result_free(whole);
    xs_result_free(r);
}

static void
groups_show_their_best_and_count_the_rest(void **state)
{
    const struct fixture *f = *state;
    const uint32_t limits[] = {0, 1, 3, CODES, DOCUMENTS};
    xs_query *queries[] = {
        xs_unit_pair(XS_OR, xs_unit_term(1), xs_unit_term(2)),
        xs_unit_pair(XS_AND, xs_unit_term(1), xs_unit_term(2)),
        xs_unit_pair(XS_PHRASE, xs_unit_term(3), xs_unit_term(3)),
        xs_unit_all(),
        xs_unit_nothing(),
    };

    for (size_t q = 0; q < sizeof(queries) / sizeof(queries[0]); q++) {
        for (size_t i = 0; i < sizeof(limits) / sizeof(limits[0]); i++) {
            check_groups(f, queries[q], XS_BY_RELEVANCE, limits[i]);
            check_groups(f, queries[q], XS_BY_KEY, limits[i]);
        }
        xs_query_free(queries[q]);
    }
}

static void
a_code_out_of_range_is_refused(void **state)
{
    const struct fixture *f = *state;
    struct error err;
    struct xs_search_params p = xs_unit_defaults;
    struct xs_result *r = NULL;
    xs_query *q = xs_unit_all();

    p.limit = 10;
    p.groups = f->codes;
    p.n_groups = CODES - 1;
    assert_int_equal(xs_search(f->base.db, q, &p, &r, &err), STATUS_INTERNAL);
    assert_null(r);
    xs_query_free(q);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(groups_show_their_best_and_count_the_rest),
        cmocka_unit_test(a_code_out_of_range_is_refused),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
