/* lib/query: prefixes, nearness, phrases of stems, and the fields of files,
 * committees, dates and numbers. */
#include "query_unit.h"

static void
a_star_ends_the_beginning_of_a_word(void **state)
{
    (void)state;
    struct query *q = parse("Constab*");
    assert_int_equal(q->type, QUERY_WORD);
    assert_true(q->words[0].prefix);
    assert_string_equal(q->words[0].form, "constab");
    assert_string_equal(q->words[0].stem, "");
    assert_false(parse("constab")->words[0].prefix);

    static const struct meaning cases[] = {
        {"constab* police", "constab* AND police"},
        {"-constab* police", "NOT constab* AND police"},
        {"(constab*, polic*)", "constab* AND polic*"},
        {"constab** constab*.", "constab*"},
        {"constab* constab", "constab* AND constab"},
        {"title:constab* text:polic*", "title:constab* AND text:polic*"},
        {"the* police", "the* AND police"},
        {"2014/15*", "2014/15*"},
        {"PCSOs*", "pcsos*"},
        {"\xc3\xa9"
         "tu* caf\xc3\xa9*",
         "\xc3\xa9"
         "tu* AND caf\xc3\xa9*"},
        {"anti-soc*", "anti NEAR/1 soc*"},
        {"title:anti-soc*", "title:anti NEAR/1 title:soc*"},
    };
    ASSERT_MEANINGS(cases);
}

static void
near_takes_words_prefixes_and_quoted_words(void **state)
{
    (void)state;
    struct query *q = parse("Police NEAR/5 \"Budget\" NEAR/5 precept*");
    assert_int_equal(q->type, QUERY_NEAR);
    assert_int_equal(q->near, 5);
    assert_int_equal(q->n_words, 3);
    assert_string_equal(q->words[0].stem, "polic");
    assert_false(q->words[0].exact);
    assert_true(q->words[1].exact);
    assert_true(q->words[2].prefix);
    assert_false(query_is_filter(q));

    static const struct meaning cases[] = {
        {"police NEAR/5 budget", "police NEAR/5 budget"},
        {"police NEAR budget", "police NEAR/10 budget"},
        {"police NEAR/1 police", "police NEAR/1 police"},
        {"the NEAR/2 police plan", "the NEAR/2 police AND plan"},
        {"a NEAR/5 b OR c", "a NEAR/5 b OR c"},
        {"x -a NEAR/5 b", "x AND NOT a NEAR/5 b"},
        {"x AND (a) NEAR/100 \"b\"", "x AND a NEAR/100 \"b\""},
        {"title:(a NEAR/5 b)", "title:a NEAR/5 title:b"},
        {"title:a NEAR/5 title:b", "title:a NEAR/5 title:b"},
        {"PCSOs NEAR/5 plan", "pcso NEAR/5 plan"},
        {"title:NEAR NEAR/2 title:AND", "title:near NEAR/2 title:and"},
        {"near crime near/5 plan", "near AND crime AND near-5 AND plan"},
    };
    ASSERT_MEANINGS(cases);
}

static void
a_phrase_beside_near_is_wanted_whole_and_near(void **state)
{
    (void)state;
    static const struct meaning cases[] = {
        {"\"road safety\" NEAR/5 school",
         "\"road safety\" AND \"road\" NEAR/6 \"safety\" NEAR/6 school"},
        {"crime NEAR/3 anti-social",
         "anti-social AND crime NEAR/4 anti NEAR/4 social"},
        {"~\"road safety\" NEAR/5 school",
         "~\"road safety\" AND road NEAR/6 safety NEAR/6 school"},
        {"x -\"a b\" NEAR/5 c",
         "x AND NOT (\"a b\" AND \"a\" NEAR/6 \"b\" NEAR/6 c)"},
        {"(a NEAR/3 b) NEAR/5 c", "a NEAR/3 b AND a NEAR/8 b NEAR/8 c"},
        {"crime NEAR/3 anti-soc*",
         "anti NEAR/1 soc* AND crime NEAR/4 anti NEAR/4 soc*"},
    };
    ASSERT_MEANINGS(cases);
}

