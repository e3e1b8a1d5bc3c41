/* xs_query_recounted against its formula, document by document. */
#include "unit.h"

#include <math.h>
#include <stdbool.h>

#include "common/xalloc.h"
#include "shim/xs.h"

#define DOCUMENTS 1000u

/* Document d has "t" so often, and so many other words. */
#define WDF(d) ((d) % 4)
#define OTHERS(d) (1 + (d) % 7)

/* Of "t" so many count otherwise, in every third document. */
#define COUNT(d) ((d) % 3 == 0 ? 1 + (d) % 2 : 0)

struct fixture {
    char *dir, *path;
    xs_db *db;
    uint32_t docids[DOCUMENTS], counts[DOCUMENTS];
    size_t n;
    double average, df;
};

static int
set_up(void **state)
{
    struct fixture *f = xcalloc(1, sizeof(*f));
    struct error err;
    xs_writer *w;
    uint64_t length = 0;

    f->dir = unit_mkdir();
    f->path = xasprintf("%s/db", f->dir);
    assert_ok(xs_writer_open(&w, f->path, &err));
    for (uint32_t d = 1; d <= DOCUMENTS; d++) {
        uint32_t docid;
        if (WDF(d) > 0)
            assert_ok(xs_writer_term(w, "t", 1, WDF(d), &err));
        assert_ok(xs_writer_term(w, "other", 5, OTHERS(d), &err));
        assert_ok(xs_writer_add(w, &docid, &err));
        assert_int_equal(docid, d);
        length += WDF(d) + OTHERS(d);
        f->df += WDF(d) > 0;
        if (COUNT(d) > 0) {
            f->docids[f->n] = d;
            f->counts[f->n++] = COUNT(d);
        }
    }
    assert_ok(xs_writer_commit(w, &err));
    xs_writer_close(w);
    f->average = (double)length / DOCUMENTS;
    assert_ok(xs_db_open(&f->db, f->path, &err));
    *state = f;
    return 0;
}

static int
tear_down(void **state)
{
    struct fixture *f = *state;

    xs_db_close(f->db);
    unit_rmdir(f->dir);
    free(f->path);
    free(f);
    return 0;
}

static const struct xs_search_params params = {
    .limit = DOCUMENTS, .k1 = 1.2, .k3 = 8, .b = 0.6};

static struct xs_recount
recount_of(const struct fixture *f, double factor)
{
    return (struct xs_recount){
        .term = "t",
        .len = 1,
        .docids = f->docids,
        .counts = f->counts,
        .n = f->n,
        .factor = factor,
        .k1 = params.k1,
        .b = params.b,
    };
}

/* What document d has of "t" where some of it counts otherwise. */
static double
tf_of(uint32_t d, double factor)
{
    double other = COUNT(d);

    return WDF(d) == 0 ? 0 : WDF(d) - other + factor * other;
}

static double
weight_of(const struct fixture *f, uint32_t d, double factor)
{
    double odds = (DOCUMENTS - f->df + .5) / (f->df + .5);
    double idf = log(odds < 2 ? odds / 2 + 1 : odds);
    double length = (WDF(d) + OTHERS(d)) / f->average, tf = tf_of(d, factor);

    return idf * 2.2 * tf / (tf + 1.2 * (.4 + .6 * length));
}

static xs_query *
recounted(const struct xs_recount *recount)
{
    struct error err;
    xs_query *q;

    assert_ok(xs_query_recounted(&q, recount, &err));
    return q;
}

static xs_query *
term(const char *text)
{
    struct error err;
    xs_query *q;

    assert_ok(xs_query_term(&q, text, strlen(text), &err));
    return q;
}

/* Every document that is left of it, and no other, each by the formula. */
static void
check(struct fixture *f, const struct xs_recount *recount, double factor)
{
    struct error err;
    struct xs_result *r;
    xs_query *q = recounted(recount);
    double got[DOCUMENTS + 1] = {0};
    uint32_t wanted = 0;

    assert_ok(xs_search(f->db, q, &params, &r, &err));
    for (size_t i = 0; i < r->n; i++)
        got[r->hits[i].docid] = r->hits[i].weight;
    for (uint32_t d = 1; d <= DOCUMENTS; d++) {
        double want = tf_of(d, factor) > 0 ? weight_of(f, d, factor) : 0;
        wanted += want > 0;
        if (fabs(got[d] - want) > 1e-9)
            fail_msg("document %u by %g: %.12g, expected %.12g", d, factor,
                     got[d], want);
    }
    assert_int_equal(r->total, wanted);
    xs_result_free(r);
    xs_query_free(q);
}

