/* lib/text: bytes into clean UTF-8; plans, years and dates. */
#include "unit.h"

#include "common/utf8.h"
#include "text/decode.h"
#include "text/plan.h"

static struct decoded
assert_decodes(const char *bytes, size_t len, const char *expected)
{
    struct buf b = {0};
    struct decoded what;

    buf_add_str(&b, "");
    text_decode(bytes, len, &b, &what);
    assert_string_equal(b.data, expected);
    buf_done(&b);
    return what;
}

static void
valid_utf8_stays_as_it_is(void **state)
{
    (void)state;
    const char *text = "\xc2\xa3"
                       "2m \xe2\x80\x93 caf\xc3\xa9\t\n\xf0\x9f\x91\x8d";
    struct decoded what = assert_decodes(text, strlen(text), text);
    assert_int_equal(what.encoding, ENCODING_UTF8);
    assert_string_equal(encoding_name(what.encoding), "UTF-8");
    assert_false(what.bom);
    assert_int_equal(what.controls, 0);
    (void)assert_decodes("", 0, "");
}

static void
other_bytes_are_windows_1252(void **state)
{
    (void)state;
    struct decoded what = assert_decodes(
        "\xa3"
        "2m \x96 \x93it\x92s\x94 \x80\xe9\x81\xff",
        18,
        "\xc2\xa3"
        "2m \xe2\x80\x93 \xe2\x80\x9cit\xe2\x80\x99s\xe2\x80\x9d "
        "\xe2\x82\xac\xc3\xa9\xef\xbf\xbd\xc3\xbf");
    assert_int_equal(what.encoding, ENCODING_WINDOWS_1252);
    assert_string_equal(encoding_name(what.encoding), "windows-1252");
    /* As many bad bytes as characters are enough, wherever they stand. */
    what = assert_decodes("\xc3\xa9\xff", 3, "\xc3\x83\xc2\xa9\xc3\xbf");
    assert_int_equal(what.encoding, ENCODING_WINDOWS_1252);
}

static void
a_few_bytes_of_windows_1252_do_not_garble_utf8(void **state)
{
    (void)state;
    struct decoded what = assert_decodes("\xc3\xa9 \xc2\xa3 it\x92s", 10,
                                         "\xc3\xa9 \xc2\xa3 it\xe2\x80\x99s");
    assert_int_equal(what.encoding, ENCODING_UTF8);
    assert_int_equal(what.stray, 1);
}

static void
utf_16_is_known_by_its_mark(void **state)
{
    (void)state;
    struct decoded what =
        assert_decodes("\xff\xfe\x19\x20m\0\r\0\n\0", 10, "\xe2\x80\x99m\n");
    assert_int_equal(what.encoding, ENCODING_UTF16);
    assert_string_equal(encoding_name(what.encoding), "UTF-16");
    assert_true(what.bom);
    /* A pair, half a pair, half a unit. */
    (void)assert_decodes("\xfe\xff\xd8\x3d\xdc\x4d\xd8\x3d\0a\0", 11,
                         "\xf0\x9f\x91\x8d\xef\xbf\xbd"
                         "a");
    (void)assert_decodes("\xff\xfe", 2, "");
}

static void
each_byte_of_windows_1252_becomes_one_clean_character(void **state)
{
    (void)state;
    for (unsigned c = 0x80; c <= 0xff; c++) {
        struct buf b = {0};
        struct decoded what;
        char byte = (char)c;
        text_decode(&byte, 1, &b, &what);
        unsigned used;
        uint32_t cp = utf8_decode(b.data, b.len, &used);
        assert_int_equal(used, b.len);
        assert_true(cp != UTF8_INVALID && !utf8_is_control(cp));
        assert_true(c < 0xa0 || cp == c);
        buf_done(&b);
    }
}

static void
line_ends_become_lf_and_controls_vanish(void **state)
{
    (void)state;
    struct decoded what =
        assert_decodes("a\r\nb\rc\fd\ve\n\0\x01\x1b[0m\x7f\xc2\x85x\r", 22,
                       "a\nb\nc\nd\ne\n[0mx\n");
    assert_int_equal(what.controls, 5);
}

