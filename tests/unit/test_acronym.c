/* lib/text/acronym.c: definitions are found, and nothing else is taken for
 * one. */
#include "unit.h"

#include "common/buf.h"
#include "common/xalloc.h"
#include "text/acronym.h"

static struct tokenizer *tokenizer;

static int
set_up(void **state)
{
    struct error err;

    (void)state;
    assert_ok(tokenizer_new(&tokenizer, &err));
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    tokenizer_free(tokenizer);
    return 0;
}

/* A text, and what it defines: "CSE=child sexual exploitation;...". */
struct definitions {
    const char *text, *found;
};

static void
assert_found(const struct definitions *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const char *text = cases[i].text;
        struct acronym_finder finder;
        struct acronym a;
        struct buf found = {0};
        buf_add_str(&found, "");
        acronym_start(&finder, tokenizer, text, strlen(text));
        while (acronym_next(&finder, &a)) {
            if (found.len > 0)
                buf_add_char(&found, ';');
            buf_add(&found, text + a.start, a.end - a.start);
            buf_add_char(&found, '=');
            buf_add(&found, text + a.words_start, a.words_end - a.words_start);
        }
        if (strcmp(found.data, cases[i].found) != 0)
            fail_msg("%s: found %s, not %s", text, found.data, cases[i].found);
        buf_done(&found);
    }
}

#define ASSERT_FOUND(cases)                                                    \
    assert_found(cases, sizeof(cases) / sizeof((cases)[0]))

static void
an_acronym_behind_its_words_is_found(void **state)
{
    (void)state;
    static const struct definitions cases[] = {
        {"on child sexual exploitation (CSE) in Kent",
         "CSE=child sexual exploitation"},
        {"The Police and Crime Commissioner (PCC) and the Office of the Police "
         "and Crime Commissioner (OPCC)",
         "PCC=Police and Crime Commissioner;"
         "OPCC=Office of the Police and Crime Commissioner"},
        {"ANTI-SOCIAL BEHAVIOUR (ASB)", "ASB=ANTI-SOCIAL BEHAVIOUR"},
        {"Her Majesty\xe2\x80\x99s Inspectorate of Constabulary (HMIC)",
         "HMIC=Her Majesty\xe2\x80\x99s Inspectorate of Constabulary"},
        {"Police Community Support Officers (PCSOs)",
         "PCSO=Police Community Support Officers"},
        {"the Multi-Agency Safeguarding Hub (the \xe2\x80\x9cMASH\xe2\x80\x9d)",
         "MASH=Multi-Agency Safeguarding Hub"},
        {"Department for Education (DfE), Memorandum of Understanding (MoU)",
         "DfE=Department for Education;MoU=Memorandum of Understanding"},
        {"Health, Safety & Environment (HSE, see item 4)",
         "HSE=Health, Safety & Environment"},
        {"\"child sexual exploitation\"\xc2\xa0('CSE')",
         "CSE=child sexual exploitation"},
        {"not in education, employment or training (NEET)",
         "NEET=not in education, employment or training"},
        {"(a) Clinical Commissioning Group (CCG)",
         "CCG=Clinical Commissioning Group"},
    };
    ASSERT_FOUND(cases);
}

static void
an_acronym_before_its_words_is_found(void **state)
{
    (void)state;
    static const struct definitions cases[] = {
        {"CSE (child sexual exploitation) was",
         "CSE=child sexual exploitation"},
        {"\"KPIs\" (Key Performance Indicators)",
         "KPI=Key Performance Indicators"},
        {"JSNA (the Joint Strategic Needs Assessment)",
         "JSNA=Joint Strategic Needs Assessment"},
        {"HMIC (Her Majesty's Inspectorate of Constabulary, which reports)",
         "HMIC=Her Majesty's Inspectorate of Constabulary"},
        {"PCT (Primary Care Trust \xe2\x80\x93 until 2013)",
         "PCT=Primary Care Trust"},
        {"CCG (Clinical Commissioning Group, once a PCT (Primary Care Trust))",
         "CCG=Clinical Commissioning Group;PCT=Primary Care Trust"},
        {"CSE(child sexual exploitation)", "CSE=child sexual exploitation"},
    };
    ASSERT_FOUND(cases);
}

static void
parts_of_hyphened_words_have_a_letter_or_none(void **state)
{
    (void)state;
    static const struct definitions cases[] = {
        {"Organisation for Economic Co-operation and Development (OECD)",
         "OECD=Organisation for Economic Co-operation and Development"},
        {"Crime Re-offending (CR)", "CR=Crime Re-offending"},
        {"CR (Crime Re-offending)", "CR=Crime Re-offending"},
        {"Co\xe2\x80\x90operation Council (CC)",
         "CC=Co\xe2\x80\x90operation Council"},
        /* Words do not begin in the middle of another. */
        {"Anti-Social Behaviour (SB)", ""},
        {"Crime - Safety (CS), Crime \xe2\x80\x93 Safety (CS)", ""},
    };
    ASSERT_FOUND(cases);
}

static void
what_defines_nothing_is_passed_over(void **state)
{
    (void)state;
    static const struct definitions cases[] = {
        {"", ""},
        {"(", ""},
        {"()()((", ""},
        {"(CSE)", ""},
        {"CSE ()", ""},
        {"Child Sexual Exploitation (C)", ""},
        {"the plan (NOTED) and the minutes (IN FULL)", ""},
        {"Child Sexual (CSE)", ""},
        {"child sexual exploitation (cse) (Cse)", ""},
        {"child sexual exploitation (CSE Members)", ""},
        {"child sexual exploitation (CSE2)", ""},
        {"Child. Sexual exploitation (CSE)", ""},
        {"Child; sexual exploitation (CSE)", ""},
        {"Child\xe2\x80\xa8sexual exploitation (CSE)", ""},
        {"Child Sexual Exploitation: (CSE)", ""},
        {"Child Sexual 3 Exploitation (CSE)", ""},
        {"CSE (children see everything today)", ""},
        {"CSE (child sexual exploitation", ""},
        {"xCSE (child sexual exploitation) 2CSE (child sexual exploitation)",
         ""},
        {"it is in (II), to be as (TBA) in order to (IOT)", ""},
        {"with Roads, Bridges (RB) and Roads (R, B)", ""},
        {"as of the and of the and of the and of Exploitation (AE)", ""},
        {"a b c d e f g h i (ABCDEFGHI)", ""},
        {"Department for education (DFe)", ""},
    };
    ASSERT_FOUND(cases);
}

static void
long_texts_without_end_take_no_time_without_end(void **state)
{
    (void)state;
    /* What could match in ever more ways: small words that are initials. */
    enum { REPEATED = 20000 };
    static const char bit[] = "a an as at (AAAAAAAA) ";
    struct buf text = {0};
    struct acronym_finder finder;
    struct acronym a;
    size_t found = 0;

    for (int i = 0; i < REPEATED; i++)
        buf_add_str(&text, bit);
    for (int i = 0; i < REPEATED; i++)
        buf_add_str(&text, "(AA");
    acronym_start(&finder, tokenizer, text.data, text.len);
    while (acronym_next(&finder, &a))
        found++;
    assert_int_equal(found, 0);
    buf_done(&text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_acronym_behind_its_words_is_found),
        cmocka_unit_test(an_acronym_before_its_words_is_found),
        cmocka_unit_test(parts_of_hyphened_words_have_a_letter_or_none),
        cmocka_unit_test(what_defines_nothing_is_passed_over),
        cmocka_unit_test(long_texts_without_end_take_no_time_without_end),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
