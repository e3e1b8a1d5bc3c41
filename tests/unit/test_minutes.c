/* lib/minutes: an item's text into units; what is refused and bounded. */
#include "minutes_unit.h"

#define NBSP "\xc2\xa0"
#define BR "\xe2\x80\xa8"

static void
an_item_page_gives_its_title_plan_and_numbers(void **state)
{
    (void)state;
    struct minutes *m = parse(ITEM(
        "1." NBSP NBSP " The Clerk" NBSP "spoke to to all." NBSP "\n\n" NBSP
        "\n\n2.No blank was here.\n\nRESOLVED that it be noted." NBSP
        "\n\nSupporting documents:"));
    struct document *d = &m->documents[0];

    assert_int_equal(m->n_documents, 1);
    assert_string_equal(d->id, "panel/budget");
    assert_string_equal(d->title, "Weirs 2019/20");
    assert_int_equal(d->title_from, ORIGIN_PAGE);
    assert_string_equal(d->plan, "2019/20");
    assert_int_equal(d->year, 2019);
    assert_int_equal(d->year_from, ORIGIN_TITLE);
    assert_string_equal(d->date, "");
    assert_string_equal(d->committee, "");
    assert_string_equal(keys(d), "p1 p2 r1");
    assert_text(d, "p1", "The Clerk" NBSP "spoke to to all.");
    assert_string_equal(unit(d, "p1")->number, "1");
    assert_text(d, "p2", "No blank was here.");
    assert_text(d, "r1", "RESOLVED that it be noted.");
    assert_kind(d, "r1", UNIT_RESOLUTION);
    assert_int_equal(m->n_doubts, 0);
    minutes_free(m);
}

static void
a_wrapped_line_that_begins_with_a_number_begins_nothing(void **state)
{
    (void)state;
    struct minutes *m =
        parse(ITEM("1. The money would pay for no more and for no less than\n"
                   "24 of the posts that stand in the report, and in section\n"
                   "4.3 of it; and it was further said that in paragraph\n"
                   "2. of the plan the opposite is held to be quite true.\n"
                   "2. The end, on which all of those who were present\n"
                   "(a) agreed.\n"));
    struct document *d = &m->documents[0];

    assert_string_equal(keys(d), "p1 p2");
    assert_text(d, "p1",
                "The money would pay for no more and for no less than "
                "24 of the posts that stand in the report, and in section "
                "4.3 of it; and it was further said that in paragraph "
                "2. of the plan the opposite is held to be quite true.");
    assert_text(d, "p2",
                "The end, on which all of those who were present (a) agreed.");
    minutes_free(m);
}

static void
numbers_begin_again_only_after_a_heading(void **state)
{
    (void)state;
    struct minutes *m =
        parse(ITEM("1. One.\n\n2. Two.\n\nQuestions from the floor\n\n1. Three."
                   "\n\n2. Four.\n\nA sentence is no heading.\n\n1. Five."));
    struct document *d = &m->documents[0];

    assert_string_equal(keys(d), "p1 p2 u1 s2p1 s2p2 u2 u3");
    assert_text(d, "u1", "Questions from the floor");
    assert_text(d, "s2p2", "Four.");
    assert_text(d, "u3", "1. Five.");
    assert_true(has_doubt(m, "number 1 is out of sequence"));
    minutes_free(m);
}

static void
a_gap_in_the_numbers_is_a_doubt_and_a_leap_is_text(void **state)
{
    (void)state;
    struct minutes *m =
        parse(ITEM("2. Two.\n\n3. Three.\n\n5. Five.\n\n300. That is much."));
    struct document *d = &m->documents[0];

    assert_string_equal(keys(d), "p2 p3 p5 u1");
    assert_text(d, "u1", "300. That is much.");
    assert_true(has_doubt(m, "paragraphs begin at number 2"));
    assert_true(has_doubt(m, "5 follows 3"));
    assert_true(has_doubt(m, "number 300 is out of sequence"));
    assert_int_equal(m->n_doubts, 3);
    minutes_free(m);
}

static void
numbers_in_brackets_are_numbers_too(void **state)
{
    (void)state;
    struct minutes *m = parse(ITEM("(1). One.\n\n(2) Two:\n\n1. a list\n\n"
                                   "2. of another style\n\n(3) Three."));
    struct document *d = &m->documents[0];

    assert_string_equal(keys(d), "p1 p2 p3");
    assert_text(d, "p2", "Two:" BR "1. a list" BR "2. of another style");
    minutes_free(m);
}

static void
a_number_alone_takes_the_next_block(void **state)
{
    (void)state;
    struct minutes *m = parse(ITEM("1.\n\nOne.\n\n2.\n\n3.\n\nThree."));
    struct document *d = &m->documents[0];

    assert_string_equal(keys(d), "p1 p3");
    assert_text(d, "p1", "One.");
    assert_true(has_doubt(m, "paragraph 2 has no text"));
    minutes_free(m);
}

