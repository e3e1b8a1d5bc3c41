/* lib/minutes: labels, dates, headings, openings, the page's own words. */
#include "unit.h"

#include "minutes/block.h"
#include "minutes/date.h"
#include "minutes/heading.h"
#include "minutes/label.h"
#include "minutes/mark.h"
#include "minutes/opening.h"

static bool
same(struct span t, const char *want)
{
    return t.len == strlen(want) && memcmp(t.s, want, t.len) == 0;
}

static void
a_number_needs_its_stop_or_brackets(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum label_style style;
        unsigned number;
        const char *rest;
    } cases[] = {
        {"1. One", LABEL_DOT, 1, "One"},
        {"10.One", LABEL_DOT, 10, "One"},
        {"1.\xc2\xa0\xc2\xa0 Wide", LABEL_DOT, 1, "Wide"},
        {"7.", LABEL_DOT, 7, ""},
        {"(1) One", LABEL_PAREN, 1, "One"},
        {"(12). Twelve", LABEL_PAREN, 12, "Twelve"},
        {"2) Two", LABEL_CLOSE, 2, "Two"},
        {"(a) first", LABEL_SUB, 0, "first"},
        {"(xii) twelfth", LABEL_SUB, 0, "twelfth"},
        {"b. second", LABEL_SUB, 0, "second"},
        {"\xc2\xb7 dot", LABEL_SUB, 0, "dot"},
        {"- dash", LABEL_DASH, 0, "dash"},
        {"4.3 of the plan", LABEL_NONE, 0, "4.3 of the plan"},
        {"24 of the posts", LABEL_NONE, 0, "24 of the posts"},
        {"2014/15", LABEL_NONE, 0, "2014/15"},
        {"10.30 am", LABEL_NONE, 0, "10.30 am"},
        {"0. Nought", LABEL_NONE, 0, "0. Nought"},
        {"12345. Far", LABEL_NONE, 0, "12345. Far"},
        {"A. Smith spoke", LABEL_NONE, 0, "A. Smith spoke"},
        {"i.e. this", LABEL_NONE, 0, "i.e. this"},
        {"(illegal) acts", LABEL_NONE, 0, "(illegal) acts"},
        {"-5 degrees", LABEL_NONE, 0, "-5 degrees"},
        {"", LABEL_NONE, 0, ""},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct label l;
        (void)label_read(span_of(cases[i].text), &l);
        if (l.style != cases[i].style || l.number != cases[i].number ||
            !same(l.rest, cases[i].rest))
            fail_msg("%s: style %d, number %u, rest %.*s", cases[i].text,
                     l.style, l.number, (int)l.rest.len, l.rest.s);
    }
}

static void
an_items_number_is_all_of_its_line(void **state)
{
    (void)state;
    static const struct {
        const char *text, *number;
        bool sure;
    } cases[] = {
        {"1.", "1", true},         {"4.1", "4.1", true},
        {"39/20", "39/20", true},  {"1772.", "1772", true},
        {"12a.", "12a", true},     {"5", "5", false},
        {"4.1.2.", "4.1.2", true},
    };
    static const char *const bad[] = {"",    "1. One",   "a",
                                      "1..", "12/00417", "5 %"};
    struct span number;
    bool sure;

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_true(label_item_number(span_of(cases[i].text), &number, &sure));
        assert_true(same(number, cases[i].number));
        assert_int_equal(sure, cases[i].sure);
    }
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        assert_false(label_item_number(span_of(bad[i]), &number, &sure));
}

