/* lib/text: what is a word, its forms, stems and stop words. */
#include "unit.h"

#include "common/buf.h"
#include "common/utf8.h"
#include "text/stop.h"
#include "text/token.h"

static struct tokenizer *tokenizer;

static int
set_up(void **state)
{
    (void)state;
    return tokenizer_new(&tokenizer, NULL) == STATUS_OK ? 0 : -1;
}

static int
tear_down(void **state)
{
    (void)state;
    tokenizer_free(tokenizer);
    tokenizer_free(NULL);
    return 0;
}

/* Words as "form" or "form=alternate", with blanks between. */
static void
assert_words(const char *text, const char *expected)
{
    struct buf b = {0};
    struct token t;
    uint32_t pos = 0;

    buf_add_str(&b, "");
    tokenizer_start(tokenizer, text, strlen(text));
    while (tokenizer_next(tokenizer, &t)) {
        assert_int_equal(strlen(t.form), t.form_len);
        assert_int_equal(t.pos, t.alt ? pos : pos + 1);
        pos = t.pos;
        if (b.len != 0)
            buf_add_char(&b, t.alt ? '=' : ' ');
        buf_add_str(&b, t.form);
    }
    if (strcmp(b.data, expected) != 0)
        fail_msg("\"%s\" gives \"%s\", not \"%s\"", text, b.data, expected);
    buf_done(&b);
}

struct words {
    const char *text, *expected;
};

static void
assert_all_words(const struct words *cases, size_t n)
{
    for (size_t i = 0; i < n; i++)
        assert_words(cases[i].text, cases[i].expected);
}
#define ASSERT_ALL(cases)                                                      \
    assert_all_words(cases, sizeof(cases) / sizeof((cases)[0]))

static void
words_are_parted_and_folded(void **state)
{
    (void)state;
    static const struct words cases[] = {
        {"", ""},
        {" \n\t .,;:!? \xe2\x80\x93 \xe2\x80\xa6 ", ""},
        {"Special Constables", "special constables"},
        {"anti-social behaviour", "anti social behaviour"},
        {"well\xe2\x80\x93known snake_case a/b", "well known snake case a b"},
        {"10\xc2\xa0January", "10 january"},
        {"\xc2\xa0Members\xc2\xa0", "members"},
        {"(RESOLVED: that)", "resolved that"},
        {"delivery. .Then", "delivery then"},
        {"10.One", "10 one"},
        {"STRASSE Stra\xc3\x9f"
         "e",
         "strasse strasse"},
        {"\xce\xa3\xce\x91\xce\xa3", "\xcf\x83\xce\xb1\xcf\x83"},
    };
    ASSERT_ALL(cases);
}

static void
curly_apostrophes_are_straight_and_only_inner_ones_stay(void **state)
{
    (void)state;
    static const struct words cases[] = {
        {"Commissioner\xe2\x80\x99s", "commissioner's"},
        {"Commissioner's", "commissioner's"},
        {"Commissioner\xef\xbc\x87s", "commissioner's"},
        {"the Members\xe2\x80\x99 view", "the members view"},
        {"Members' 'quoted' words", "members quoted words"},
        {"\xe2\x80\x98quoted\xe2\x80\x99", "quoted"},
        {"don''t", "don t"},
        {"O\xe2\x80\x99"
         "Brien o'clock",
         "o'brien o'clock"},
        {"the 1980's", "the 1980 s"},
    };
    ASSERT_ALL(cases);
}

static void
a_plural_acronym_has_its_singular_too(void **state)
{
    (void)state;
    static const struct words cases[] = {
        {"PCSOs", "pcsos=pcso"},
        {"MPs and IDs.", "mps=mp and ids=id"},
        {"PCSO pcsos Pcsos PCSOS As", "pcso pcsos pcsos pcsos as"},
        {"PCSO's PCs2", "pcso's pcs2"},
    };
    ASSERT_ALL(cases);

    struct token t;
    tokenizer_start(tokenizer, "PCSOs 2014/15", 13);
    assert_true(tokenizer_next(tokenizer, &t) && !t.alt && !t.singular);
    assert_true(tokenizer_next(tokenizer, &t) && t.alt && t.singular);
    assert_int_equal(t.start, 0);
    assert_int_equal(t.end, 5);
    assert_true(tokenizer_next(tokenizer, &t) && !t.alt && !t.singular);
    assert_true(tokenizer_next(tokenizer, &t) && t.alt && !t.singular);
    assert_int_equal(t.start, 6);
    assert_int_equal(t.end, 13);
    assert_int_equal(t.pos, 2);
    assert_false(tokenizer_next(tokenizer, &t));
}

