/* lib/minutes: whole texts into documents and units. */
#include "minutes_unit.h"

#include "common/xalloc.h"

#define NBSP "\xc2\xa0"
#define BR "\xe2\x80\xa8"

/* An item page with this body below "Minutes:". */
#define ITEM(body) "Agenda item\n\nWeirs 2019/20\n\nMinutes:\n\n" body

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
header_lines_say_it_first(void **state)
{
    (void)state;
    static const char text[] =
        "\n  date: 6 February 2014\nCOMMITTEE: Weir Board\n"
        "URL: https://weald.example/mgAi.aspx?ID=1\nTitle: Locks 2015/16\n"
        "Agenda item\n\nWeirs\n\nMinutes:\n\nText of May 2003.\n";
    struct minutes *m = parse_as("weirs/2011-01-01", text, sizeof(text) - 1);
    struct document *d = &m->documents[0];

    assert_string_equal(d->title, "Locks 2015/16");
    assert_string_equal(d->committee, "Weir Board");
    assert_string_equal(d->date, "2014-02-06");
    assert_string_equal(d->url, "https://weald.example/mgAi.aspx?ID=1");
    assert_string_equal(d->plan, "2015/16");
    assert_int_equal(d->year, 2014);
    assert_int_equal(d->title_from, ORIGIN_HEADER);
    assert_int_equal(d->committee_from, ORIGIN_HEADER);
    assert_int_equal(d->date_from, ORIGIN_HEADER);
    assert_int_equal(d->url_from, ORIGIN_HEADER);
    assert_int_equal(d->year_from, ORIGIN_DATE);
    minutes_free(m);
}

static void
a_date_that_does_not_exist_is_a_doubt_and_the_path_says_it(void **state)
{
    (void)state;
    const char *text = "Date: 30/02/2014\n\nWeirs\n\nSome text.\n";
    struct minutes *m = parse_as("board/2014/02/06/weirs", text, strlen(text));

    assert_string_equal(m->documents[0].date, "2014-02-06");
    assert_int_equal(m->documents[0].date_from, ORIGIN_PATH);
    assert_true(has_doubt(m, "does not exist"));
    assert_int_equal(m->doubts[0].line, 1);
    minutes_free(m);
}

static void
a_doubt_cuts_what_it_quotes_at_a_character(void **state)
{
    (void)state;
    struct minutes *m =
        parse("Date: odd \xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9"
              "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9"
              "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9"
              "x\xc3\xa9\xc3\xa9\n\nWeirs\n\nText.\n");

    assert_true(has_doubt(m, "not understood: odd"));
    assert_true(utf8_valid(m->doubts[0].text, strlen(m->doubts[0].text)));
    assert_null(strstr(m->doubts[0].text, "x\xc3"));
    minutes_free(m);
}

static void
years_in_a_body_or_an_items_title_are_no_date(void **state)
{
    (void)state;
    struct minutes *m =
        parse("Agenda item\n\nMinutes of the meeting held on 5 June 2013\n\n"
              "Minutes:\n\n1. In April 2009 and on 6 May 2010.\n");

    assert_string_equal(m->documents[0].date, "");
    assert_int_equal(m->documents[0].year, 2013);
    minutes_free(m);
}

static void
a_file_without_a_title_has_its_name_and_a_doubt(void **state)
{
    (void)state;
    const char *text = "1. One.\n\n2. Two.\n";
    struct minutes *m =
        parse_as("a/weirs-and_locks-2014-15", text, strlen(text));
    struct document *d = &m->documents[0];

    assert_string_equal(d->title, "Weirs and locks 2014-15");
    assert_int_equal(d->title_from, ORIGIN_PATH);
    assert_int_equal(d->year_from, ORIGIN_PATH);
    assert_string_equal(d->plan, "2014/15");
    assert_string_equal(keys(d), "p1 p2");
    assert_true(has_doubt(m, "no title"));
    minutes_free(m);
}

static void
text_without_a_minutes_heading_is_minutes(void **state)
{
    (void)state;
    struct minutes *m = parse("Weirs and locks\n\nThe Board met.\n\nAgain.\n");

    assert_string_equal(m->documents[0].title, "Weirs and locks");
    assert_string_equal(keys(&m->documents[0]), "u1 u2");
    minutes_free(m);
    m = parse("One line and no more");
    assert_text(&m->documents[0], "u1", "One line and no more");
    minutes_free(m);
}