static void
a_date_is_read_in_the_forms_of_english_minutes(void **state)
{
    (void)state;
    static const struct {
        const char *text, *iso, *rest;
    } cases[] = {
        {"Thursday, 16th November, 2017 10.30 am", "2017-11-16", " 10.30 am"},
        {"6 February 2014", "2014-02-06", ""},
        {"the 1st of May 2012", "2012-05-01", ""},
        {"3 Sept. 2020", "2020-09-03", ""},
        {"06/02/2014", "2014-02-06", ""},
        {"6/2/2014, noon", "2014-02-06", ", noon"},
        {"20.03.2014", "2014-03-20", ""},
        {"2014-02-06", "2014-02-06", ""},
        {"Wed 29 Feb 2012", "2012-02-29", ""},
    };
    static const char *const none[] = {
        "",       "February 2014", "6 February", "6 February 20145", "2014/15",
        "6/2/14", "Sunday",        "20140206",   "201-02-06"};
    static const char *const impossible[] = {"30 February 2014", "31/04/2014",
                                             "2014-13-01", "29 Feb 2013"};
    char iso[DATE_SIZE] = "untouched";

    for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++) {
        struct span t = span_of(none[i]);
        if (date_read(&t, iso) != DATE_NONE)
            fail_msg("%s has a date", none[i]);
        assert_true(t.s == none[i]);
    }
    for (size_t i = 0; i < sizeof(impossible) / sizeof(impossible[0]); i++) {
        struct span t = span_of(impossible[i]);
        assert_int_equal(date_read(&t, iso), DATE_IMPOSSIBLE);
    }
    assert_string_equal(iso, "untouched");
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct span t = span_of(cases[i].text);
        if (date_read(&t, iso) != DATE_FOUND)
            fail_msg("%s has no date", cases[i].text);
        assert_string_equal(iso, cases[i].iso);
        assert_true(same(t, cases[i].rest));
    }
}

static void
a_path_has_a_date_where_no_digit_touches_it(void **state)
{
    (void)state;
    char iso[DATE_SIZE];

    assert_int_equal(date_in_path(span_of("a/2014-02-06-plan"), iso),
                     DATE_FOUND);
    assert_string_equal(iso, "2014-02-06");
    assert_int_equal(date_in_path(span_of("2019/06/20/report"), iso),
                     DATE_FOUND);
    assert_string_equal(iso, "2019-06-20");
    assert_int_equal(date_in_path(span_of("2014-02-31/2014-02-06"), iso),
                     DATE_FOUND);
    assert_int_equal(date_in_path(span_of("a/20.03.2014 weirs"), iso),
                     DATE_FOUND);
    assert_string_equal(iso, "2014-03-20");
    assert_int_equal(date_in_path(span_of("31.02.2014"), iso), DATE_IMPOSSIBLE);
    assert_int_equal(date_in_path(span_of("1.20.03.20145"), iso), DATE_NONE);
    assert_int_equal(date_in_path(span_of("2014-02-31"), iso), DATE_IMPOSSIBLE);
    assert_int_equal(date_in_path(span_of("12014-02-06"), iso), DATE_NONE);
    assert_int_equal(date_in_path(span_of("2014-02-061"), iso), DATE_NONE);
    assert_int_equal(date_in_path(span_of("plan-2014-15"), iso), DATE_NONE);
}

static void
item_numbers_have_an_order(void **state)
{
    (void)state;
    static const char *const order[] = {"4", "4.1", "4.2", "5", "12", "12a"};

    for (size_t i = 1; i < sizeof(order) / sizeof(order[0]); i++) {
        struct span a = span_of(order[i - 1]), b = span_of(order[i]);
        assert_true(label_item_before(a, b));
        assert_false(label_item_before(b, a));
        assert_false(label_item_before(b, b));
    }
    assert_true(label_item_before(span_of("39/20"), span_of("40/20")));
    assert_true(label_item_before(span_of(""), span_of("1")));
}

