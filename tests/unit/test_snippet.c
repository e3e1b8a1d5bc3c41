/* lib/engine: sentence ends, marks, snippets. */
#include "unit.h"

#include "common/arena.h"
#include "engine/marks.h"
#include "engine/sentence.h"
#include "engine/snippet.h"
#include "query/query.h"

/* ---- sentences ---- */

/* The sentences of a text, with '|' between. */
static void
assert_sentences(const char *text, const char *expected)
{
    struct buf got = {0};
    size_t len = strlen(text), at = sentence_skip_blanks(text, len, 0);

    while (at < len) {
        size_t end = sentence_end(text, len, at);
        assert_true(end > at);
        if (got.len > 0)
            buf_add_char(&got, '|');
        buf_add(&got, text + at, end - at);
        at = sentence_skip_blanks(text, len, end);
    }
    assert_string_equal(got.data != NULL ? got.data : "", expected);
    buf_done(&got);
}

static void
a_sentence_ends_at_a_stop_before_a_capital(void **state)
{
    (void)state;
    assert_sentences("One. Two! Three? Four", "One.|Two!|Three?|Four");
    assert_sentences("He said \xe2\x80\x9cno.\xe2\x80\x9d She left.",
                     "He said \xe2\x80\x9cno.\xe2\x80\x9d|She left.");
    assert_sentences("A (note.) Then.", "A (note.)|Then.");
    assert_sentences("", "");
    assert_sentences("  One.  ", "One.");
}

static void
abbreviations_numbers_and_initials_end_no_sentence(void **state)
{
    (void)state;
    assert_sentences("Cllr. Brown spoke. No. 4 was noted.",
                     "Cllr. Brown spoke.|No. 4 was noted.");
    assert_sentences("Section 4.3 of it. Councillor A. One agreed.",
                     "Section 4.3 of it.|Councillor A. One agreed.");
    assert_sentences("Burglary etc. on victims, e.g. Kent. It was so.",
                     "Burglary etc. on victims, e.g. Kent.|It was so.");
    assert_sentences("It was so. and on", "It was so. and on");
    assert_sentences("Mr. J.R. Hartley, Dr. Lee and Sgt. Day. Then Ald. Fox.",
                     "Mr. J.R. Hartley, Dr. Lee and Sgt. Day.|Then Ald. Fox.");
    assert_sentences("See paras. 4 and 5, App. 2, min. 17. Noted.",
                     "See paras. 4 and 5, App. 2, min. 17.|Noted.");
    assert_sentences("It cost approx. \xc2\xa3"
                     "1.5m, est. \xe2\x82\xac"
                     "2m. Max. $5.",
                     "It cost approx. \xc2\xa3"
                     "1.5m, est. \xe2\x82\xac"
                     "2m.|Max. $5.");
    assert_sentences("He said no. \xc2\xa3 is a sign. It is the max. $",
                     "He said no.|\xc2\xa3 is a sign.|It is the max.|$");
    assert_sentences("The Highways Dept. Budget etc. Items in Sept. 2014.",
                     "The Highways Dept. Budget etc. Items in Sept. 2014.");
}

static void
words_that_are_abbreviations_elsewhere_end_sentences(void **state)
{
    (void)state;
    assert_sentences("She said no. He said so too.",
                     "She said no.|He said so too.");
    assert_sentences(
        "It was for Mr. Day and I. Then in section 4. Then at 7.30 p.m. "
        "The meeting closed.",
        "It was for Mr. Day and I.|Then in section 4.|Then at 7.30 p.m.|The "
        "meeting closed.");
    assert_sentences("Up to the max. That was in 2014. Then 5.",
                     "Up to the max.|That was in 2014.|Then 5.");
}

static void
what_counts_the_items_of_a_list_is_no_sentence(void **state)
{
    (void)state;
    assert_sentences("1. That it be noted. 2. That it be sent.",
                     "1. That it be noted.|2. That it be sent.");
    assert_sentences("Resolved:\xe2\x80\xa8iv. To write.\xe2\x80\xa8"
                     "b. To wait.",
                     "Resolved:|iv. To write.|b. To wait.");
    assert_sentences("2014. Then it was 2015.", "2014.|Then it was 2015.");
}

static void
a_line_break_in_a_unit_ends_a_sentence(void **state)
{
    (void)state;
    assert_sentences("That:\xe2\x80\xa8(a) one;\xe2\x80\xa8(b) two.",
                     "That:|(a) one;|(b) two.");
}

