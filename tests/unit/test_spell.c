/* lib/engine: what the index lacks of a query, and what may have been
 * meant. */
#include "words_unit.h"

#include <stdbool.h>

#include "common/arena.h"
#include "engine/missing.h"
#include "engine/spell.h"

static int
set_up(void **state)
{
    static struct words_unit_word words[] = {
        {"police", 900},   {"polish", 4},       {"committee", 20000},
        {"pothole", 40},   {"potholes", 60},    {"pot", 5},
        {"holes", 5},      {"anti", 10},        {"social", 80},
        {"repairs", 300},  {"special", 70},     {"constable", 30},
        {"the", 90000},    {"constables", 35},  {"otter", 2},
        {"other", 30000},  {"manger", 1},       {"manager", 4000},
        {"antisocial", 2}, {"constabulary", 9}, {"budget", 0},
    };

    *state = words_unit_new(words, sizeof(words) / sizeof(words[0]));
    return 0;
}

static int
tear_down(void **state)
{
    words_unit_free(*state);
    return 0;
}

static const struct query *
parse(struct words_unit *u, const char *text, struct arena *arena)
{
    struct query *tree = NULL;
    struct error err;

    assert_ok(query_parse(&tree, NULL, text, strlen(text), arena, u->tokenizer,
                          &err));
    return tree;
}

static void
assert_missing(struct words_unit *u, const char *text, const char *expected)
{
    struct arena *arena = arena_new();
    const char **forms = NULL;
    size_t n = missing_forms(u->store, parse(u, text, arena), arena, &forms);
    struct buf got = {0};

    buf_add_str(&got, "");
    for (size_t i = 0; i < n; i++)
        buf_addf(&got, "%s%s", i > 0 ? " " : "", forms[i]);
    assert_string_equal(got.data, expected);
    buf_done(&got);
    arena_free(arena);
}

static void
words_that_the_index_has_in_no_form_are_missing(void **state)
{
    assert_missing(*state, "police", "");
    assert_missing(*state, "policing xylophone policed", "xylophone");
    assert_missing(*state, "zz yy zz", "zz yy");
    assert_missing(*state, "\"policing\"", "policing");
    assert_missing(*state, "\"special policing\"", "policing");
    assert_missing(*state, "anti-polices", "");
    assert_missing(*state, "budgets", "");
    assert_missing(*state, "title:xylophone year:2014", "xylophone");
    assert_missing(*state, "", "");
    assert_missing(*state, "constab* constac*", "constac*");
    assert_missing(*state, "police NEAR/5 \"policing\"", "policing");
    assert_missing(*state, "police NEAR policing NEAR constac*", "constac*");
}

static void
what_is_not_wanted_is_not_missing(void **state)
{
    assert_missing(*state, "police -xylophone", "");
    assert_missing(*state, "police OR xylophone", "");
    assert_missing(*state, "xylophone OR police", "");
    assert_missing(*state, "xylophone OR zz", "xylophone zz");
    assert_missing(*state, "yy (xylophone OR zz)", "yy xylophone zz");
    assert_missing(*state, "yy (xylophone OR (police special))", "yy");
    assert_missing(*state, "yy (police OR (xylophone zz))", "yy");
    assert_missing(*state, "zz (zz OR xylophone)", "zz xylophone");
}

/* The texts, with '|' between. */
static void
assert_texts(struct words_unit *u, const char *text, const char *expected)
{
    struct arena *arena = arena_new();
    const char *texts[SPELL_TRIES];
    size_t n = spell_texts(u->store, parse(u, text, arena), text, strlen(text),
                           u->tokenizer, arena, texts);
    struct buf got = {0};

    buf_add_str(&got, "");
    for (size_t i = 0; i < n; i++)
        buf_addf(&got, "%s%s", i > 0 ? "|" : "", texts[i]);
    assert_string_equal(got.data, expected);
    buf_done(&got);
    arena_free(arena);
}

static void
missing_words_are_mended_where_they_stand(void **state)
{
    assert_texts(*state, "polcie", "police");
    assert_texts(*state, "polise", "police|polish");
    assert_texts(*state, "  The  Polcie, and the COMITTEE ",
                 "  The  police, and the committee ");
    assert_texts(*state, "\"special constabel\" AND (polcie OR zz)", "");
    assert_texts(*state, "\"special constabel\" AND (polcie OR comittee)",
                 "\"special constable\" AND (police OR committee)");
    assert_texts(*state, "title:polcie year:2014 -zz",
                 "title:police year:2014 -zz");
    assert_texts(*state, "anti-socal", "anti-social");
    assert_texts(*state, "polcie xylophone", "");
    assert_texts(*state, "polcie polcie", "police police");
}

