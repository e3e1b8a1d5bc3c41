/* lib/minutes: kinds of page into documents, and what is known of each. */
#include "minutes_unit.h"

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

    text = "Weirs\n\nSome text.\n";
    m = parse_as("2014-02-30-weirs", text, strlen(text));
    assert_true(has_doubt(m, "does not exist, in its path"));
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
a_meetings_bad_date_is_doubted_once(void **state)
{
    (void)state;
    struct minutes *m = parse(
        "Agenda and minutes\n\nWeir Board - 31 November 2019\n\n1.\n\nWeirs"
        "\n\nMinutes:\n\nText.\n\n2.\n\nLocks\n\nMinutes:\n\nText.\n");

    assert_int_equal(m->n_documents, 2);
    assert_string_equal(m->documents[1].committee, "Weir Board");
    assert_string_equal(m->documents[1].date, "");
    assert_int_equal(m->n_doubts, 1);
    assert_int_equal(m->doubts[0].line, 3);
    minutes_free(m);
}

static void
only_a_web_address_is_a_url(void **state)
{
    (void)state;
    static const char *const bad[] = {"javascript:alert(1)",
                                      "https://weald.example/ a", "weald"};

    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        char text[128];
        (void)snprintf(text, sizeof(text), "URL: %s\n\nWeirs\n\nText.\n",
                       bad[i]);
        struct minutes *m = parse(text);
        assert_string_equal(m->documents[0].url, "");
        assert_int_equal(m->documents[0].url_from, ORIGIN_NONE);
        assert_true(has_doubt(m, "no web address"));
        minutes_free(m);
    }
}

static void
printed_minutes_need_no_empty_lines(void **state)
{
    (void)state;
    struct minutes *m =
        parse("Weir Council\nMinutes of the meeting held on 6 February 2014\n"
              "Present: A. One\n1. Weirs leak.\n2. Locks do not.\n"
              "RESOLVED that so.\n");
    struct document *d = &m->documents[0];

    assert_string_equal(d->committee, "Weir Council");
    assert_string_equal(d->date, "2014-02-06");
    assert_string_equal(keys(d), "n1 p1 p2 r1");
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
a_bar_in_the_midst_of_text_is_text(void **state)
{
    (void)state;
    struct minutes *m =
        parse("Title: Weirs\n\nMinutes:\n\nOne.\n\n| { done: true }\n\n"
              "| Name | Town |\n\n|---|---|\n\n| No. | Item |\n\nTwo.\n");
    struct document *d = &m->documents[0];

    assert_int_equal(m->n_documents, 1);
    assert_string_equal(keys(d), "u1 u2 u3 u4 u5 u6");
    assert_text(d, "u2", "| { done: true }");
    assert_text(d, "u4", "|---|---|");
    assert_text(d, "u6", "Two.");
    minutes_free(m);
}

static void
a_promise_of_items_that_none_keeps_loses_no_text(void **state)
{
    (void)state;
    struct minutes *m = parse("Shopping\n\nItems\n\nA list of things.\n");

    assert_int_equal(m->n_documents, 1);
    assert_string_equal(keys(&m->documents[0]), "u1 u2");
    assert_text(&m->documents[0], "u2", "A list of things.");
    minutes_free(m);
    m = parse("Agenda and minutes\n\nWeirs leak.\n\nMedia\n\nNone came.");
    assert_string_equal(keys(&m->documents[0]), "u1 u2 u3");
    assert_text(&m->documents[0], "u2", "Media");
    minutes_free(m);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
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
        cmocka_unit_test(a_meetings_bad_date_is_doubted_once),
        cmocka_unit_test(only_a_web_address_is_a_url),
        cmocka_unit_test(printed_minutes_need_no_empty_lines),
        cmocka_unit_test(a_flattened_table_is_a_list_of_items),
        cmocka_unit_test(a_bar_in_the_midst_of_text_is_text),
        cmocka_unit_test(a_promise_of_items_that_none_keeps_loses_no_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