static void
a_meeting_page_gives_a_document_an_item(void **state)
{
    (void)state;
    struct minutes *m = parse(
        "Agenda and minutes\n\nWeir Board - Monday, 3rd June, 2019 2.00 pm\n\n"
        "Venue: The Inn\n\nItems\nNo. Item\n\n7.\n\nAPOLOGIES\n\nMinutes:\n\n"
        "Apologies were received.\n\n8.\n\nMATTERS\n\n8.1\n\nWeirs PDF 12 KB"
        "\n\nTo receive a report.\n\nMinutes:\n\n(1) One.\n\n"
        "\xe2\x80\xa6  view the full minutes text for item 8.1.\n\n39/20\n\n"
        "Locks\n\nAdditional documents:\n\nMap PDF 2 MB\n\nMinutes:\n\n"
        "39/20\n\nLocks\n\nMinutes:\n\nNone.\n");

    assert_int_equal(m->n_documents, 4);
    for (size_t i = 0; i < 4; i++) {
        assert_string_equal(m->documents[i].committee, "Weir Board");
        assert_string_equal(m->documents[i].date, "2019-06-03");
        assert_int_equal(m->documents[i].date_from, ORIGIN_PAGE);
    }
    assert_string_equal(m->documents[0].id, "panel/budget/7");
    assert_string_equal(keys(&m->documents[0]), "u1");
    assert_string_equal(m->documents[1].id, "panel/budget/8.1");
    assert_string_equal(m->documents[1].title, "Weirs");
    assert_string_equal(keys(&m->documents[1]), "p1");
    assert_string_equal(m->documents[2].id, "panel/budget/39-20");
    assert_int_equal(m->documents[2].n_units, 0);
    assert_string_equal(m->documents[3].id, "panel/budget/39-20_2");
    assert_true(has_doubt(m, "item 8.1: the page cut"));
    assert_true(has_doubt(m, "item 39/20: no minutes"));
    assert_int_equal(m->n_doubts, 2);
    minutes_free(m);
}

static void
a_meeting_page_without_empty_lines_is_the_same(void **state)
{
    (void)state;
    struct minutes *m =
        parse("Agenda and minutes\nWeir Board - 3 June 2019\nNo. Item\n1.\n"
              "WEIRS\nMinutes:\nThere were none.\n2.\nLOCKS\nMinutes:\n"
              "1. One\n2. Two\nRESOLVED that so.\nSupporting documents:\nMap");

    assert_int_equal(m->n_documents, 2);
    assert_string_equal(m->documents[0].title, "WEIRS");
    assert_string_equal(keys(&m->documents[0]), "u1");
    assert_string_equal(keys(&m->documents[1]), "p1 p2 r1");
    minutes_free(m);
}

static void
item_pages_in_one_file_are_several_documents(void **state)
{
    (void)state;
    struct minutes *m =
        parse(ITEM("1. One.\n\nSupporting documents:\n\nMap\n\n"
                   "Agenda item\n\nLocks\n\nMinutes:\n\n1. Two.\n"));

    assert_int_equal(m->n_documents, 2);
    assert_string_equal(m->documents[0].id, "panel/budget/1");
    assert_string_equal(m->documents[1].id, "panel/budget/2");
    assert_string_equal(m->documents[1].title, "Locks");
    assert_string_equal(keys(&m->documents[0]), "p1");
    assert_string_equal(keys(&m->documents[1]), "p1");
    minutes_free(m);
}

static void
printed_minutes_have_items_and_who_was_present(void **state)
{
    (void)state;
    struct minutes *m = parse(
        "WEIR BOARD\n\nMinutes of the meeting held on 1 May 2012\n\n"
        "PRESENT: A. One\n\n12. Weirs\n\n(1) One.\n\n(2) RESOLVED that so.\n\n"
        "13. Locks\n\n(1) Two.\n");

    assert_int_equal(m->n_documents, 3);
    assert_string_equal(m->documents[0].id, "panel/budget/0");
    assert_string_equal(keys(&m->documents[0]), "n1");
    assert_string_equal(m->documents[1].id, "panel/budget/12");
    assert_string_equal(m->documents[1].committee, "WEIR BOARD");
    assert_string_equal(m->documents[1].date, "2012-05-01");
    assert_string_equal(keys(&m->documents[1]), "p1 r1");
    assert_string_equal(m->documents[2].title, "Locks");
    minutes_free(m);
}