/* ---- marks and snippets ---- */

struct fixture {
    struct arena *arena;
    struct tokenizer *tokenizer;
};

static int
setup(void **state)
{
    static struct fixture f;
    struct error err;

    f.arena = arena_new();
    assert_ok(tokenizer_new(&f.tokenizer, &err));
    *state = &f;
    return 0;
}

static int
teardown(void **state)
{
    struct fixture *f = *state;

    tokenizer_free(f->tokenizer);
    arena_free(f->arena);
    return 0;
}

/* The snippets of text for query, "[" and "]" around marks, '|' between. */
static const char *
snippets(struct fixture *f, const char *query, const char *text, size_t max)
{
    struct error err;
    struct query *tree = NULL;
    struct answer_snippet *list = NULL;
    struct buf out = {0};

    assert_ok(query_parse(&tree, NULL, query, strlen(query), f->arena,
                          f->tokenizer, &err));
    const struct marks *marks = marks_new(tree, f->arena);
    size_t n = snippet_make(marks, f->tokenizer, text, strlen(text), max,
                            f->arena, &list);
    for (size_t i = 0; i < n; i++) {
        uint32_t at = 0;
        if (i > 0)
            buf_add_char(&out, '|');
        for (size_t m = 0; m < list[i].n_marks; m++) {
            struct answer_mark mark = list[i].marks[m];
            assert_true(mark.start >= at);
            buf_add(&out, list[i].text + at, mark.start - at);
            buf_addf(&out, "[%.*s]", (int)mark.len, list[i].text + mark.start);
            at = mark.start + mark.len;
            assert_true(at <= strlen(list[i].text));
        }
        buf_add_str(&out, list[i].text + at);
    }
    const char *result = arena_strndup(f->arena, out.data, out.len);
    buf_done(&out);
    return result;
}

static void
words_are_marked_by_their_stem_as_written(void **state)
{
    assert_string_equal(snippets(*state, "special constable",
                                 "The Special Constables were Specials.", 2),
                        "The [Special] [Constables] were [Specials].");
    assert_string_equal(snippets(*state, "PCSO", "Two PCSOs and a PCSO.", 1),
                        "Two [PCSOs] and a [PCSO].");
    assert_string_equal(snippets(*state, "commissioner",
                                 "The Commissioner\xe2\x80\x99s commissioners.",
                                 1),
                        "The [Commissioner\xe2\x80\x99s] [commissioners].");
}

