/* lib/text: what is a word, its forms, stems and stop words. */
#include "token_unit.h"

#include <stdlib.h>

#include "common/utf8.h"
#include "text/stop.h"

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
        {"pcsos", "pcso"},
        {"pcso", "pcso"},
        {"pccs", "pcc"},
        {"ngos", "ngo"},
        {"hmics", "hmic"},
        {"nhs", "nhs"},
        {"gps", "gps"},
        {"cross", "cross"},
        {"bus", "bus"},
        {"yes", "yes"},
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

/* Forms again and again, in other orders: what is kept of them is theirs. */
static void
a_stem_is_the_same_however_often_it_is_asked_for(void **state)
{
    (void)state;
    struct tokenizer *t, *fresh;
    struct error err;
    assert_ok(tokenizer_new(&t, &err));
    srand(7);
    for (unsigned round = 0; round < 20000; round++) {
        char form[40];
        size_t len = 1 + (unsigned)rand() % (sizeof(form) - 1);
        static const char *const ends[] = {"s", "ing", "ed", "ly", "2", "ies"};
        for (size_t i = 0; i < len; i++)
            form[i] = (char)('a' + rand() % (round % 7 + 1));
        const char *end = ends[round % 6];
        if (strlen(end) <= len)
            memcpy(form + len - strlen(end), end, strlen(end));
        char first[TOKEN_FORM_MAX + 1];
        (void)snprintf(first, sizeof(first), "%s",
                       tokenizer_stem(t, form, len));
        if (round % 20 == 0) {
            assert_ok(tokenizer_new(&fresh, &err));
            assert_string_equal(tokenizer_stem(fresh, form, len), first);
            tokenizer_free(fresh);
        }
        assert_string_equal(tokenizer_stem(t, form, len), first);
        /* One that lies where stems are given from. */
        const char *given = tokenizer_stem(t, form, len);
        char twice[TOKEN_FORM_MAX + 1];
        (void)snprintf(twice, sizeof(twice), "%s",
                       tokenizer_stem(t, first, strlen(first)));
        given = tokenizer_stem(t, form, len);
        assert_string_equal(tokenizer_stem(t, given, strlen(given)), twice);
    }
    tokenizer_free(t);
}

/* Against all words, of random texts of pieces that matter. */
static void
words_that_are_not_asked_for_are_counted(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "police",
        "Cats",
        "PCSOs",
        "2014/15",
        "caf\303\251",
        "x",
        "100",
        "'",
        "\342\200\231",
        "\342\200\223",
        "\302\240",
        " ",
        " ",
        " ",
        ", ",
        "-",
        ".",
        "\303\211",
        "section ",
        "s. ",
        "s106",
        "17A",
        "\302\2432m",
        "\302\255",
        "_",
        "ss",
        "m",
        "paras 3",
        "tn",
        "\314\201",
    };
    struct tokenizer *all, *some;
    struct error err;
    assert_ok(tokenizer_new(&all, &err));
    assert_ok(tokenizer_new(&some, &err));
    srand(3);
    for (unsigned round = 0; round < 20000; round++) {
        bool first[256] = {false};
        char text[512] = "";
        size_t len = 0;
        for (unsigned i = 0; i < round % 5; i++)
            first[(unsigned char)"pcxsmt21"[(unsigned)rand() % 8]] = true;
        for (unsigned i = 0; i < 20; i++) {
            const char *piece =
                pieces[(unsigned)rand() % (sizeof(pieces) / sizeof(*pieces))];
            memcpy(text + len, piece, strlen(piece) + 1);
            len += strlen(piece);
        }
        struct token a, b;
        tokenizer_start(all, text, len);
        tokenizer_start(some, text, len);
        tokenizer_only(some, first);
        bool more = tokenizer_next(some, &b);
        while (tokenizer_next(all, &a)) {
            if (more && a.pos == b.pos && a.start == b.start) {
                assert_string_equal(a.form, b.form);
                assert_int_equal(a.end, b.end);
                assert_true(a.alt == b.alt && a.singular == b.singular);
                more = tokenizer_next(some, &b);
            } else if (first[(unsigned char)a.form[0]]) {
                fail_msg("\"%s\" lacks %s", text, a.form);
            }
        }
        assert_false(more);
    }
    tokenizer_free(all);
    tokenizer_free(some);
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

static void
forms_at_one_position_may_coincide(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "PCSOs MPs ABs 2014/15 2014-15 \xc2\xa3"
        "2m \xc2\xa3"
        "2.50 "
        "\xc2\xa3"
        "1,284.16 $3bn \xe2\x82\xac"
        "4k",
        "s.17A s 106 s. 106 section 106 Sections 4 and 5 ss 4 sec. 17 S106s",
        "caf\xc3\xa9s CO\xe2\x82\x82 \xc3\x89"
        "COs na\xc3\xafve "
        "M\xc3\xbcller's",
    };
    static const char *const apart[][2] = {
        {"the", "of"},      {"constable", "constables'"}, {"pcso", "pcsosx"},
        {"sections", "s'"}, {"o'clock", "clock"},
    };
    size_t alternates = 0;

    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        char forms[4][TOKEN_FORM_MAX + 1];
        size_t n = 0;
        struct token t;
        tokenizer_start(tokenizer, texts[i], strlen(texts[i]));
        while (tokenizer_next(tokenizer, &t)) {
            n = t.alt ? n + 1 : 0;
            alternates += t.alt;
            assert_true(n < 4);
            memcpy(forms[n], t.form, t.form_len + 1);
            for (size_t j = 0; j <= n; j++) {
                assert_true(token_may_coincide(forms[j], forms[n]));
                assert_true(token_may_coincide(forms[n], forms[j]));
            }
        }
    }
    assert_true(alternates > 20);
    for (size_t i = 0; i < sizeof(apart) / sizeof(apart[0]); i++)
        assert_false(token_may_coincide(apart[i][0], apart[i][1]));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_parted_and_folded),
        cmocka_unit_test(
            curly_apostrophes_are_straight_and_only_inner_ones_stay),
        cmocka_unit_test(a_plural_acronym_has_its_singular_too),
        cmocka_unit_test(accents_have_a_plain_form_too),
        cmocka_unit_test(soft_hyphens_and_zero_width_characters_vanish),
        cmocka_unit_test(a_long_word_is_cut_but_its_span_is_whole),
        cmocka_unit_test(stop_words_take_positions_and_are_said_to_be_such),
        cmocka_unit_test(the_stop_list_has_174_sorted_words),
        cmocka_unit_test(stems_are_snowballs_and_numbers_their_own),
        cmocka_unit_test(a_stem_is_the_same_however_often_it_is_asked_for),
        cmocka_unit_test(words_that_are_not_asked_for_are_counted),
        cmocka_unit_test(forms_at_one_position_may_coincide),
        cmocka_unit_test(names_fold_to_one_whatever_their_case_and_signs),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