static void
a_meetings_heading_gives_committee_and_date(void **state)
{
    (void)state;
    static const struct {
        const char *text, *committee, *date, *item;
    } cases[] = {
        {"Weald Panel - Monday, 3rd June, 2019 2.00 pm", "Weald Panel",
         "2019-06-03", ""},
        {"Rents - Sub-Committee \xe2\x80\x93 3 June 2019 at 10am",
         "Rents - Sub-Committee", "2019-06-03", ""},
        {"Meeting: 04/09/2012 - Board (Item 9)", "Board", "2012-09-04", "9"},
        {"Meeting: 04/09/2012 - Board", "Board", "2012-09-04", ""},
        {"MINUTES OF A MEETING OF THE WEIR BOARD HELD ON 1 MAY 2012 IN TOWN",
         "WEIR BOARD", "2012-05-01", ""},
        {"Minutes of the meeting held at the Inn on 1 May 2012", "",
         "2012-05-01", ""},
        {"Thursday, 6 February 2014 at 10.00 a.m.", "", "2014-02-06", ""},
        {"Minutes of the Weir Board held in the Inn on 1 May 2012",
         "Weir Board", "2012-05-01", ""},
        {"Minutes of the Eels and Otters Sub-Committee meeting held on 1 May "
         "2012",
         "Eels and Otters Sub-Committee", "2012-05-01", ""},
        {"HELD ON MONDAY 12th MAY 2014", "", "2014-05-12", ""},
        {"Held at the Inn on Monday, 12th May 2014 at 7pm", "", "2014-05-12",
         ""},
        {"WEIR BOARD HELD ON MONDAY 12th MAY 2014", "WEIR BOARD", "2014-05-12",
         ""},
        {"Minutes of a meeting of Weir Parish Meeting held on 12 May 2014",
         "Weir Parish Meeting", "2014-05-12", ""},
        {"Meeting of the Weir Board on 12 May 2014", "Weir Board", "2014-05-12",
         ""},
        {"Weir Board, 12 May 2014", "Weir Board", "2014-05-12", ""},
        {"Weir Board meeting on 12 May 2014 at 7 pm", "Weir Board",
         "2014-05-12", ""},
        {"Minutes of the Weir Board: 12 May 2014", "Weir Board", "2014-05-12",
         ""},
    };
    static const char *const bad[] = {
        "",
        "Report - 6 February 2014 to be noted",
        "On 6 February 2014 the Panel met.",
        "Meeting: tomorrow - Board",
        "Minutes of a meeting held on 1 May 2012 were so",
        "Minutes of the last meeting",
        "Well-2 May 2014",
        "The Board, 12 May 2014",
        "the Weir Board, 12 May 2014",
        "Report of the Clerk, 12 May 2014",
        "Report of the Weir Board, 12 May 2014",
        "Letter to the Weir Board, 12 May 2014",
        "Weir Board held a meeting on 12 May 2014",
        "Weir Board, 12 May 2014, was told so",
        "Lunch held on 12 May 2014"};
    struct heading h;

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        if (!heading_read(span_of(cases[i].text), &h))
            fail_msg("%s is no heading", cases[i].text);
        assert_true(same(h.committee, cases[i].committee));
        assert_int_equal(h.found, DATE_FOUND);
        assert_string_equal(h.date, cases[i].date);
        assert_true(same(h.item, cases[i].item));
    }
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        assert_false(heading_read(span_of(bad[i]), &h));
}

