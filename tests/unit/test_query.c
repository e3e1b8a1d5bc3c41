/* lib/query: what a query means, what is refused and where, and that a tree
 * printed is the same query. */
#include "query_unit.h"

static void
all_words_are_wanted_and_operators_are_in_capitals(void **state)
{
    (void)state;
    static const struct meaning cases[] = {
        {"special constables", "special AND constables"},
        {"Special AND Constables", "special AND constables"},
        {"crime and disorder", "crime AND disorder"},
        {"police crime OR plan budget", "police AND crime OR plan AND budget"},
        {"police (crime OR plan) budget",
         "police AND (crime OR plan) AND budget"},
        {"police -crime", "police AND NOT crime"},
        {"police NOT crime", "police AND NOT crime"},
        {"police AND NOT \"crime plan\"", "police AND NOT \"crime plan\""},
        {"police -(crime plan)", "police AND NOT (crime AND plan)"},
        {"police NOT (crime OR plan)", "police AND NOT (crime OR plan)"},
        {"plan OR (police -crime)", "plan OR police AND NOT crime"},
        {"(-crime -plan) police", "NOT crime AND NOT plan AND police"},
        {"police\xc2\xa0"
         "crime\tplan\x01"
         "budget\xe2\x80\x83x",
         "police AND crime AND plan AND budget AND x"},
    };
    ASSERT_MEANINGS(cases);
}

static void
a_dash_is_not_only_before_a_word(void **state)
{
    (void)state;
    static const struct meaning cases[] = {
        {"- police", "police"},
        {"police - crime", "police AND crime"},
        {"police --crime", "police AND crime"},
        {"police -- ! crime", "police AND crime"},
        {"police -!", "police"},
        {"police -title:plan", "police AND NOT title:plan"},
        {"police (-crime plan)", "police AND NOT crime AND plan"},
        {"\"police\"-crime", "\"police\" AND crime"},
        {"police NOT -crime", "police AND crime"},
        {"police -(-crime)", "police AND crime"},
    };
    ASSERT_MEANINGS(cases);
}

static void
a_phrase_in_quotes_matches_forms_and_a_parted_word_stems(void **state)
{
    (void)state;
    struct query *q = parse("\"Special Constables\"");
    assert_int_equal(q->type, QUERY_PHRASE);
    assert_false(q->stemmed);
    assert_int_equal(q->n_words, 2);
    assert_string_equal(q->words[1].form, "constables");
    assert_string_equal(q->words[1].stem, "constabl");

    q = parse("anti-social");
    assert_int_equal(q->type, QUERY_PHRASE);
    assert_true(q->stemmed);

    q = parse("\"the\"");
    assert_int_equal(q->type, QUERY_WORD);
    assert_true(q->exact);
    assert_true(q->words[0].stop);
    assert_false(parse("constables")->exact);

    static const struct meaning cases[] = {
        {"\xe2\x80\x9cSpecial Constables\xe2\x80\x9d",
         "\"special constables\""},
        {"\"the plan\" police", "\"the plan\" AND police"},
        {"\"plan\" plan", "\"plan\" AND plan"},
        {"\"\" police \"!\"", "police"},
        {"a\"plan\"", "\"plan\""},
        {"anti-social \xc2\xa3"
         "2million",
         "anti-social AND 2-million"},
        {"\xc2\xa3"
         "2 Million budget",
         "2-million AND budget"},
        {"(\xe2\x82\xac"
         "4.5  billion)",
         "4.5-billion"},
        {"2 million \xc2\xa3 2 million", "2 AND million"},
        {"\xc2\xa3"
         "2 millions",
         "2 AND millions"},
        {"\xc2\xa3"
         "2m million",
         "2-million AND million"},
        {"2014_15 2014-15 2017-2021", "2014_15 AND 2014/15 AND 2017_2021"},
        {"commissioner\xe2\x80\x99s caf\xc3\xa9",
         "commissioner's AND caf\xc3\xa9"},
    };
    ASSERT_MEANINGS(cases);
}

