/* lib/query: what is refused and where, and what is read otherwise than to
 * the letter and said so. */
#include "query_unit.h"

#define PICTURES "pictures and symbols are not looked for"
#define ALONE "a search needs at least one word to find"

struct refusal {
    const char *text;
    unsigned column;
    const char *message;
};

static void
assert_refusals(const struct refusal *cases, size_t n)
{
    for (size_t i = 0; i < n; i++)
        assert_refused(cases[i].text, strlen(cases[i].text), cases[i].column,
                       cases[i].message);
}
#define ASSERT_REFUSALS(cases)                                                 \
    assert_refusals(cases, sizeof(cases) / sizeof((cases)[0]))

static void
a_star_in_the_wrong_place_is_refused_there(void **state)
{
    (void)state;
    static const char end[] =
        "a * stands only at the end of a word, as in polic*";
    static const char begin[] = "a * cannot begin a word: it stands at the end "
                                "of one, as in polic*";
    static const char right[] =
        "a * stands right behind the beginning of a word, as in polic*";
    static const char few[] =
        "a * takes at least 3 letters before it, as in polic*";
    static const struct refusal cases[] = {
        {"con*le", 4, end},
        {"x caf\xc3\xa9*s", 7, end},
        {"police con*-led", 11, end},
        {"*able", 1, begin},
        {"police -*able", 9, begin},
        {"*important*", 1, begin},
        {"title:*able", 7, begin},
        {"police.*", 8, right},
        {"co*", 3, few},
        {"x \xc3\xa9t*", 5, few},
        {"1,2*", 4, few},
        {"anti-so*", 8, few},
    };
    ASSERT_REFUSALS(cases);
}

static void
near_without_two_words_beside_it_is_refused(void **state)
{
    (void)state;
    static const char between[] =
        "NEAR stands between words, phrases, and groups of them with OR, as "
        "in (police OR crime) NEAR/5 budget";
    static const char number[] = "NEAR/ takes a number of words from 1 to 100, "
                                 "as in police NEAR/5 budget";
    static const char place[] = "what is near each other is looked for in one "
                                "place, as in title:(police NEAR/5 budget)";
    static const struct refusal cases[] = {
        {"police NEAR/5", 14, "expected a word or a phrase after NEAR"},
        {"NEAR/5 police", 1, "expected a word or a phrase before NEAR"},
        {"a NEAR NEAR b", 8, "expected a word or a phrase after NEAR"},
        {"a AND NEAR b", 7, "expected a word or a phrase after AND"},
        {"a NEAR/5 -b", 10, "expected a word or a phrase after NEAR"},
        {"a NEAR/0 b", 8, number},
        {"a NEAR/101 b", 8, number},
        {"a NEAR/5x b", 8, number},
        {"a NEAR/x b", 8, number},
        {"a NEAR/-1 b", 8, number},
        {"a NEAR/ b", 8, number},
        {"a NEAR/99999999999999999999 b", 8, number},
        {"(a b) NEAR/5 c", 1, between},
        {"c NEAR/5 (a OR (b d))", 10, between},
        {"c NEAR/5 (a OR year:2014)", 10, between},
        {"c NEAR/5 (a OR title:b)", 10, place},
        {"(a OR b OR c OR d OR e) NEAR (a OR b OR c OR d)", 1,
         "the groups beside NEAR give more than 16 ways to be near"},
        {"c NEAR/5 year:2014", 10, between},
        {"committee:c NEAR/5 c", 1, between},
        {"title:a NEAR/5 b", 16, place},
        {"a NEAR/5 b NEAR/6 c", 12,
         "one NEAR after another takes the same number: NEAR/5"},
        {"\"a b\" NEAR/100 c", 1,
         "NEAR is at most 100 words wide, with those of the phrases beside it"},
        {"\"a b c d e f g h i\" NEAR/5 \"a b c d e f g h\"", 28,
         "NEAR takes at most 16 words"},
        {"\"a b\"~5 x", 6,
         "a number of words goes with NEAR, as in police NEAR/5 budget"},
    };
    ASSERT_REFUSALS(cases);
}