static void
occurrences_count_what_they_are_said_to(void **state)
{
    struct fixture *f = *state;
    static const double factors[] = {0, 0.25, 1, 2, 10};

    for (size_t i = 0; i < sizeof(factors) / sizeof(factors[0]); i++) {
        struct xs_recount recount = recount_of(f, factors[i]);
        check(f, &recount, factors[i]);
    }
}

static void
with_nothing_to_count_otherwise_it_is_the_term(void **state)
{
    struct fixture *f = *state;
    struct error err;
    struct xs_recount none = recount_of(f, 0);
    struct xs_result *a, *b;
    xs_query *q, *t = term("t");

    none.n = 0;
    none.docids = none.counts = NULL;
    q = recounted(&none);
    assert_ok(xs_search(f->db, q, &params, &a, &err));
    assert_ok(xs_search(f->db, t, &params, &b, &err));
    assert_int_equal(a->total, b->total);
    assert_int_equal(a->n, b->n);
    for (size_t i = 0; i < a->n; i++) {
        assert_true(fabs(a->hits[i].weight - b->hits[i].weight) < 1e-9);
    }
    xs_result_free(a);
    xs_result_free(b);
    xs_query_free(q);
    xs_query_free(t);
}

/* Below the other operators: matched by what is left, and its weight scales
 * and adds. */
static void
it_stands_where_a_term_does(void **state)
{
    struct fixture *f = *state;
    static const enum xs_op ops[] = {XS_AND, XS_OR, XS_NOT, XS_AND_MAYBE,
                                     XS_FILTER};
    struct xs_recount recount = recount_of(f, 0);
    struct error err;

    for (size_t i = 0; i < sizeof(ops) / sizeof(ops[0]); i++) {
        xs_query *mine, *q;
        assert_ok(xs_query_scale(&mine, recounted(&recount), 3, &err));
        xs_query *unscored;
        assert_ok(xs_query_scale(&unscored, term("other"), 0, &err));
        xs_query *subs[] = {unscored, mine};
        struct xs_result *r;
        uint32_t wanted = 0;
        assert_ok(xs_query_combine(&q, ops[i], subs, 2, 0, &err));
        assert_ok(xs_search(f->db, q, &params, &r, &err));
        for (uint32_t d = 1; d <= DOCUMENTS; d++) {
            bool has = tf_of(d, 0) > 0;
            wanted += ops[i] == XS_NOT                          ? !has
                      : ops[i] == XS_AND || ops[i] == XS_FILTER ? has
                                                                : true;
        }
        assert_int_equal(r->total, wanted);
        for (size_t h = 0; h < r->n; h++) {
            uint32_t d = r->hits[h].docid;
            bool scores = ops[i] != XS_NOT && ops[i] != XS_FILTER;
            double want =
                scores && tf_of(d, 0) > 0 ? 3 * weight_of(f, d, 0) : 0;
            assert_true(fabs(r->hits[h].weight - want) < 1e-9);
        }
        xs_result_free(r);
        xs_query_free(q);
    }
}

static void
a_term_that_is_nowhere_matches_nothing(void **state)
{
    struct fixture *f = *state;
    struct xs_recount recount = recount_of(f, 0);
    struct error err;
    struct xs_result *r;

    recount.term = "nowhere";
    recount.len = strlen(recount.term);
    xs_query *q = recounted(&recount);
    assert_ok(xs_search(f->db, q, &params, &r, &err));
    assert_int_equal(r->total, 0);
    xs_result_free(r);
    xs_query_free(q);
}

static void
it_keeps_its_deadline_and_refuses_what_is_no_factor(void **state)
{
    struct fixture *f = *state;
    struct xs_recount late = recount_of(f, 0), wrong = recount_of(f, -1);
    struct error err;
    struct xs_result *r = NULL;
    xs_query *none = NULL;

    late.deadline = 1;
    xs_query *q = recounted(&late);
    assert_int_equal(xs_search(f->db, q, &params, &r, &err), STATUS_TIMEOUT);
    xs_query_free(q);
    assert_int_equal(xs_query_recounted(&none, &wrong, &err), STATUS_INVALID);
    wrong.factor = NAN;
    assert_int_equal(xs_query_recounted(&none, &wrong, &err), STATUS_INVALID);
    wrong = recount_of(f, 0);
    wrong.len = 0;
    assert_int_equal(xs_query_recounted(&none, &wrong, &err), STATUS_INVALID);
    assert_null(none);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(occurrences_count_what_they_are_said_to),
        cmocka_unit_test(with_nothing_to_count_otherwise_it_is_the_term),
        cmocka_unit_test(it_stands_where_a_term_does),
        cmocka_unit_test(a_term_that_is_nowhere_matches_nothing),
        cmocka_unit_test(it_keeps_its_deadline_and_refuses_what_is_no_factor),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
