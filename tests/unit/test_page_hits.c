/* lib/page: what the list of results shows beside paragraphs: titles with
 * their marks, documents as groups, decisions, and words that nothing has. */
#include "page_unit.h"

static int
set_up_hits(void **state)
{
    (void)set_up(state);
    fixture.query.year = fixture.query.committee = "";
    fixture.query.from = 0;
    return 0;
}

static void
a_title_shows_its_marks(void **state)
{
    (void)state;
    write_page(FIXTURE_RESULTS);
    assert_has("Review of <mark>Allotment</mark> <mark>Rents</mark> and");
}

static void
marks_behind_the_place_where_a_title_is_cut_are_left_out(void **state)
{
    (void)state;
    struct answer_hit *hit = &fixture.answer->hits[4];
    char title[202];
    memset(title, 'x', sizeof(title));
    memcpy(title, "Museum ", 7);
    memcpy(title + 193, " Zebra--", 9);
    /* The second one goes over the cut. */
    struct answer_mark marks[] = {{0, 6}, {145, 12}, {194, 7}};
    hit->title = title;
    hit->title_marks = marks;
    hit->n_title_marks = 3;
    write_page(FIXTURE_RESULTS);
    assert_has("<mark>Museum</mark> xx");
    assert_has_not("Zebra");
    assert_has_not("<mark>x");
    assert_has("\xe2\x80\xa6 <span class=\"place\">");
}

static void
decisions_stand_below_their_discussion(void **state)
{
    (void)state;
    write_page(FIXTURE_RESULTS);
    assert_has("<h3>What was decided</h3>\n<ul>\n<li><a href=\"/minutes/d/"
               "allotments/2014/rents%20and%20water?q=allotment%20rents#r1\">");
    assert_has("</a>: RESOLVED that the rents be set as in the report.</li>");
    assert_has("RESOLVED that<br>(a) letters be sent; and<br>(b)");
}

static void
a_group_leads_to_the_others_of_its_document(void **state)
{
    (void)state;
    fixture.answer->grouped = true;
    fixture.query.group = "document";
    write_page(FIXTURE_RESULTS);
    assert_has("<h1>1,234 paragraphs found in 456 documents</h1>");
    assert_has("<p class=\"more\"><a href=\"/minutes/search?q=allotment%20rents"
               "&amp;document=allotments%2F2014%2Frents%20and%20water\">1 more "
               "paragraph in this document</a></p>");
    assert_has(">2 more paragraphs in this document<");
    assert_has("<span class=\"vh\">Page </span>46</a>"); /* of 456 */
    assert_has_not("<span class=\"vh\">Page </span>47</a>");
    fixture.answer->groups = 1;
    write_page(FIXTURE_RESULTS);
    assert_has("found in 1 document</h1>");
}

static void
grouping_and_decisions_are_links_that_turn(void **state)
{
    (void)state;
    write_page(FIXTURE_RESULTS);
    assert_has("<a href=\"/minutes/search?q=allotment%20rents&amp;"
               "group=document\">");
    assert_has("<a href=\"/minutes/search?q=allotment%20rents&amp;"
               "decision=yes\">");
    fixture.query.group = "document";
    fixture.query.decision = "yes";
    write_page(FIXTURE_RESULTS);
    assert_has("<a href=\"/minutes/search?q=allotment%20rents&amp;"
               "decision=yes\" aria-current=\"true\">");
    assert_has("<a href=\"/minutes/search?q=allotment%20rents&amp;"
               "group=document\" aria-current=\"true\">");
    assert_has("<input type=\"hidden\" name=\"group\" value=\"document\">");
    assert_has("<input type=\"hidden\" name=\"decision\" value=\"yes\">");
}

static void
words_that_nothing_has_are_named(void **state)
{
    (void)state;
    write_page(FIXTURE_RESULTS);
    assert_has("<p role=\"status\">Nothing in the minutes has the word "
               "\xe2\x80\x9cquarrey\xe2\x80\x9d.</p>");
}

static void
an_expansion_can_be_turned_off(void **state)
{
    (void)state;
    write_page(FIXTURE_RESULTS);
    assert_has("<a href=\"/minutes/search?q=allotment%20rents&amp;expand=no\">"
               "Search for exactly what was typed</a>");
}

int
main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, set_up_hits, tear_down)
    const struct CMUnitTest tests[] = {
        T(a_title_shows_its_marks),
        T(marks_behind_the_place_where_a_title_is_cut_are_left_out),
        T(decisions_stand_below_their_discussion),
        T(a_group_leads_to_the_others_of_its_document),
        T(grouping_and_decisions_are_links_that_turn),
        T(words_that_nothing_has_are_named),
        T(an_expansion_can_be_turned_off),
    };
#undef T
    return cmocka_run_group_tests(tests, NULL, NULL);
}