static void
a_value_that_is_none_is_refused(void **state)
{
    (void)state;
    static const char dates[] =
        "date: takes a day, a month or a year that there is, as 2014-02-06, "
        "2014-02 or 2014, or a range of two, as 2014-02..2016-05, 2014-02.. or "
        "..2016";
    static const char committees[] =
        "committee: takes words of a committee's name as they stand, as "
        "committee:planning or committee:\"pensions board\"";
    static const char sources[] = "source: takes the path of a file or of a "
                                  "folder, in which all is found, as "
                                  "source:2014/roads";
    static const char numbers[] =
        "para: takes the number of a paragraph, as para:7 or para:4.2";
    static const char group[] =
        "a value with a parenthesis in it goes into quotes";
    static const struct refusal cases[] = {
        {"x date:abc", 8, dates},
        {"date:2014-13", 6, dates},
        {"date:2014-02-30", 6, dates},
        {"date:2014-2", 6, dates},
        {"date:2014-02-6", 6, dates},
        {"date:2014/02", 6, dates},
        {"date:1799", 6, dates},
        {"date:..", 6, dates},
        {"date:2014..x", 6, dates},
        {"date:2014-02-06x", 6, dates},
        {"date:2016..2014", 6,
         "date: takes a range whose first date is not after its second"},
        {"committee:!", 11, committees},
        {"committee:pens*", 11, committees},
        {"x committee:\"\"", 13, committees},
        {"source:/", 8, sources},
        {"source:*", 8, sources},
        {"source:2014/r*", 8, sources},
        {"source:2014/*/x", 8, sources},
        {"para:!", 6, numbers},
        {"para:3..7", 6, numbers},
        {"para:12(a)", 8, group},
        {"source:a(b", 9, group},
    };
    ASSERT_REFUSALS(cases);
}

static void
words_with_a_star_are_counted(void **state)
{
    (void)state;
    char *eight = repeat("abc* ", 8);
    char *text = xasprintf("%sabd*", eight);
    static const char message[] = "a query has at most 8 words with a *";

    (void)parse(eight);
    assert_refused(text, strlen(text), 44, message);
    free(text);
    text = xasprintf("abc-d abc-def* NEAR/2 %sabd*", eight);
    assert_refused(text, strlen(text), 56, message);
    free(text);
    free(eight);
}

static void
phrases_beside_near_stay_within_the_limits(void **state)
{
    (void)state;
    char *open = repeat("(", 16), *close = repeat(")", 16);
    char *text = xasprintf("%sa NEAR/2 b%s", open, close);
    (void)parse(text);
    free(text);
    text = xasprintf("%s\"a b\" NEAR/2 c%s", open, close);
    assert_refused(text, strlen(text), 17, "parentheses nest at most 16 deep");
    free(text);
    free(open);
    free(close);

    char *many = repeat("x ", 251);
    text = xasprintf("%s\"a b\" NEAR/2 c", many);
    (void)parse(text);
    free(text);
    text = xasprintf("%sx \"a b\" NEAR/2 c", many);
    assert_refused(text, strlen(text), 519, "a query has at most 256 words");
    free(text);
    free(many);
}