static void
capitals_or_a_mark_make_a_resolution(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum unit_kind kind;
        const char *rest;
    } cases[] = {
        {"RESOLVED that it be", UNIT_RESOLUTION, "it be"},
        {"RESOLVED\xc2\xa0that it be", UNIT_RESOLUTION, "it be"},
        {"RESOLVED: it be", UNIT_RESOLUTION, "it be"},
        {"RESOLVED \xe2\x80\x93 That it be", UNIT_RESOLUTION, "it be"},
        {"RESOLVED", UNIT_RESOLUTION, ""},
        {"Resolved: it be", UNIT_RESOLUTION, "it be"},
        {"Resolved that it be", UNIT_RESOLUTION, "it be"},
        {"RESOLVED UNANIMOUSLY that it be", UNIT_RESOLUTION, "it be"},
        {"UNANIMOUSLY RESOLVED that it be", UNIT_RESOLUTION, "it be"},
        {"It was RESOLVED that:", UNIT_RESOLUTION, ""},
        {"It was unanimously resolved that it be", UNIT_RESOLUTION, "it be"},
        {"The Weir Board RESOLVED to stay", UNIT_RESOLUTION, "to stay"},
        {"RECOMMENDED to Council", UNIT_RECOMMENDATION, "to Council"},
        {"Recommended: it be", UNIT_RECOMMENDATION, "it be"},
        {"Decision: it be", UNIT_DECISION, "it be"},
        {"PRESENT: A. One", UNIT_NOTE, "A. One"},
        {"In attendance: B. Two", UNIT_NOTE, "B. Two"},
        {"APOLOGIES", UNIT_NOTE, ""},
        {"POST MEETING NOTE: later", UNIT_NOTE, "later"},
        {"For: 5 Against: 2", UNIT_NOTE, "For: 5 Against: 2"},
        {"FOR 5, AGAINST 2", UNIT_NOTE, "FOR 5, AGAINST 2"},
    };
    static const char *const bad[] = {"Resolved issues were listed",
                                      "resolved: later",
                                      "RESOLVEDLY",
                                      "The plan was RESOLVED",
                                      "Present were three",
                                      "Apologies were received",
                                      "For 5 years",
                                      "Recommended reading",
                                      "Note the date",
                                      "The Board noted that it RESOLVED"};
    struct opening o;

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        if (!opening_read(span_of(cases[i].text), &o))
            fail_msg("%s opens nothing", cases[i].text);
        if (o.kind != cases[i].kind || !same(o.rest, cases[i].rest))
            fail_msg("%s: kind %d, rest %.*s", cases[i].text, o.kind,
                     (int)o.rest.len, o.rest.s);
    }
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        if (opening_read(span_of(bad[i]), &o))
            fail_msg("%s opens a %s", bad[i], unit_kind_name(o.kind));
    }
}

static void
a_title_loses_the_pages_additions(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"Weirs PDF 114 KB", "Weirs"},
        {"Weirs pdf icon PDF 1.5 MB", "Weirs"},
        {"Weirs pdf icon", "Weirs"},
        {"  Weirs\xc2\xa0", "Weirs"},
        {"The PDF format", "The PDF format"},
        {"Disks of 114 KB", "Disks of 114 KB"},
        {"PDF 12 KB", ""},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        assert_true(same(mark_clean_title(span_of(cases[i][0])), cases[i][1]));
}

static void
a_cut_is_found_at_the_end_only(void **state)
{
    (void)state;
    struct span before;
    bool minutes;

    assert_true(mark_cut(
        span_of("Some. \xe2\x80\xa6  view the full minutes text for item 3."),
        &before, &minutes));
    assert_true(minutes && same(before, "Some."));
    assert_true(mark_cut(span_of("...  view the full agenda text for item 3."),
                         &before, &minutes));
    assert_true(!minutes && before.len == 0);
    assert_false(mark_cut(
        span_of("view the full minutes text for item 3. That is what the "
                "Clerk said to all who asked for the minutes on Monday."),
        &before, &minutes));
}

static void
the_first_value_of_a_fact_stays(void **state)
{
    (void)state;
    struct blocks bs = {0};

    blocks_fact(&bs, FACT_TITLE, span_of("  "), ORIGIN_HEADER, 1);
    assert_null(bs.facts[FACT_TITLE].value);
    blocks_fact(&bs, FACT_TITLE, span_of(" a\tb "), ORIGIN_HEADER, 2);
    blocks_fact(&bs, FACT_TITLE, span_of("c"), ORIGIN_PAGE, 3);
    assert_string_equal(bs.facts[FACT_TITLE].value, "a b");
    assert_int_equal(bs.facts[FACT_TITLE].origin, ORIGIN_HEADER);
    blocks_done(&bs);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_needs_its_stop_or_brackets),
        cmocka_unit_test(an_items_number_is_all_of_its_line),
        cmocka_unit_test(a_date_is_read_in_the_forms_of_english_minutes),
        cmocka_unit_test(a_path_has_a_date_where_no_digit_touches_it),
        cmocka_unit_test(item_numbers_have_an_order),
        cmocka_unit_test(a_meetings_heading_gives_committee_and_date),
        cmocka_unit_test(capitals_or_a_mark_make_a_resolution),
        cmocka_unit_test(a_title_loses_the_pages_additions),
        cmocka_unit_test(a_cut_is_found_at_the_end_only),
        cmocka_unit_test(the_first_value_of_a_fact_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