static void
a_plural_acronym_asks_for_its_singular(void **state)
{
    (void)state;
    static const struct meaning cases[] = {
        {"PCSOs", "pcso"},          {"PCSOs-led", "pcso-led"},
        {"PCSOs PCSO", "pcso"},     {"title:MPs", "title:mp"},
        {"\"PCSOs\"", "\"pcsos\""}, {"\"PCSOs met\"", "\"pcsos met\""},
        {"pcsos", "pcsos"},
    };
    ASSERT_MEANINGS(cases);
    assert_string_equal(parse("PCSOs")->words[0].stem, "pcso");
}

static void
fields_restrict_and_other_colons_are_text(void **state)
{
    (void)state;
    static const struct meaning cases[] = {
        {"title:plan", "title:plan"},
        {"Title:Plan text:crime", "title:plan AND text:crime"},
        {"title:(crime plan)", "title:crime AND title:plan"},
        {"title:(crime OR text:plan) x", "(title:crime OR text:plan) AND x"},
        {"title:\"crime plan\"", "title:\"crime plan\""},
        {"text:anti-social", "text:anti-social"},
        {"title:-crime", "title:crime"},
        {"title:AND", "title:and"},
        {"kind:resolution", "kind:resolution"},
        {"KIND:Resolution", "kind:resolution"},
        {"kind:(decision OR resolution)", "kind:decision OR kind:resolution"},
        {"police -kind:note", "police AND NOT kind:note"},
        {"year:2014", "year:2014"},
        {"year:2014..2016", "year:2014..2016"},
        {"year:2014..", "year:2014.."},
        {"year:..2016", "year:..2016"},
        {"year:2014..2014", "year:2014"},
        {"year:1800..2199", "year:..2199"},
        {"year:2199..", "year:2199"},
        {"plan:2014-15", "plan:2014/15"},
        {"plan:\"2014/2015\"", "plan:2014/15"},
        {"Resolved: that the plan", "resolved AND plan"},
        {"Title: Plan", "title AND plan"},
        {"police title:", "police AND title"},
        {"foo:bar", "foo-bar"},
        {"10:30", "10_30"},
    };
    ASSERT_MEANINGS(cases);

    struct query *q = parse("year:2014..2016 kind:note plan:1999/00");
    assert_int_equal(q->children[0]->year_from, 2014);
    assert_int_equal(q->children[0]->year_to, 2016);
    assert_int_equal(q->children[1]->kind, UNIT_NOTE);
    assert_string_equal(q->children[2]->plan, "1999/00");
    for (size_t i = 0; i < 3; i++)
        assert_true(query_is_filter(q->children[i]));
    assert_false(query_is_filter(q));
}

static void
stop_words_leave_unless_nothing_else_is_wanted(void **state)
{
    (void)state;
    static const struct meaning cases[] = {
        {"the police", "police"},
        {"to be or not to be", "to AND be AND or AND not"},
        {"the", "the"},
        {"the kind:note", "the AND kind:note"},
        {"who (kind:note OR kind:minute)",
         "who AND (kind:note OR kind:minute)"},
        {"it -police", "it AND NOT police"},
        {"police -the", "police AND NOT the"},
        {"the OR police", "the OR police"},
        {"the police OR the plan", "police OR plan"},
        {"(the of) police", "police"},
        {"(the OR of) police", "(the OR of) AND police"},
        {"(the OR the) police", "police"},
        {"title:the police", "title:the AND police"},
        {"\"the\" police", "\"the\" AND police"},
        {"\"of the plan\"", "\"of the plan\""},
    };
    ASSERT_MEANINGS(cases);
}

static void
a_normal_tree_is_flat_and_says_nothing_twice(void **state)
{
    (void)state;
    static const struct meaning cases[] = {
        {"police Police POLICE", "police"},
        {"(police (crime (plan)))", "police AND crime AND plan"},
        {"police OR (crime OR plan) OR police", "police OR crime OR plan"},
        {"((police))", "police"},
        {"police (crime police)", "police AND crime"},
        {"police -crime NOT crime", "police AND NOT crime"},
        {"(police OR police) crime", "police AND crime"},
        {"police title:police", "police AND title:police"},
        {"year:2014 year:2014 x", "year:2014 AND x"},
    };
    ASSERT_MEANINGS(cases);
}

static void
nothing_asked_is_no_query(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "", "  \t", "!? -", "\"\"", "-- &", "\xe2\x80\x9c\xe2\x80\x9d"};
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        assert_null(parse(texts[i]));
}

