/* lib/engine: the options of a search. */
#include "unit.h"

#include "engine/request.h"
#include "engine/suggest.h"
#include "proto/limits.h"

static void
options_are_set_from_their_text(void **state)
{
    (void)state;
    struct search_request r;
    struct error err;

    search_request_init(&r);
    assert_int_equal(r.limit, SEARCH_LIMIT_DEFAULT);
    assert_int_equal(r.facets, 1u << STORE_YEAR);
    assert_ok(search_request_set(&r, "limit", "25", &err));
    assert_ok(search_request_set(&r, "from", "50", &err));
    assert_ok(search_request_set(&r, "match", "any", &err));
    assert_ok(search_request_set(&r, "sort", "newest", &err));
    assert_ok(search_request_set(&r, "year", "2014..2016", &err));
    assert_ok(search_request_set(&r, "kind", "Resolution", &err));
    assert_ok(search_request_set(&r, "plan", "2014-15", &err));
    assert_ok(search_request_set(&r, "facets", "year,kind", &err));
    assert_ok(search_request_set(&r, "snippets", "0", &err));
    assert_int_equal(r.limit, 25);
    assert_int_equal(r.from, 50);
    assert_int_equal(r.match, SEARCH_ANY);
    assert_int_equal(r.sort, SEARCH_BY_NEWEST);
    assert_int_equal(r.year_from, 2014);
    assert_int_equal(r.year_to, 2016);
    assert_true(r.has_kind && r.kind == UNIT_RESOLUTION);
    assert_string_equal(r.plan, "2014/15");
    assert_int_equal(r.facets, 1u << STORE_YEAR | 1u << STORE_KIND);
    assert_int_equal(r.snippets, 0);
    assert_true(r.expand && !r.group && !r.decisions);
    assert_ok(search_request_set(&r, "group", "document", &err));
    assert_ok(search_request_set(&r, "decision", "yes", &err));
    assert_ok(search_request_set(&r, "expand", "no", &err));
    assert_true(!r.expand && r.group && r.decisions);
    assert_ok(search_request_set(&r, "group", "none", &err));
    assert_false(r.group);
    assert_ok(search_request_set(&r, "facets", "none", &err));
    assert_int_equal(r.facets, 0);
    assert_ok(search_request_set(&r, "year", "2014..", &err));
    assert_int_equal(r.year_to, YEAR_MAX);
    assert_ok(search_request_set(&r, "year", "..2014", &err));
    assert_int_equal(r.year_from, YEAR_MIN);
    assert_ok(search_request_check(&r, &err));
}

static void
a_wrong_value_is_refused_and_changes_nothing(void **state)
{
    (void)state;
    static const char *const wrong[][2] = {
        {"limit", "101"},      {"limit", "-1"},        {"limit", ""},
        {"from", "1001"},      {"match", "some"},      {"sort", "best"},
        {"year", "abc"},       {"year", "2016..2014"}, {"year", ".."},
        {"year", "99"},        {"kind", "motion"},     {"plan", "2014/16"},
        {"plan", "2014/15 x"}, {"facets", "year,"},    {"facets", "colour"},
        {"facets", ""},        {"snippets", "3"},      {"committee", ""},
        {"document", ""},      {"group", "year"},      {"group", ""},
        {"decision", "1"},     {"expand", "maybe"},    {"expand", ""},
    };
    struct search_request r, before;
    struct error err;

    search_request_init(&r);
    before = r;
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        assert_int_equal(search_request_set(&r, wrong[i][0], wrong[i][1], &err),
                         STATUS_USAGE);
        assert_non_null(strstr(err.message, wrong[i][0]));
        assert_memory_equal(&r, &before, sizeof(r));
    }
    assert_int_equal(search_request_set(&r, "colour", "red", &err),
                     STATUS_NOT_FOUND);
}

static void
pages_lie_within_the_depth(void **state)
{
    (void)state;
    struct search_request r;
    struct error err;

    search_request_init(&r);
    assert_ok(search_request_set(&r, "from", "990", &err));
    assert_ok(search_request_check(&r, &err));
    assert_ok(search_request_set(&r, "limit", "11", &err));
    assert_int_equal(search_request_check(&r, &err), STATUS_USAGE);
}

static void
the_limits_are_those_of_the_protocol(void **state)
{
    (void)state;
    assert_int_equal(SEARCH_LIMIT_MAX, PROTO_LIMIT_MAX);
    assert_int_equal(SEARCH_DEPTH_MAX, PROTO_DEPTH_MAX);
    assert_int_equal(SUGGEST_LIMIT_MAX, PROTO_SUGGEST_MAX);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_are_set_from_their_text),
        cmocka_unit_test(a_wrong_value_is_refused_and_changes_nothing),
        cmocka_unit_test(pages_lie_within_the_depth),
        cmocka_unit_test(the_limits_are_those_of_the_protocol),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