static void
what_is_not_read_to_the_letter_is_noted(void **state)
{
    (void)state;
    static const struct {
        const char *text, *printed, *note;
    } cases[] = {
        {"police NEAR budget", "police NEAR/10 budget",
         "NEAR is taken as NEAR/10: at most 10 words away"},
        {"\"a b\" NEAR/5 c", "\"a b\" AND \"a\" NEAR/6 \"b\" NEAR/6 c",
         "the words of a phrase beside NEAR"},
        {"anti-soc*", "anti NEAR/1 soc*",
         "anti-soc* is taken as its words beside each other"},
        {"\"polic* plan\"", "\"polic plan\"", "a * within quotes is only"},
        {"police * plan", "police AND plan", "a * that stands alone"},
        {"police | crime", "police AND crime", "| is only a sign"},
        {"police || crime", "police AND crime", "| is only a sign"},
        {"police !crime", "police AND crime", "! is only a sign"},
        {"wom?n", "wom-n", "? is only a sign"},
        {"police \xf0\x9f\x9a\x93", "police", PICTURES},
        {"police\xf0\x9f\x9a\x93", "police", PICTURES},
        {"\"police \xe2\x98\x82\"", "\"police\"", PICTURES},
        {"police or crime", "police AND crime", "or is taken as a word"},
        {"police not crime", "police AND crime", "not is taken as a word"},
        {"police near/5 crime", "police AND near-5 AND crime",
         "near/ is taken as a word"},
        {"police^2", "police-2", "^ and ~ behind a word are only signs"},
        {"police~1", "police-1", "^ and ~ behind a word are only signs"},
        {"titel:plan", "titel-plan", "there is no field titel:"},
        {"year: 2014", "year AND 2014", "year: is read as a word"},
        {"title:-crime", "title:crime", "a - behind title: is only a sign"},
        {"committee:-crime", "committee:crime",
         "a - behind committee: is only a sign"},
        {"title:(year:2014)", "year:2014",
         "year: within the parentheses of title: is asked by itself"},
        {"title:(plan OR text:crime)", "title:plan OR text:crime",
         "text: within the parentheses of title: is asked by itself"},
        {"title:year:2014", "title:year-2014",
         "year: behind title: is read as a word"},
        {"title:year:\"2014\"", "title:year AND \"2014\"",
         "year: behind title: is read as a word"},
        {"committee:Title:crime", "committee:\"title crime\"",
         "title: behind committee: is read as a word"},
        {"police --crime", "police AND crime", "a dash is only a sign here"},
        {"police \xe2\x80\x93"
         "crime",
         "police AND crime", "a dash is only a sign here"},
        {"\"a b\"-crime", "\"a b\" AND crime", "a dash is only a sign here"},
        {"[x TO b]", "x AND b", "TO is read as a word: a range is written"},
        {"title:{a TO b} c", "title:a AND b AND c", "TO is read as a word"},
        {"2014..2016", "2014_2016", "a range is read as words, but behind"},
        {"title:2014..", "title:2014", "a range is read as words, but behind"},
        {"police|crime", "police-crime", "| is only a sign"},
        {"police~ crime", "police AND crime", "~ is only a sign here"},
        {"~police", "police", "~ is only a sign here"},
        {"\"a b\"^2", "\"a b\" AND 2", "^ and ~ behind a word are only signs"},
        {"'special constables'", "special AND constables", "' is only a sign"},
        {"\xe2\x80\x98"
         "x b\xe2\x80\x99 c",
         "x AND b AND c", "' is only a sign"},
        {"police :crime", "police AND crime", "a : that begins a word"},
        {"police Or crime", "police AND crime", "or is taken as a word"},
        {"police Not crime", "police AND crime", "not is taken as a word"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct query *q = parse(cases[i].text);
        assert_noted(cases[i].text, cases[i].note);
        assert_int_equal(notes.n, 1);
        char *printed = print(q);
        assert_string_equal(printed, cases[i].printed);
        /* What was understood has nothing more to say. */
        (void)parse(printed);
        assert_int_equal(notes.n, 0);
        free(printed);
    }
    assert_null(parse("\xf0\x9f\x9a\x93 \xe2\x98\x82"));
    assert_noted("an umbrella", PICTURES);
}

static void
what_is_read_to_the_letter_is_not_noted(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "police crime",
        "police -crime OR (plan AND NOT budget)",
        "the crime and disorder act",
        "whether or not the Council should approve the draft plan",
        "What is the plan?",
        "Resolved: that the plan be approved.",
        "Title: Plan",
        "at 10:30 in the town hall",
        "title:(title:plan OR crime)",
        "source:year:2014",
        "source:-old/--new",
        "title:10:30",
        "police - crime -- plan",
        "Travel TO Work [see minute 4]",
        "[Minutes] and {notes}",
        "the councillors' allowances, and members' too",
        "rock 'n roll",
        "so... and 4.5",
        "https://example.org/~clerk/a|b",
        "https://example.org/a?b=c",
        "or",
        "police or",
        ("PCSOs & ASB - \xc2\xa3"
         "2m"),
        "\"or not\"",
        "polic* NEAR/5 \"budget\"",
        "~\"special constables\" date:2014-02.. source:2014/roads/*",
        "",
    };
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        (void)parse(texts[i]);
        if (notes.n > 0)
            fail_msg("\"%s\": %s", texts[i], notes.texts[0]);
    }
    struct query *q = NULL;
    assert_int_equal(query_parse(&q, NULL, "x | y", 5, arena, tokenizer, NULL),
                     STATUS_OK);
}

static void
notes_are_few_and_none_is_said_twice(void **state)
{
    (void)state;
    (void)parse("a | b | c NEAR d NEAR e");
    assert_int_equal(notes.n, 2);

    struct buf b = {0};
    for (unsigned i = 0; i < 20; i++)
        buf_addf(&b, "fiel%c:x ", (char)('a' + i));
    (void)parse(b.data);
    assert_int_equal(notes.n, 8);
    buf_done(&b);
}