static void
a_byte_order_mark_is_dropped(void **state)
{
    (void)state;
    struct decoded what = assert_decodes("\xef\xbb\xbfx", 4, "x");
    assert_true(what.bom);
    what = assert_decodes("x\xef\xbb\xbf", 4, "x\xef\xbb\xbf");
    assert_false(what.bom);
}

static void
a_plan_is_two_years_in_a_row(void **state)
{
    (void)state;
    char plan[PLAN_SIZE];
    size_t used;
    static const struct {
        const char *text, *plan;
        size_t used;
    } good[] = {
        {"2014/15", "2014/15", 7},
        {"2014-15.", "2014/15", 7},
        {"2014\xe2\x80\x93"
         "15",
         "2014/15", 9},
        {"2014/2015 x", "2014/15", 9},
        {"1999/2000", "1999/00", 9},
        {"2199/00", "2199/00", 7},
    };
    static const char *const bad[] = {
        "",        "2014",       "2014/",    "2014/16",    "2014/1",
        "2014/14", "2014 15",    "2014/155", "2014/20155", "2014-2016",
        "1799/00", "2011-12-05", "2200/01",  "x2014/15",   "2014\342\200\22415",
    };
    for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
        assert_true(
            plan_parse(good[i].text, strlen(good[i].text), plan, &used));
        assert_string_equal(plan, good[i].plan);
        assert_int_equal(used, good[i].used);
    }
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        if (plan_parse(bad[i], strlen(bad[i]), plan, &used))
            fail_msg("\"%s\" is no plan", bad[i]);
}

static void
a_title_gives_its_first_plan_and_year(void **state)
{
    (void)state;
    static const struct {
        const char *title, *plan;
        unsigned year;
    } cases[] = {
        {"Draft Police and Crime Plan 2014/15", "2014/15", 2014},
        {"Budget 2015 and Plan 2016-17, 2017-18", "2016/17", 2015},
        {"Plan 2017-2021", "", 2017},
        {"April 2013 \xe2\x80\x93 March 2017", "", 2013},
        {"Report A2014/15", "", 0},
        {"Case 12014/15 and 20145", "", 0},
        {"Grant of \xc2\xa3"
         "2000 in 2013",
         "", 2013},
        {"Meeting of 2011-12-05", "", 2011},
        {"(2014/15)", "2014/15", 2014},
        {"The 1780s, 1799 and 2200", "", 0},
        {"Item 4", "", 0},
        {"", "", 0},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const char *t = cases[i].title;
        char plan[PLAN_SIZE] = "";
        assert_int_equal(plan_find(t, strlen(t), plan), *cases[i].plan != 0);
        assert_string_equal(plan, cases[i].plan);
        assert_int_equal(year_find(t, strlen(t)), cases[i].year);
    }
}

static void
a_date_is_one_that_the_calendar_has(void **state)
{
    (void)state;
    static const char *const good[] = {"2014-02-06", "2016-02-29", "2000-02-29",
                                       "1999-12-31"};
    static const char *const bad[] = {"2015-02-29",
                                      "1900-02-29",
                                      "2014-13-01",
                                      "2014-00-10",
                                      "2014-04-31",
                                      "2014-01-00",
                                      "2014-2-06",
                                      "2014/02/06",
                                      "2014-02-061",
                                      "0014-02-06",
                                      ""};
    for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
        assert_true(date_valid(good[i], strlen(good[i])));
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        assert_false(date_valid(bad[i], strlen(bad[i])));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(valid_utf8_stays_as_it_is),
        cmocka_unit_test(other_bytes_are_windows_1252),
        cmocka_unit_test(a_few_bytes_of_windows_1252_do_not_garble_utf8),
        cmocka_unit_test(utf_16_is_known_by_its_mark),
        cmocka_unit_test(each_byte_of_windows_1252_becomes_one_clean_character),
        cmocka_unit_test(line_ends_become_lf_and_controls_vanish),
        cmocka_unit_test(a_byte_order_mark_is_dropped),
        cmocka_unit_test(a_plan_is_two_years_in_a_row),
        cmocka_unit_test(a_title_gives_its_first_plan_and_year),
        cmocka_unit_test(a_date_is_one_that_the_calendar_has),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