static void
a_plan_is_one_word_and_its_first_year_another_form(void **state)
{
    (void)state;
    static const struct words cases[] = {
        {"2014/15", "2014/15=2014"},
        {"2014-15", "2014/15=2014"},
        {"2014\xe2\x80\x93"
         "15,",
         "2014/15=2014"},
        {"2014\xe2\x80\x91"
         "15",
         "2014/15=2014"},
        {"2014/2015.", "2014/15=2014"},
        {"1999/00 1999-2000", "1999/00=1999 1999/00=1999"},
        {"Plan 2014/15 budget", "plan 2014/15=2014 budget"},
        {"2014/15budget", "2014/15=2014 budget"},
        {"2014/15s", "2014 15s"},
        {"2017-2021 2014/16", "2017 2021 2014 16"},
        {"16/11/2017", "16 11 2017"},
        {"2011-12-05", "2011 12 05"},
        {"2014/155", "2014 155"},
        {"1234/35", "1234 35"},
        {"2014 / 15", "2014 15"},
    };
    ASSERT_ALL(cases);
}

static void
numbers_keep_points_and_lose_commas(void **state)
{
    (void)state;
    static const struct words cases[] = {
        {"4.3 10.30 1.2.3", "4.3 10.30 1.2.3"},
        {"paragraph 4.", "paragraph 4"},
        {"section 4.3.", "section 4.3"},
        {"\xc2\xa3"
         "2,500,000",
         "2500000"},
        {"2,500.50", "2500.50"},
        {"2,500,0000", "2 500 0000"},
        {"1234,567", "1234 567"},
        {"1,2,3", "1 2 3"},
        {"7, 12 and 13", "7 12 and 13"},
        /* One group more than is looked at: the first number has none. */
        {"1,000,000,000,000,000,000,000,000,000",
         "1 000000000000000000000000000"},
    };
    ASSERT_ALL(cases);
}

static void
a_unit_written_onto_a_number_is_its_own_word_from_three_letters(void **state)
{
    (void)state;
    static const struct words cases[] = {
        {"\xc2\xa3"
         "2million",
         "2 million"},
        {"100hours", "100 hours"},
        {"2.5million", "2.5 million"},
        {"2,500hours", "2500 hours"},
        {"\xc2\xa3"
         "2m Q3 M25 16th 4x4 1st",
         "2m q3 m25 16th 4x4 1st"},
        {"10.30am", "10.30am"},
        {"2million3", "2 million3"},
        {"5\xc3\xa9tat", "5 \xc3\xa9tat=etat"},
        {"20\xc2\xad"
         "14abc",
         "2014 abc"},
    };
    ASSERT_ALL(cases);
}

static void
accents_have_a_plain_form_too(void **state)
{
    (void)state;
    static const struct words cases[] = {
        {"Caf\xc3\xa9", "caf\xc3\xa9=cafe"},
        {"Cafe\xcc\x81", "caf\xc3\xa9=cafe"},
        {"CAF\xc3\x89\xe2\x80\x99S", "caf\xc3\xa9's=cafe's"},
        {"of\xef\xac\x81"
         "ce",
         "office"},
        {"\xef\xbc\xb0\xef\xbc\xa3", "\xef\xbd\x90\xef\xbd\x83=pc"},
        {"CO\xe2\x82\x82", "co\xe2\x82\x82=co2"},
        {"\xc2\xbd", "\xc2\xbd"},
        {"\xce\xbb\xcf\x8c\xce\xb3\xce\xbf\xcf\x82",
         "\xce\xbb\xcf\x8c\xce\xb3\xce\xbf\xcf\x83"},
        {"\xcc\x81", ""},
    };
    ASSERT_ALL(cases);
}

static void
soft_hyphens_and_zero_width_characters_vanish(void **state)
{
    (void)state;
    static const struct words cases[] = {
        {"con\xc2\xadstables", "constables"},
        {"\xe2\x80\x8b"
         "con\xe2\x80\x8bstables\xe2\x80\x8b \xef\xbb\xbfx",
         "constables x"},
        {"don\xc2\xad\xe2\x80\x99\xc2\xadt", "don't"},
        {"2\xc2\xad"
         "014 2,\xe2\x80\x8b"
         "500",
         "2014 2500"},
        {"\xc2\xad", ""},
    };
    ASSERT_ALL(cases);

    struct token t;
    const char *text = "\xc2\xad"
                       "con\xc2\xadstables\xc2\xad.";
    tokenizer_start(tokenizer, text, strlen(text));
    assert_true(tokenizer_next(tokenizer, &t));
    assert_int_equal(t.start, 2);
    assert_int_equal(t.end, 14);
}

/* A word of `count` times `unit`, between two others. */
static void
assert_long_word_is_cut(const char *unit, size_t count, size_t form_len)
{
    struct buf b = {0};
    struct token t;

    buf_add_str(&b, "a ");
    for (size_t i = 0; i < count; i++)
        buf_add_str(&b, unit);
    size_t end = b.len;
    buf_add_str(&b, " z");
    tokenizer_start(tokenizer, b.data, b.len);
    assert_true(tokenizer_next(tokenizer, &t));
    assert_true(tokenizer_next(tokenizer, &t) && !t.alt);
    assert_int_equal(t.start, 2);
    assert_int_equal(t.end, end);
    assert_int_equal(t.pos, 2);
    assert_int_equal(t.form_len, form_len);
    assert_true(utf8_valid(t.form, t.form_len));
    do
        assert_true(tokenizer_next(tokenizer, &t));
    while (t.alt);
    assert_string_equal(t.form, "z");
    assert_int_equal(t.pos, 3);
    buf_done(&b);
}