static void
alternatives_beside_near_are_each_near(void **state)
{
    (void)state;
    static const struct meaning cases[] = {
        {"(a OR b) NEAR/5 c", "a NEAR/5 c OR b NEAR/5 c"},
        {"c NEAR/5 (a OR (b OR \"d\"))",
         "c NEAR/5 a OR c NEAR/5 b OR c NEAR/5 \"d\""},
        {"(a OR b) NEAR/5 (c OR d) x",
         "(a NEAR/5 c OR a NEAR/5 d OR b NEAR/5 c OR b NEAR/5 d) AND x"},
        {"x -(a OR b) NEAR/5 c", "x AND NOT (a NEAR/5 c OR b NEAR/5 c)"},
        {"(a OR A) NEAR/5 c", "a NEAR/5 c"},
        {"title:(a OR b) NEAR/5 title:c",
         "title:a NEAR/5 title:c OR title:b NEAR/5 title:c"},
        {"(\"a b\" OR abc*) NEAR/5 c",
         "\"a b\" AND \"a\" NEAR/6 \"b\" NEAR/6 c OR abc* NEAR/5 c"},
    };
    ASSERT_MEANINGS(cases);
    /* A word with a star is looked for with each of the others. */
    static const char many[] = "(a OR b OR c OR d OR e) NEAR (abc* OR abd*)";
    assert_refused(many, strlen(many), 1,
                   "a query has at most 8 words with a *");
}

static void
a_tilde_makes_a_phrase_of_stems(void **state)
{
    (void)state;
    struct query *q = parse("~\"Special Constables\"");
    assert_int_equal(q->type, QUERY_PHRASE);
    assert_true(q->stemmed);
    assert_true(query_equal(parse("~\"anti social\""), parse("anti-social")));
    assert_false(query_equal(parse("\"anti social\""), parse("anti-social")));

    static const struct meaning cases[] = {
        {"~\"special constables\" x", "~\"special constables\" AND x"},
        {"~\xe2\x80\x9cspecial constables\xe2\x80\x9d",
         "~\"special constables\""},
        {"x -~\"a b\"", "x AND NOT ~\"a b\""},
        {"title:~\"a b\" text:~\"c d\"", "title:~\"a b\" AND text:~\"c d\""},
        {"~\"constables\"", "constables"},
        {"~\"PCSOs met\"", "~\"pcso met\""},
        {"~ police ~crime", "police AND crime"},
    };
    ASSERT_MEANINGS(cases);
}

static void
quotes_of_phones_and_word_processors_are_quotes(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"\"", "\""},
        {"\xe2\x80\x9c", "\xe2\x80\x9d"},
        {"\xe2\x80\x9d", "\xe2\x80\x9d"},
        {"\xe2\x80\x9e", "\xe2\x80\x9c"},
        {"\xc2\xab", "\xc2\xbb"},
        {"\xef\xbc\x82", "\xef\xbc\x82"},
    };
    for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
        char *text = xasprintf("%sa plan%s", pairs[i][0], pairs[i][1]);
        char *printed = print(parse(text));
        assert_string_equal(printed, "\"a plan\"");
        free(printed);
        free(text);
    }
    /* A dash that looks like the keyboard's is one; one within a sentence
     * parts it. */
    static const struct meaning cases[] = {
        {"a \xe2\x88\x92plan x \xe2\x80\x91y", "NOT plan AND x AND NOT y"},
        {"x \xe2\x80\x93 plan \xe2\x80\x93y", "x AND plan AND y"},
    };
    ASSERT_MEANINGS(cases);
}

static void
dates_are_days_months_years_and_ranges(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        unsigned from, to;
    } days[] = {
        {"date:2014-02-06", 20140206, 20140206},
        {"date:2014-02", 20140201, 20140228},
        {"date:2016-02", 20160201, 20160229},
        {"date:2014", 20140101, 20141231},
        {"date:2014-02..2016-05", 20140201, 20160531},
        {"date:2014-02..2014-02-10", 20140201, 20140210},
        {"date:2014..", 20140101, 21991231},
        {"date:..2014-02-06", 18000101, 20140206},
    };
    for (size_t i = 0; i < sizeof(days) / sizeof(days[0]); i++) {
        struct query *q = parse(days[i].text);
        assert_int_equal(q->type, QUERY_DATE);
        assert_int_equal(q->date_from, days[i].from);
        assert_int_equal(q->date_to, days[i].to);
        assert_true(query_is_filter(q));
    }
    static const struct meaning cases[] = {
        {"date:2014-02-06", "date:2014-02-06"},
        {"date:2014-02", "date:2014-02"},
        {"date:2014", "date:2014"},
        {"date:2014-02-01", "date:2014-02-01"},
        {"date:2014-01-01", "date:2014-01-01"},
        {"date:2014-12", "date:2014-12"},
        {"date:2014..2016-05", "date:2014-01..2016-05"},
        {"date:2014-02-01..2014-02-28", "date:2014-02"},
        {"date:2014-01..2014-12", "date:2014"},
        {"date:2014-02..2014-02-10", "date:2014-02-01..2014-02-10"},
        {"date:..2014-02", "date:..2014-02"},
        {"date:2014-02-06..", "date:2014-02-06.."},
        {"date:1800..2199", "date:..2199"},
        {"date:1800", "date:1800"},
        {"date:2199", "date:2199"},
        {"date:(2014 OR 2016)", "date:2014 OR date:2016"},
        {"x -date:2014", "x AND NOT date:2014"},
    };
    ASSERT_MEANINGS(cases);
}