static void
a_sub_list_belongs_to_the_paragraph_before(void **state)
{
    (void)state;
    struct minutes *m =
        parse(ITEM("The Board saw:\n\n(a)   weirs;\n\n(i) old;\n(ii) new;\n\n"
                   "\xc2\xb7 locks.\n\nThe end.\n"));
    struct document *d = &m->documents[0];

    assert_string_equal(keys(d), "u1 u2");
    assert_text(d, "u1",
                "The Board saw:" BR "(a)   weirs;" BR "(i) old;" BR
                "(ii) new;" BR "\xc2\xb7 locks.");
    minutes_free(m);
}

static void
a_resolutions_list_stays_inside_it(void **state)
{
    (void)state;
    struct minutes *m =
        parse(ITEM("1. One.\n\n2. Two.\n\nIt was RESOLVED that:\n\n1. weirs be "
                   "mended;\n\n2. locks be opened; and\n3. all be thanked.\n\n"
                   "RESOLVED that (a) this;\n\n(b) that.\n\n3. Three.\n\n"
                   "RESOLVED \xe2\x80\x93 (1) yes;\n(2) no.\n\n4. Four."));
    struct document *d = &m->documents[0];

    assert_string_equal(keys(d), "p1 p2 r1 r2 p3 r3 p4");
    assert_text(d, "r1",
                "It was RESOLVED that:" BR "1. weirs be mended;" BR
                "2. locks be opened; and" BR "3. all be thanked.");
    assert_text(d, "r2", "RESOLVED that (a) this;" BR "(b) that.");
    assert_text(d, "r3", "RESOLVED \xe2\x80\x93 (1) yes;" BR "(2) no.");
    minutes_free(m);
}

static void
a_resolution_alone_takes_the_next_block(void **state)
{
    (void)state;
    struct minutes *m = parse(ITEM("RESOLVED\n\nthat it be.\n\nNot this.\n\n"
                                   "RESOLVED that:\n\nthis be; and\n\nthat."));
    struct document *d = &m->documents[0];

    assert_string_equal(keys(d), "r1 u1 r2");
    assert_text(d, "r1", "RESOLVED that it be.");
    assert_text(d, "r2", "RESOLVED that: this be; and" BR "that.");
    minutes_free(m);
}

static void
a_numbered_resolution_keeps_its_number_and_the_sequence(void **state)
{
    (void)state;
    struct minutes *m = parse(ITEM("(3) Three.\n\n(4) RESOLVED that it be."
                                   "\n\n(5) Five."));
    struct document *d = &m->documents[0];

    assert_string_equal(keys(d), "p3 r1 p5");
    assert_string_equal(unit(d, "r1")->number, "4");
    assert_text(d, "r1", "RESOLVED that it be.");
    minutes_free(m);
    m = parse(ITEM("1. One.\n\n(2) RESOLVED that so.\n\n3. Three."));
    assert_string_equal(keys(&m->documents[0]), "p1 r1 p3");
    assert_int_equal(m->n_doubts, 0);
    minutes_free(m);
}

static void
kinds_are_told_by_their_words(void **state)
{
    (void)state;
    struct minutes *m =
        parse(ITEM("PRESENT: A. One and B. Two\n\nIN ATTENDANCE: C. Three\n\n"
                   "Apologies were received from D. Four.\n\n"
                   "For: 5 Against: 2 Abstentions: 1\n\n"
                   "RECOMMENDED that it be.\n\nUNANIMOUSLY RESOLVED that so."
                   "\n\nPOST MEETING NOTE: It was."));
    struct document *d = &m->documents[0];

    assert_string_equal(keys(d), "n1 n2 u1 n3 r1 r2 n4");
    assert_kind(d, "n1", UNIT_NOTE);
    assert_kind(d, "u1", UNIT_MINUTE);
    assert_kind(d, "r1", UNIT_RECOMMENDATION);
    assert_kind(d, "r2", UNIT_RESOLUTION);
    assert_text(d, "n4", "POST MEETING NOTE: It was.");
    minutes_free(m);
}

static void
a_decision_block_is_a_decision_and_its_repetition_a_doubt(void **state)
{
    (void)state;
    struct minutes *m = parse(
        "Agenda item\n\nWeirs\n\nNot minutes.\n\nDecision:\n\nThat weirs be "
        "mended.\n\nMinutes:\n\n1. One.\n\nRESOLVED that weirs be mended.\n");
    struct document *d = &m->documents[0];

    assert_string_equal(keys(d), "d1 p1 r1");
    assert_kind(d, "d1", UNIT_DECISION);
    assert_text(d, "d1", "That weirs be mended.");
    assert_true(has_doubt(m, "a decision is repeated: d1 and r1"));
    minutes_free(m);
}