static void
numbers_are_marked_however_they_are_written(void **state)
{
    static const char *const cases[][3] = {
        {"\xc2\xa3"
         "2million",
         "\xc2\xa3"
         "2m or \xc2\xa3"
         "2 million.",
         "\xc2\xa3[2m] or \xc2\xa3[2 million]."},
        {"\xc2\xa3"
         "2m",
         "\xc2\xa3"
         "2million of 2 million.",
         "\xc2\xa3[2million] of [2 million]."},
        {"2 million",
         "\xc2\xa3"
         "2m and 2.",
         "\xc2\xa3[2m] and [2]."},
        {"\xc2\xa3"
         "1,284",
         "It cost \xc2\xa3"
         "1,284.16 net.",
         "It cost \xc2\xa3[1,284.16] net."},
        {"s.17(2)", "See section 17(2), s17.", "See section [17]([2]), [s17]."},
        {"section 17", "See s.17(2).", "See [s.17](2)."},
        {"s. 17", "See section 17.", "See [section] [17]."},
        {"2014-15", "The 2014/15 plan.", "The [2014/15] plan."},
        {"4.5", "It is 4.5%, not 4 or 5.", "It is [4.5]%, not 4 or 5."},
        {"pcsos", "One PCSO of the PCSOs.", "One [PCSO] of the [PCSOs]."},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        assert_string_equal(snippets(*state, cases[i][0], cases[i][1], 1),
                            cases[i][2]);
}

static void
a_phrase_is_one_mark_and_its_words_alone_are_none(void **state)
{
    assert_string_equal(snippets(*state, "\"chief constable\"",
                                 "A constable told the Chief Constable, chief.",
                                 2),
                        "A constable told the [Chief Constable], chief.");
    assert_string_equal(snippets(*state, "constable \"chief constable\"",
                                 "A constable told the Chief Constable.", 2),
                        "A [constable] told the [Chief Constable].");
    assert_string_equal(snippets(*state, "anti-social",
                                 "Anti-social, antisocial, and anti social.",
                                 1),
                        "[Anti-social], antisocial, and [anti social].");
    assert_string_equal(snippets(*state, "\"a b c\"", "a b a b c d", 1),
                        "a b [a b c] d");
}

static void
unwanted_words_and_words_of_titles_are_not_marked(void **state)
{
    assert_string_equal(snippets(*state, "plan -budget title:police",
                                 "A plan, a budget, the police.", 1),
                        "A [plan], a budget, the police.");
}

static void
words_near_each_other_are_marked_only_there(void **state)
{
    const char *text = "Police. A plan of the police. Of that the budget and "
                       "other things were said. The plan.";

    assert_string_equal(snippets(*state, "police NEAR/3 plan", text, 1),
                        "[Police]. A [plan] of the [police]. Of that the "
                        "budget and other things were said. The plan.");
    assert_string_equal(snippets(*state, "police NEAR/1 plan", text, 1), text);
    assert_string_equal(snippets(*state, "plan NEAR/2 plan",
                                 "A plan, one plan; a new plan.", 1),
                        "A [plan], one [plan]; a new plan.");
    assert_string_equal(snippets(*state, "plan NEAR/4 plan*",
                                 "A plan for planners. No more of it, plan.",
                                 1),
                        "A [plan] for [planners]. No more of it, plan.");
    assert_string_equal(
        snippets(*state, "\"plans\" NEAR/2 police", "Plans, police: plan.", 1),
        "[Plans], [police]: plan.");
    assert_string_equal(snippets(*state, "plan (police NEAR/1 plan)",
                                 "The plan: police plan.", 1),
                        "The [plan]: [police] [plan].");
}

static void
a_prefix_marks_what_begins_so(void **state)
{
    assert_string_equal(
        snippets(*state, "constab*",
                 "The Constable, constabulary\xe2\x80\x99s; constant.", 1),
        "The [Constable], [constabulary\xe2\x80\x99s]; constant.");
    assert_string_equal(
        snippets(*state, "text:con* -constable", "Constable continued.", 1),
        "[Constable] [continued].");
}

/* Words of a title in brackets. */
static void
assert_title(struct fixture *f, const char *query, const char *title,
             const char *expected)
{
    struct error err;
    struct query *tree = NULL;
    struct mark *found;
    struct buf out = {0};
    uint32_t at = 0;

    assert_ok(query_parse(&tree, NULL, query, strlen(query), f->arena,
                          f->tokenizer, &err));
    size_t n = marks_find(marks_new_title(tree, f->arena), f->tokenizer, title,
                          strlen(title), f->arena, &found);
    for (size_t i = 0; i < n; i++) {
        buf_add(&out, title + at, found[i].start - at);
        buf_addf(&out, "[%.*s]", (int)(found[i].end - found[i].start),
                 title + found[i].start);
        at = found[i].end;
    }
    buf_add_str(&out, title + at);
    assert_string_equal(out.data, expected);
    buf_done(&out);
}

static void
a_title_is_marked_by_what_looks_there(void **state)
{
    assert_title(*state, "title:police crime text:plan",
                 "Police and Crime Plan", "[Police] and [Crime] Plan");
    assert_title(*state, "title:\"crime plan\" year:2014",
                 "Police and Crime Plan", "Police and [Crime Plan]");
    assert_title(*state, "nothing -plan", "Plan", "Plan");
}

static void
many_words_mark_a_long_text_in_one_pass(void **state)
{
    struct buf query = {0}, text = {0};
    struct fixture *f = *state;

    for (int i = 0; i < 250; i++)
        buf_addf(&query, "%sab%dx", i > 0 ? " OR " : "", i);
    for (int i = 0; i < 8000; i++)
        buf_addf(&text, "ab%dx ", i % 500);
    struct error err;
    struct query *tree = NULL;
    struct mark *found;
    assert_ok(query_parse(&tree, NULL, query.data, query.len, f->arena,
                          f->tokenizer, &err));
    assert_int_equal(marks_find(marks_new(tree, f->arena), f->tokenizer,
                                text.data, text.len, f->arena, &found),
                     4000);
    assert_int_equal(found[0].item, 0);
    assert_int_equal(found[249].item, 249);
    assert_int_equal(found[250].item, 0);
    buf_done(&query);
    buf_done(&text);
}

static void
an_exact_word_marks_its_form_alone(void **state)
{
    assert_string_equal(
        snippets(*state, "\"plans\"", "Plans to plan a plan.", 1),
        "[Plans] to plan a plan.");
}

static void
a_snippet_is_whole_sentences_where_they_fit(void **state)
{
    const char *text =
        "The first sentence of this paragraph speaks of nothing that anybody "
        "could ever look for in it. The second one goes on in the same way for "
        "a while, as sentences of minutes do. Here the budget was agreed. "
        "The fourth sentence is about other matters and goes on and on and "
        "on, so that the paragraph becomes too long to be shown whole, and the "
        "sentence too long to stand beside the one before it. The end.";
    assert_string_equal(
        snippets(*state, "budget", text, 2),
        "The second one goes on in the same way for "
        "a while, as sentences of minutes do. Here the [budget] was agreed.");
}

static void
two_fragments_show_words_that_stand_apart(void **state)
{
    struct buf text = {0};
    buf_add_str(&text, "Here the budget was agreed. ");
    for (int i = 0; i < 12; i++)
        buf_add_str(&text, "Then they spoke of the weather for a long time. ");
    buf_add_str(&text, "At last the precept was set.");
    const char *both = snippets(*state, "budget precept", text.data, 2);
    assert_non_null(strstr(both, "the [budget] was"));
    assert_non_null(strchr(both, '|'));
    assert_non_null(strstr(both, "the [precept] was"));
    const char *one = snippets(*state, "budget precept", text.data, 1);
    assert_null(strchr(one, '|'));
    buf_done(&text);
}

static void
a_long_sentence_is_cut_at_words(void **state)
{
    struct buf text = {0};
    for (int i = 0; i < 60; i++)
        buf_add_str(&text, "and so it went on ");
    buf_add_str(&text, "until the budget came ");
    for (int i = 0; i < 60; i++)
        buf_add_str(&text, "and so it went on ");
    const char *cut = snippets(*state, "budget", text.data, 2);
    assert_non_null(strstr(cut, "until the [budget] came and"));
    assert_int_equal(strncmp(cut, "\xe2\x80\xa6", 3), 0);
    assert_string_equal(cut + strlen(cut) - 3, "\xe2\x80\xa6");
    assert_true(strlen(cut) < SNIPPET_FRAGMENT + 20);
    buf_done(&text);
}

static void
without_a_mark_the_beginning_is_shown(void **state)
{
    struct buf text = {0};
    for (int i = 0; i < 40; i++)
        buf_addf(&text, "Sentence number %d stands here. ", i);
    const char *s = snippets(*state, "title:x", text.data, 2);
    assert_int_equal(strncmp(s, "Sentence number 0 stands here.", 30), 0);
    buf_done(&text);
}

static void
a_word_without_end_is_cut_at_a_character(void **state)
{
    struct buf text = {0};
    for (int i = 0; i < 70000; i++)
        buf_add_str(&text, "\xc3\xa9");
    const char *s = snippets(*state, "x", text.data, 2);
    assert_true(strlen(s) <= SNIPPET_FRAGMENT + 3);
    assert_true(strlen(s) % 2 == 1); /* whole characters and the ellipsis */
    buf_done(&text);
}

int
main(void)
{
#define WITH(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sentence_ends_at_a_stop_before_a_capital),
        cmocka_unit_test(abbreviations_numbers_and_initials_end_no_sentence),
        cmocka_unit_test(words_that_are_abbreviations_elsewhere_end_sentences),
        cmocka_unit_test(what_counts_the_items_of_a_list_is_no_sentence),
        cmocka_unit_test(a_line_break_in_a_unit_ends_a_sentence),
        WITH(words_are_marked_by_their_stem_as_written),
        WITH(numbers_are_marked_however_they_are_written),
        WITH(a_phrase_is_one_mark_and_its_words_alone_are_none),
        WITH(unwanted_words_and_words_of_titles_are_not_marked),
        WITH(words_near_each_other_are_marked_only_there),
        WITH(a_prefix_marks_what_begins_so),
        WITH(a_title_is_marked_by_what_looks_there),
        WITH(many_words_mark_a_long_text_in_one_pass),
        WITH(an_exact_word_marks_its_form_alone),
        WITH(a_snippet_is_whole_sentences_where_they_fit),
        WITH(two_fragments_show_words_that_stand_apart),
        WITH(a_long_sentence_is_cut_at_words),
        WITH(without_a_mark_the_beginning_is_shown),
        WITH(a_word_without_end_is_cut_at_a_character),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