static void
an_error_points_at_the_character(void **state)
{
    (void)state;
    static const char kinds[] =
        "kind: takes minute, resolution, recommendation, decision or note";
    static const char years[] =
        "year: takes a year from 1800 to 2199, or a range of them as "
        "2014..2016, 2014.. or ..2016";
    static const char plans[] = "plan: takes two years in a row, as 2014/15";
    static const char alone[] = "a search needs at least one word to find";
    static const char side[] =
        "NOT cannot be one of the sides of OR: say what to find beside it, "
        "as in (police NOT crime)";
    static const struct {
        const char *text;
        unsigned column;
        const char *message;
    } cases[] = {
        {"\"special constables\" AND", 25,
         "expected a word or a phrase after AND"},
        {"caf\xc3\xa9 AND", 9, "expected a word or a phrase after AND"},
        {"a OR", 5, "expected a word or a phrase after OR"},
        {"OR a", 1, "expected a word or a phrase before OR"},
        {"AND", 1, "expected a word or a phrase before AND"},
        {"a AND OR b", 7, "expected a word or a phrase after AND"},
        {"a OR OR b", 6, "expected a word or a phrase after OR"},
        {"a AND !", 8, "expected a word or a phrase after AND"},
        {"a NOT", 6, "expected a word or a phrase after NOT"},
        {"a (b OR)", 8, "expected a word or a phrase after OR"},
        {"(police", 1, "the parenthesis that opens here is not closed"},
        {"x (a (b)", 3, "the parenthesis that opens here is not closed"},
        {"police)", 7, "this parenthesis closes none that is open"},
        {")", 1, "this parenthesis closes none that is open"},
        {"()", 2, "expected a word or a phrase after ("},
        {"x \"unclosed", 3, "the phrase that begins here has no closing quote"},
        {"title:!", 7, "expected a word or a phrase after title:"},
        {"title:\"\"", 7, "expected a word or a phrase after title:"},
        {"title:()", 8, "expected a word or a phrase after ("},
        {"NOT x", 1, alone},
        {"-x -y", 1, alone},
        {"-kind:note", 1, alone},
        {"x -(-y -z)", 5, alone},
        {"a OR -b", 6, side},
        {"a OR (NOT b)", 7, side},
        {"x year:abc", 8, years},
        {"year:1799", 6, years},
        {"year:02014", 6, years},
        {"year:2014..x", 6, years},
        {"year:..", 6, years},
        {"year:2014-15", 6, years},
        {"year:(2014 OR x)", 15, years},
        {"year:2016..2014", 6,
         "year: takes a range whose first year is not after its second"},
        {"kind:foo", 6, kinds},
        {"kind:\"\"", 6, kinds},
        {"plan:2014/16", 6, plans},
        {"plan:2014/15x", 6, plans},
        {"\xe2\x80\x9c"
         "caf\xc3\xa9\xe2\x80\x9d \xff",
         8, "this is not valid UTF-8"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        assert_refused(cases[i].text, strlen(cases[i].text), cases[i].column,
                       cases[i].message);
}

/* head, n times unit, tail: allowed with n, refused at column with n + 1. */
static void
assert_limit(const char *head, const char *unit, const char *tail, size_t n,
             unsigned column, const char *message)
{
    for (size_t more = 0; more < 2; more++) {
        char *middle = repeat(unit, n + more);
        char *text = xasprintf("%s%s%s", head, middle, tail);
        if (more == 0)
            (void)parse(text);
        else
            assert_refused(text, strlen(text), column, message);
        free(text);
        free(middle);
    }
}

static void
work_is_bounded(void **state)
{
    (void)state;
    assert_limit("", "x", "", 4000, 4001, "a query has at most 4000 bytes");
    assert_limit("", "\xc3\xa9", "", 2000, 2001,
                 "a query has at most 4000 bytes");
    assert_limit("", "x ", "", 256, 513, "a query has at most 256 words");
    assert_limit("", "x-y ", "", 128, 513, "a query has at most 256 words");
    assert_limit("", "year:2014 ", "", 256, 2566,
                 "a query has at most 256 words");
    assert_limit("a \"", "x ", "\"", 16, 3, "a phrase has at most 16 words");
    assert_limit("", "x-", "", 16, 1, "a phrase has at most 16 words");
}

static void
parentheses_nest_sixteen_deep(void **state)
{
    (void)state;
    static const char message[] = "parentheses nest at most 16 deep";
    for (size_t n = 16; n < 4000; n += 663) {
        char *open = repeat("(", n), *close = repeat(")", n);
        char *text =
            n < 2000 ? xasprintf("%sx%s", open, close) : xasprintf("%s", open);
        if (n == 16)
            (void)parse(text);
        else
            assert_refused(text, strlen(text), 17, message);
        free(text);
        free(open);
        free(close);
    }
    char *nots = repeat("NOT ", 900);
    char *text = xasprintf("%spolice", nots);
    char *printed = print(parse(text));
    assert_string_equal(printed, "police");
    free(printed);
    free(text);
    free(nots);
}

static void
the_deepest_tree_still_prints_as_itself(void **state)
{
    (void)state;
    struct buf b = {0};
    for (unsigned i = 0; i < QUERY_NESTING_MAX; i++)
        buf_addf(&b, "w%u OR x%u (", i, i);
    buf_add_str(&b, "y");
    for (unsigned i = 0; i < QUERY_NESTING_MAX; i++)
        buf_add_char(&b, ')');
    struct query *q = parse(b.data);
    char *printed = print(q);
    assert_true(query_equal(q, parse(printed)));
    free(printed);
    buf_done(&b);
}

static void
any_makes_one_or_of_what_is_wanted(void **state)
{
    (void)state;
    static const struct meaning cases[] = {
        {"special constables", "special OR constables"},
        {"special \"police cadets\" year:2014 -x",
         "(special OR \"police cadets\") AND year:2014 AND NOT x"},
        {"police (crime OR plan)", "police OR crime OR plan"},
        {"police plan (kind:note OR kind:minute)",
         "(police OR plan) AND (kind:note OR kind:minute)"},
    };
    static const char *const same[] = {
        "police",           "police OR crime", "police year:2014",
        "\"police crime\"", "police -crime",   "kind:note year:2014"};
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char *printed = print(query_any(parse(cases[i].text), arena));
        assert_string_equal(printed, cases[i].printed);
        free(printed);
    }
    for (size_t i = 0; i < sizeof(same) / sizeof(same[0]); i++)
        assert_null(query_any(parse(same[i]), arena));
    assert_null(query_any(NULL, arena));
}

static void
trees_that_say_something_else_are_not_equal(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "police",          "crime",           "\"police\"",
        "title:police",    "text:police",     "police crime",
        "crime police",    "police OR crime", "\"police crime\"",
        "police-crime",    "police -crime",   "year:2014",
        "year:2014..2015", "kind:note",       "kind:minute",
        "plan:2014/15",    "plan:2015/16",    "police crime plan"};
    size_t n = sizeof(texts) / sizeof(texts[0]);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            assert_int_equal(query_equal(parse(texts[i]), parse(texts[j])),
                             i == j);
    assert_true(query_equal(NULL, NULL));
    assert_false(query_equal(NULL, parse("police")));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_words_are_wanted_and_operators_are_in_capitals),
        cmocka_unit_test(a_dash_is_not_only_before_a_word),
        cmocka_unit_test(
            a_phrase_in_quotes_matches_forms_and_a_parted_word_stems),
        cmocka_unit_test(a_plural_acronym_asks_for_its_singular),
        cmocka_unit_test(fields_restrict_and_other_colons_are_text),
        cmocka_unit_test(stop_words_leave_unless_nothing_else_is_wanted),
        cmocka_unit_test(a_normal_tree_is_flat_and_says_nothing_twice),
        cmocka_unit_test(nothing_asked_is_no_query),
        cmocka_unit_test(an_error_points_at_the_character),
        cmocka_unit_test(work_is_bounded),
        cmocka_unit_test(parentheses_nest_sixteen_deep),
        cmocka_unit_test(the_deepest_tree_still_prints_as_itself),
        cmocka_unit_test(any_makes_one_or_of_what_is_wanted),
        cmocka_unit_test(trees_that_say_something_else_are_not_equal),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