static void
stop_words_that_leave_are_told(void **state)
{
    (void)state;
    (void)parse("The police of the Kent or crime");
    assert_int_equal(notes.n_dropped, 3);
    assert_string_equal(notes.dropped[0], "the");
    assert_string_equal(notes.dropped[1], "of");
    assert_string_equal(notes.dropped[2], "or");
    static const char *const kept[] = {
        "to be or not to be", "\"the\" police", "title:the police",
        "the OR police",      "police -the",    "the NEAR/5 police"};
    for (size_t i = 0; i < sizeof(kept) / sizeof(kept[0]); i++) {
        (void)parse(kept[i]);
        assert_int_equal(notes.n_dropped, 0);
    }
}

static void
asked_for_them_stop_words_are_words_like_others(void **state)
{
    (void)state;
    static const struct meaning cases[] = {
        {"The police of the Kent or crime",
         "the AND police AND of AND kent AND or AND crime"},
        {"to be or not to be", "to AND be AND or AND not"},
        {"police -the \"state of the art\"",
         "police AND NOT the AND \"state of the art\""},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct query *q = NULL;
        const char *text = cases[i].text;
        assert_ok(query_parse_all(&q, &notes, text, strlen(text), arena,
                                  tokenizer, &err));
        char *printed = print(q);
        assert_string_equal(printed, cases[i].printed);
        assert_int_equal(notes.n_dropped, 0);
        for (size_t c = 0; c < q->n_children; c++)
            for (size_t w = 0; w < q->children[c]->n_words; w++)
                assert_false(q->children[c]->words[w].stop);
        free(printed);
    }
    struct query *none = (struct query *)&err;
    assert_int_equal(
        query_parse_all(&none, NULL, "the AND", 7, arena, tokenizer, &err),
        STATUS_BAD_QUERY);
    assert_ptr_equal(none, &err);
}

static void
characters_that_nobody_sees_change_nothing(void **state)
{
    (void)state;
    static const struct meaning cases[] = {
        {"\xe2\x80\x8fpolice\xe2\x80\x8f \xe2\x80\x8e-crime",
         "police AND NOT crime"},
        {"police OR\xe2\x80\x8f crime", "police OR crime"},
        {"ti\xc2\xadtle:plan\xe2\x80\x8b", "title:plan"},
        {"year:2014\xe2\x80\xac", "year:2014"},
        {"\xef\xbb\xbf\"special\xe2\x80\x8e constables\"\xe2\x80\x8e",
         "\"special constables\""},
        {"con\xc2\xadstab\xe2\x80\x8b*", "constab*"},
        {"~\xe2\x80\x8e\"a b\"", "~\"a b\""},
        {"a NEAR\xe2\x80\x8e/5 b", "a NEAR/5 b"},
    };
    ASSERT_MEANINGS(cases);

    /* They count where an error points. */
    static const struct refusal refusals[] = {
        {"\xe2\x80\x8fx year:abc", 9,
         "year: takes a year from 1800 to 2199, or a range of them as "
         "2014..2016, 2014.. or ..2016"},
        {"\xe2\x80\x8f\xe2\x80\x8e-x", 3, ALONE},
        {"x\xc2\xad AND\xe2\x80\x8f", 8,
         "expected a word or a phrase after AND"},
    };
    ASSERT_REFUSALS(refusals);
    assert_null(parse("\xe2\x80\x8f\xe2\x80\x8e"));
}

static void
a_word_without_end_is_looked_for_by_its_beginning(void **state)
{
    (void)state;
    char *word = repeat("y", 4000);
    struct query *q = parse(word);
    assert_int_equal(q->type, QUERY_WORD);
    assert_int_equal(strlen(q->words[0].form), TOKEN_FORM_MAX);
    assert_noted("yyy...", "a word is looked for by its first 120 letters");
    free(word);
    word = repeat("y", TOKEN_FORM_MAX);
    (void)parse(word);
    assert_int_equal(notes.n, 0);
    free(word);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_star_in_the_wrong_place_is_refused_there),
        cmocka_unit_test(near_without_two_words_beside_it_is_refused),
        cmocka_unit_test(a_value_that_is_none_is_refused),
        cmocka_unit_test(words_with_a_star_are_counted),
        cmocka_unit_test(phrases_beside_near_stay_within_the_limits),
        cmocka_unit_test(what_is_not_read_to_the_letter_is_noted),
        cmocka_unit_test(what_is_read_to_the_letter_is_not_noted),
        cmocka_unit_test(notes_are_few_and_none_is_said_twice),
        cmocka_unit_test(stop_words_that_leave_are_told),
        cmocka_unit_test(asked_for_them_stop_words_are_words_like_others),
        cmocka_unit_test(characters_that_nobody_sees_change_nothing),
        cmocka_unit_test(a_word_without_end_is_looked_for_by_its_beginning),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