static void
a_long_word_is_cut_but_its_span_is_whole(void **state)
{
    (void)state;
    assert_long_word_is_cut("X", 70000, TOKEN_FORM_MAX);
    assert_long_word_is_cut("X", TOKEN_FORM_MAX, TOKEN_FORM_MAX);
    assert_long_word_is_cut("7", 70000, TOKEN_FORM_MAX);
    assert_long_word_is_cut("7.7", 24000, TOKEN_FORM_MAX);
    assert_long_word_is_cut("\xc3\xa9", 35000, TOKEN_FORM_MAX);
    assert_long_word_is_cut("x\xc3\xa9", 24000, TOKEN_FORM_MAX);
    assert_long_word_is_cut("xy\xc3\xa9z", 14000, TOKEN_FORM_MAX);
    assert_long_word_is_cut("\xe2\x84\xaa", 25000, TOKEN_FORM_MAX);
    assert_long_word_is_cut("x\xcc\x81", 25000, TOKEN_FORM_MAX);
}

static void
stop_words_take_positions_and_are_said_to_be_such(void **state)
{
    (void)state;
    struct token t;
    const char *text = "The Panel AND She\xe2\x80\x99ll";
    static const struct {
        const char *form;
        bool stop;
    } expected[] = {
        {"the", true}, {"panel", false}, {"and", true}, {"she'll", true}};

    tokenizer_start(tokenizer, text, strlen(text));
    for (unsigned i = 0; i < 4; i++) {
        assert_true(tokenizer_next(tokenizer, &t));
        assert_string_equal(t.form, expected[i].form);
        assert_int_equal(t.stop, expected[i].stop);
        assert_int_equal(t.pos, i + 1);
    }
    assert_false(tokenizer_next(tokenizer, &t));
    assert_false(tokenizer_next(tokenizer, &t));
}

static void
the_stop_list_has_174_sorted_words(void **state)
{
    (void)state;
    size_t longest = 0;

    assert_int_equal(sizeof(stop_words) / sizeof(stop_words[0]), 174);
    for (size_t i = 0; i < STOP_WORDS; i++) {
        size_t len = strlen(stop_words[i]);
        assert_true(token_is_stop(stop_words[i], len));
        assert_true(i == 0 || strcmp(stop_words[i - 1], stop_words[i]) < 0);
        longest = len > longest ? len : longest;
    }
    assert_int_equal(longest, STOP_WORD_MAX);
    static const char *const no[] = {"shell", "",       "th",    "themselvess",
                                     "zebra", "police", "her's", "must"};
    for (size_t i = 0; i < sizeof(no) / sizeof(no[0]); i++)
        assert_false(token_is_stop(no[i], strlen(no[i])));
}

static void
stems_are_snowballs_and_numbers_their_own(void **state)
{
    (void)state;
    static const struct words cases[] = {
        {"constables", "constabl"},
        {"policing", "polic"},
        {"commissioner's", "commission"},
        {"pcsos", "pcsos"},
        {"2014/15", "2014/15"},
        {"100s", "100s"},
        {"s", "s"},
        {"caf\xc3\xa9", "caf\xc3\xa9"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        assert_string_equal(
            tokenizer_stem(tokenizer, cases[i].text, strlen(cases[i].text)),
            cases[i].expected);
}

static void
names_fold_to_one_whatever_their_case_and_signs(void **state)
{
    (void)state;
    struct tokenizer *t;
    struct error err;
    struct buf out = {0};

    assert_ok(tokenizer_new(&t, &err));
    buf_add_str(&out, "x");
    tokenizer_fold(t, "Kent & Medway: PCSOs", 20, &out);
    assert_string_equal(out.data, "xkent medway pcsos");
    buf_clear(&out);
    tokenizer_fold(t, " - ", 3, &out);
    assert_int_equal(out.len, 0);
    buf_done(&out);
    tokenizer_free(t);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_parted_and_folded),
        cmocka_unit_test(
            curly_apostrophes_are_straight_and_only_inner_ones_stay),
        cmocka_unit_test(a_plural_acronym_has_its_singular_too),
        cmocka_unit_test(a_plan_is_one_word_and_its_first_year_another_form),
        cmocka_unit_test(numbers_keep_points_and_lose_commas),
        cmocka_unit_test(
            a_unit_written_onto_a_number_is_its_own_word_from_three_letters),
        cmocka_unit_test(accents_have_a_plain_form_too),
        cmocka_unit_test(soft_hyphens_and_zero_width_characters_vanish),
        cmocka_unit_test(a_long_word_is_cut_but_its_span_is_whole),
        cmocka_unit_test(stop_words_take_positions_and_are_said_to_be_such),
        cmocka_unit_test(the_stop_list_has_174_sorted_words),
        cmocka_unit_test(stems_are_snowballs_and_numbers_their_own),
        cmocka_unit_test(names_fold_to_one_whatever_their_case_and_signs),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