static void
prefixes_are_mended_to_those_that_words_have(void **state)
{
    assert_texts(*state, "polci*", "polic*|poli*");
    assert_texts(*state, "cnstabul*", "constabul*|constabl*");
    assert_texts(*state, "constib*", "constab*");
    assert_texts(*state, "anti-socail*", "anti-social*");
    assert_texts(*state, "title:comit* polcie", "title:commit* police");
    assert_texts(*state, "manger polci*",
                 "manger polic*|manger poli*|"
                 "manager polic*|manager poli*");
    assert_texts(*state, "pot holez*", "pot holes*");
    assert_texts(*state, "manger* polic*", "");
}

static void
words_are_joined_and_parted(void **state)
{
    assert_texts(*state, "potholerepairs", "pothole repairs");
    assert_texts(*state, "title:potholerepairs", "title:(pothole repairs)");
    assert_texts(*state, "\"potholerepairs\"", "\"pothole repairs\"");
    assert_texts(*state, "pot holes", "potholes");
    assert_texts(*state, "pot-holes police", "potholes police");
    assert_texts(*state, "pot, holes", "");
    assert_texts(*state, "pot -holes", "");
    assert_texts(*state, "anti isocial", "anti social");
    assert_texts(*state, "ant isocial", "antisocial|anti social");
    assert_texts(*state, "const abulary", "constabulary");
    assert_texts(*state, "constable s", "constables");
}

static void
a_word_of_the_index_is_doubted_for_a_far_more_frequent_one(void **state)
{
    assert_texts(*state, "manger police", "manager police");
    assert_texts(*state, "otter police", ""); /* "other" is a stop word */
    assert_texts(*state, "police special", "");
    assert_texts(*state, "manger xylophone", "");
    assert_texts(*state, "manger polcie", "manger police|manager police");
}

static void
what_cannot_be_a_misspelling_stays(void **state)
{
    assert_texts(*state, "", "");
    assert_texts(*state, "year:2014", "");
    assert_texts(*state, "2014", "");
    assert_texts(*state, "polic2", "");
    assert_texts(*state, "po1i*", "");
    assert_texts(*state, "xylo*", "");
    assert_texts(*state, "-polci* special", "");
    assert_texts(*state, "polcie NEAR/5 comittee", "police NEAR/5 committee");
    assert_texts(*state, "zz", "");
    assert_texts(*state, "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d", "");
}

static void
of_very_many_misspellings_none_is_mended(void **state)
{
    struct words_unit *u = *state;
    struct buf text = {0};
    struct arena *arena = arena_new();
    const char *texts[SPELL_TRIES];

    for (int i = 0; i < 256; i++)
        buf_addf(&text, "polcie%c%c ", 'a' + i / 26, 'a' + i % 26);
    assert_int_equal(spell_texts(u->store, parse(u, text.data, arena),
                                 text.data, text.len, u->tokenizer, arena,
                                 texts),
                     0);
    buf_clear(&text);
    for (int i = 0; i < 256; i++)
        buf_add_str(&text, "police ");
    assert_int_equal(spell_texts(u->store, parse(u, text.data, arena),
                                 text.data, text.len, u->tokenizer, arena,
                                 texts),
                     0);
    buf_clear(&text);
    for (int i = 0; i < 256; i++)
        buf_add_str(&text, "polcie ");
    assert_int_equal(spell_texts(u->store, parse(u, text.data, arena),
                                 text.data, text.len, u->tokenizer, arena,
                                 texts),
                     0);
    buf_clear(&text);
    for (int i = 0; i < 3999; i++)
        buf_add_char(&text, 'e');
    assert_int_equal(spell_texts(u->store, parse(u, text.data, arena),
                                 text.data, text.len, u->tokenizer, arena,
                                 texts),
                     0);
    buf_done(&text);
    arena_free(arena);
}

static void
there_are_never_more_texts_than_are_tried(void **state)
{
    struct words_unit *u = *state;
    struct arena *arena = arena_new();
    const char *texts[SPELL_TRIES];
    const char *text = "polise polise polise polise";
    size_t n = spell_texts(u->store, parse(u, text, arena), text, strlen(text),
                           u->tokenizer, arena, texts);

    assert_int_equal(n, SPELL_TRIES);
    assert_string_equal(texts[0], "police police police police");
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(texts[i], texts[j]);
    arena_free(arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_that_the_index_has_in_no_form_are_missing),
        cmocka_unit_test(what_is_not_wanted_is_not_missing),
        cmocka_unit_test(missing_words_are_mended_where_they_stand),
        cmocka_unit_test(prefixes_are_mended_to_those_that_words_have),
        cmocka_unit_test(words_are_joined_and_parted),
        cmocka_unit_test(
            a_word_of_the_index_is_doubted_for_a_far_more_frequent_one),
        cmocka_unit_test(what_cannot_be_a_misspelling_stays),
        cmocka_unit_test(of_very_many_misspellings_none_is_mended),
        cmocka_unit_test(there_are_never_more_texts_than_are_tried),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