static void
committees_sources_and_numbers_restrict(void **state)
{
    (void)state;
    struct query *q = parse("committee:\"Pensions  Board\" "
                            "source:2014/Roads/Item.TXT para:(4.2)");
    assert_int_equal(q->children[0]->type, QUERY_COMMITTEE);
    assert_string_equal(q->children[0]->text, "pensions board");
    assert_int_equal(q->children[1]->type, QUERY_SOURCE);
    assert_string_equal(q->children[1]->text, "2014/roads/item.txt");
    assert_int_equal(q->children[2]->type, QUERY_PARA);
    assert_string_equal(q->children[2]->text, "4.2");
    for (size_t i = 0; i < 3; i++)
        assert_true(query_is_filter(q->children[i]));

    static const struct meaning cases[] = {
        {"committee:Planning x", "committee:planning AND x"},
        {"committee:\xe2\x80\x9cPensions Board\xe2\x80\x9d",
         "committee:\"pensions board\""},
        {"committee:(planning OR roads)",
         "committee:planning OR committee:roads"},
        {"committee:O\xe2\x80\x99"
         "Brien",
         "committee:o'brien"},
        {"source:\"2014/road works\"", "source:\"2014/road works\""},
        {"source:.\\2014\\roads\\", "source:2014/roads"},
        {"source:2014/roads/* source:2014/roads/", "source:2014/roads"},
        {"para:7. para:10A", "para:7 AND para:10a"},
        {"para:\"12(a)\"", "para:\"12 a\""},
        {"x -committee:planning", "x AND NOT committee:planning"},
    };
    ASSERT_MEANINGS(cases);
}

static void
any_takes_what_is_new_as_wanted_or_as_a_filter(void **state)
{
    (void)state;
    static const struct meaning cases[] = {
        {"polic* a NEAR/5 b", "polic* OR a NEAR/5 b"},
        {"police crime date:2014 committee:planning source:2014 para:7",
         "(police OR crime) AND date:2014 AND committee:planning AND "
         "source:2014 AND para:7"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char *printed = print(query_any(parse(cases[i].text), arena));
        assert_string_equal(printed, cases[i].printed);
        free(printed);
    }
    assert_null(query_any(parse("polic* date:2014"), arena));
    assert_null(query_any(parse("a NEAR/5 b"), arena));
}

static void
trees_that_say_something_else_are_not_equal(void **state)
{
    (void)state;
    static const char *const texts[] = {"a NEAR/5 b",
                                        "a NEAR/6 b",
                                        "b NEAR/5 a",
                                        "a NEAR/5 \"b\"",
                                        "abc",
                                        "abc*",
                                        "\"abc\"",
                                        "abc* NEAR/5 b",
                                        "abc NEAR/5 b",
                                        "date:2014",
                                        "date:2014-02",
                                        "date:2014..",
                                        "year:2014",
                                        "committee:planning",
                                        "source:planning",
                                        "para:planning",
                                        "committee:\"a b\"",
                                        "\"a b\"",
                                        "~\"a b\"",
                                        "title:a NEAR/5 title:b"};
    size_t n = sizeof(texts) / sizeof(texts[0]);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            assert_int_equal(query_equal(parse(texts[i]), parse(texts[j])),
                             i == j);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_star_ends_the_beginning_of_a_word),
        cmocka_unit_test(near_takes_words_prefixes_and_quoted_words),
        cmocka_unit_test(a_phrase_beside_near_is_wanted_whole_and_near),
        cmocka_unit_test(alternatives_beside_near_are_each_near),
        cmocka_unit_test(a_tilde_makes_a_phrase_of_stems),
        cmocka_unit_test(quotes_of_phones_and_word_processors_are_quotes),
        cmocka_unit_test(dates_are_days_months_years_and_ranges),
        cmocka_unit_test(committees_sources_and_numbers_restrict),
        cmocka_unit_test(any_takes_what_is_new_as_wanted_or_as_a_filter),
        cmocka_unit_test(trees_that_say_something_else_are_not_equal),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