static void
what_is_no_text_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t len;
    } bad[] = {
        {"", 0},
        {" \n\xc2\xa0\n", 5},
        {"\0\0\0\0\0\0\0\0", 8},
        {"\xef\xbb\xbf", 3},
        {"T\0i\0t\0l\0e\0 \0o\0f\0 \0i\0t\0", 22},
        {"%PDF-1.4\nstream\n", 16},
        {"\x89\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\xff", 10},
    };
    struct minutes *m = NULL;
    struct error err;

    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        struct minutes_input in = {bad[i].bytes, bad[i].len, "x", MINUTES_TEXT};
        assert_int_equal(minutes_parse(&m, &in, &err), STATUS_INVALID);
        assert_null(m);
        assert_true(err.message[0] != '\0');
    }
    minutes_free(NULL);
}

static void
odd_bytes_are_a_doubt(void **state)
{
    (void)state;
    struct minutes *m = parse(ITEM("1. A caf\xe9 \x96 no\x01 more.\n"));

    assert_text(&m->documents[0], "p1", "A caf\xc3\xa9 \xe2\x80\x93 no more.");
    assert_true(has_doubt(m, "windows-1252"));
    assert_true(has_doubt(m, "1 control character dropped"));
    assert_int_equal(m->decoded.encoding, ENCODING_WINDOWS_1252);
    minutes_free(m);
    m = parse("\xef\xbb\xbf"
              "Agenda item\r\n\r\nT\tU\r\n\r\nMinutes:\r\n\r\n"
              "1.\tOne\ttwo.\r\n");
    assert_string_equal(m->documents[0].title, "T U");
    assert_text(&m->documents[0], "p1", "One two.");
    assert_int_equal(m->n_doubts, 0);
    minutes_free(m);
}

/* Parses n copies of a piece; what came out is the caller's to look at. */
static enum status
parse_many(const char *piece, size_t n, struct minutes **m, struct error *err)
{
    struct buf b = {0};

    for (size_t i = 0; i < n; i++)
        buf_add_str(&b, piece);
    struct minutes_input in = {b.data, b.len, "big", MINUTES_TEXT};
    enum status status = minutes_parse(m, &in, err);
    buf_done(&b);
    return status;
}

static void
sizes_are_bounded(void **state)
{
    (void)state;
    struct minutes *m;
    struct error err;

    assert_int_equal(parse_many("So.\n\n", MINUTES_UNITS_MAX + 1, &m, &err),
                     STATUS_TOO_LARGE);
    assert_int_equal(parse_many("12345678", MINUTES_UNIT_MAX / 8 + 1, &m, &err),
                     STATUS_TOO_LARGE);
    assert_int_equal(parse_many("Minutes:\n", 1000001, &m, &err),
                     STATUS_TOO_LARGE);
    struct minutes_input in = {"", MINUTES_INPUT_MAX + 1ul, "x", MINUTES_TEXT};
    assert_int_equal(minutes_parse(&m, &in, &err), STATUS_TOO_LARGE);
}

static void
doubts_end_where_nobody_reads_on(void **state)
{
    (void)state;
    struct minutes *m;
    struct error err;

    assert_ok(parse_many("7. Seven.\n\n", 5000, &m, &err));
    assert_int_equal(m->n_doubts, 1001);
    assert_string_equal(m->doubts[1000].text, "there is more to look at");
    assert_int_equal(m->documents[0].n_units, 5000);
    minutes_free(m);
}

static void
a_long_word_and_many_lists_are_text(void **state)
{
    (void)state;
    struct minutes *m;
    struct error err;

    assert_ok(parse_many("x", 70000, &m, &err));
    assert_int_equal(strlen(m->documents[0].units[0].text), 70000);
    minutes_free(m);
    assert_ok(parse_many("(a) (b) ((((\n", 10000, &m, &err));
    assert_int_equal(m->documents[0].n_units, 1);
    minutes_free(m);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_item_page_gives_its_title_plan_and_numbers),
        cmocka_unit_test(
            a_wrapped_line_that_begins_with_a_number_begins_nothing),
        cmocka_unit_test(numbers_begin_again_only_after_a_heading),
        cmocka_unit_test(a_gap_in_the_numbers_is_a_doubt_and_a_leap_is_text),
        cmocka_unit_test(numbers_in_brackets_are_numbers_too),
        cmocka_unit_test(a_number_alone_takes_the_next_block),
        cmocka_unit_test(a_sub_list_belongs_to_the_paragraph_before),
        cmocka_unit_test(a_resolutions_list_stays_inside_it),
        cmocka_unit_test(a_resolution_alone_takes_the_next_block),
        cmocka_unit_test(
            a_numbered_resolution_keeps_its_number_and_the_sequence),
        cmocka_unit_test(kinds_are_told_by_their_words),
        cmocka_unit_test(
            a_decision_block_is_a_decision_and_its_repetition_a_doubt),
        cmocka_unit_test(what_is_no_text_is_refused),
        cmocka_unit_test(odd_bytes_are_a_doubt),
        cmocka_unit_test(sizes_are_bounded),
        cmocka_unit_test(doubts_end_where_nobody_reads_on),
        cmocka_unit_test(a_long_word_and_many_lists_are_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
