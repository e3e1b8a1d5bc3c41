/* lib/text/token.c: numbers, amounts, years and sections as people write
 * them. */
#include "token_unit.h"

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
        {"section 4.3.", "section=s 4.3"},
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
         "2=2m million q3 m25 16th 4x4 1st"},
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
an_amount_in_millions_is_two_words_however_it_is_written(void **state)
{
    (void)state;
    static const struct words cases[] = {
        {POUND "2m", "2=2m million"},
        {POUND "2M.", "2=2m million"},
        {POUND "2million", "2 million"},
        {POUND "2 million", "2 million"},
        {POUND "1.5bn", "1.5=1.5bn billion"},
        {"$300k \xe2\x82\xac"
         "4mn",
         "300=300k thousand 4=4mn million"},
        {"(" POUND "2m)-" POUND "3m", "2=2m million 3=3m million"},
        {"'" POUND "2m' budget", "2=2m million budget"},
        {POUND "2\xc2\xad"
               "m",
         "2=2m million"},
        {POUND "\xe2\x80\x8b"
               "2m",
         "2=2m million"},
        /* Metres, and what is no multiple. */
        {"2m 10m wide", "2m 10m wide"},
        {POUND "2mm " POUND "2x " POUND "2m2", "2mm 2x 2m2"},
        {POUND "2m\xc3\xa9", "2 m\xc3\xa9=me"},
    };
    ASSERT_ALL(cases);

    struct token t;
    static const char text[] = "a " POUND "2m x";
    tokenizer_start(tokenizer, text, sizeof(text) - 1);
    assert_true(tokenizer_next(tokenizer, &t));
    for (uint32_t i = 0; i < 3; i++) {
        assert_true(tokenizer_next(tokenizer, &t));
        assert_int_equal(t.start, 4);
        assert_int_equal(t.end, 6);
        assert_int_equal(t.pos, i == 2 ? 3 : 2);
        assert_int_equal(t.alt, i == 1);
    }
    assert_true(tokenizer_next(tokenizer, &t));
    assert_int_equal(t.pos, 4);
}

static void
an_amount_is_found_without_its_pence(void **state)
{
    (void)state;
    static const struct words cases[] = {
        {POUND "1,284.16", "1284.16=1284"},
        {POUND "1284.16", "1284.16=1284"},
        {POUND "1,284.00", "1284"},
        {POUND "250.75", "250.75=250"},
        {POUND "2.50 " POUND "2.00", "2.50 2"},
        {POUND "1.234", "1.234"},
        {POUND "100.20.30", "100.20.30"},
        {"1,284.16 1284.00 10.00", "1284.16 1284.00 10.00"},
    };
    ASSERT_ALL(cases);
}

static void
references_to_sections_find_each_other(void **state)
{
    (void)state;
    static const struct words cases[] = {
        {"s.17(2)", "s17=section=s=17 2"},
        {"s17 S17 S.17", "s17=section=s=17 s17=section=s=17 s17=section=s=17"},
        {"s.17A(1)", "s17a=section=s=17a 1"},
        {"s.\xc2\xad"
         "17",
         "s17=section=s=17"},
        {"section 17(2)", "section=s 17=s17 2"},
        {"Section\xc2\xa0"
         "106 agreement",
         "section=s 106=s106 agreement"},
        {"sections 4 and 5", "sections=s 4=s4 and 5"},
        {"s 17, s. 17, ss.4", "s=section 17=s17 s=section 17=s17 ss=section=s "
                              "4=s4"},
        {"Sec. 12B", "sec=section=s 12b=s12b"},
        /* Others. */
        {"s.17.5 s17/2 s.17,5", "s=section 17.5 s17 2 s=section 17=s17 5"},
        {"s.12345 s17abc", "s=section 12345 s17abc"},
        {"s\xc3\xa9.17", "s\xc3\xa9=se 17"},
        {"section: 17", "section 17"},
        {"section 4.3", "section=s 4.3"},
        {"section 2014/15", "section=s 2014/15=2014"},
        {"members s..17", "members s 17"},
        {"s.17\xc3\xa9", "s=section 17=s17 \xc3\xa9=e"},
    };
    ASSERT_ALL(cases);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plan_is_one_word_and_its_first_year_another_form),
        cmocka_unit_test(numbers_keep_points_and_lose_commas),
        cmocka_unit_test(
            a_unit_written_onto_a_number_is_its_own_word_from_three_letters),
        cmocka_unit_test(
            an_amount_in_millions_is_two_words_however_it_is_written),
        cmocka_unit_test(an_amount_is_found_without_its_pence),
        cmocka_unit_test(references_to_sections_find_each_other),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