static void
an_issues_page_has_a_meeting_for_each_document(void **state)
{
    (void)state;
    struct minutes *m = parse(
        "Issue - meetings\n\nWeirs\n\nMeeting: 01/02/2013 - Weir Board (Item "
        "3)\n\n3 Weirs PDF 9 KB\n\nText.\n\nDecision number:\n\n13/0001\n\n"
        "Meeting: 01/03/2013 - Cabinet (Item 9)\n\n9 Weirs\n\nMore.\n");

    assert_int_equal(m->n_documents, 2);
    assert_string_equal(m->documents[0].id, "panel/budget/3");
    assert_string_equal(m->documents[0].title, "Weirs");
    assert_string_equal(m->documents[0].committee, "Weir Board");
    assert_string_equal(m->documents[0].date, "2013-02-01");
    assert_string_equal(keys(&m->documents[0]), "u1");
    assert_string_equal(m->documents[1].committee, "Cabinet");
    assert_string_equal(m->documents[1].date, "2013-03-01");
    minutes_free(m);
}

static void
a_flattened_table_is_a_list_of_items(void **state)
{
    (void)state;
    struct minutes *m =
        parse("Venue: The Inn\n| No. | Item |\n|---|---|\n|\nWeirs Additional "
              "documents: Minutes: 1. One.\n2. Two.\n|\n| 3. | Locks Decision: "
              "Mend. Minutes: The Decision was late. |\n|\n");

    assert_int_equal(m->n_documents, 2);
    assert_string_equal(m->documents[0].id, "panel/budget/1");
    assert_string_equal(m->documents[0].title, "Weirs");
    assert_string_equal(keys(&m->documents[0]), "p1 p2");
    assert_string_equal(m->documents[1].id, "panel/budget/3");
    assert_string_equal(m->documents[1].title, "Locks");
    assert_string_equal(keys(&m->documents[1]), "d1 u1");
    assert_text(&m->documents[1], "d1", "Mend.");
    assert_text(&m->documents[1], "u1", "The Decision was late.");
    minutes_free(m);
}

static void
a_promise_of_items_that_none_keeps_loses_no_text(void **state)
{
    (void)state;
    struct minutes *m = parse("Shopping\n\nItems\n\nA list of things.\n");

    assert_int_equal(m->n_documents, 1);
    assert_string_equal(keys(&m->documents[0]), "u1");
    assert_text(&m->documents[0], "u1", "A list of things.");
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
    assert_true(has_doubt(m, "1 control characters dropped"));
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
        cmocka_unit_test(header_lines_say_it_first),
        cmocka_unit_test(
            a_date_that_does_not_exist_is_a_doubt_and_the_path_says_it),
        cmocka_unit_test(a_doubt_cuts_what_it_quotes_at_a_character),
        cmocka_unit_test(years_in_a_body_or_an_items_title_are_no_date),
        cmocka_unit_test(a_file_without_a_title_has_its_name_and_a_doubt),
        cmocka_unit_test(text_without_a_minutes_heading_is_minutes),
        cmocka_unit_test(a_meeting_page_gives_a_document_an_item),
        cmocka_unit_test(a_meeting_page_without_empty_lines_is_the_same),
        cmocka_unit_test(item_pages_in_one_file_are_several_documents),
        cmocka_unit_test(printed_minutes_have_items_and_who_was_present),
        cmocka_unit_test(an_issues_page_has_a_meeting_for_each_document),
        cmocka_unit_test(a_flattened_table_is_a_list_of_items),
        cmocka_unit_test(a_promise_of_items_that_none_keeps_loses_no_text),
        cmocka_unit_test(what_is_no_text_is_refused),
        cmocka_unit_test(odd_bytes_are_a_doubt),
        cmocka_unit_test(sizes_are_bounded),
        cmocka_unit_test(doubts_end_where_nobody_reads_on),
        cmocka_unit_test(a_long_word_and_many_lists_are_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
