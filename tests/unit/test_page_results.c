/* lib/page: the page of results around its list: how many, filters, years,
 * orders, further pages. */
#include "page_unit.h"

static void
results_say_how_many_and_which(void **state)
{
    (void)state;
    write_page(FIXTURE_RESULTS);
    assert_has("<title>allotment rents: 1,234 paragraphs \xe2\x80\x93 Minutes "
               "search</title>");
    assert_has("<h1>1,234 paragraphs found</h1>");
    assert_has("Showing 21 to 30");
    assert_has("<p class=\"paper\">allotment rents</p>");
    assert_has("<ol class=\"hits\" start=\"21\">");
    assert_has("value=\"allotment rents\"");
    assert_has("<mark>rents</mark> of the <mark>allotments</mark>");
    assert_has("<time datetime=\"2015-02-06\">6 February 2015</time>");
    assert_has("Finance &amp; Audit Committee");
    assert_has("resolution 6</span></a></h2>");
    assert_has_not("Resolution</p>");
    assert_has("href=\"/minutes/d/allotments/2014/rents%20and%20water"
               "?q=allotment%20rents&amp;year=2016"
               "&amp;committee=Allotments%20Committee&amp;hit=21#p3\"");
    assert_int_equal(count("<h2><a "), 10);
    fixture.answer->hits[0].kind = "note";
    write_page(FIXTURE_RESULTS);
    assert_has("6 February 2015</time> \xc2\xb7 Note</p>");
    fixture.answer->total = fixture.answer->n_hits = 1;
    fixture.query.q = "";
    write_page(FIXTURE_RESULTS);
    assert_has("<title>1 paragraph \xe2\x80\x93 Minutes search</title>");
    assert_has("<h1>1 paragraph found</h1>");
    assert_has_not("Showing");
}

static void
results_say_what_was_made_of_the_query(void **state)
{
    (void)state;
    write_page(FIXTURE_RESULTS);
    assert_has("<p role=\"status\">Nothing has all the words; these have some "
               "of them.</p>");
    assert_has("<p role=\"status\">Did you mean <a href=\"/minutes/search?q="
               "allotment%20rent&amp;year=2016&amp;committee="
               "Allotments%20Committee\">allotment rent</a> (1,240 "
               "paragraphs)?</p>");
    assert_has("QRA was also taken for \xe2\x80\x9cQuarry Road "
               "allotments\xe2\x80\x9d, as <a href=\"/minutes/d/allotments/"
               "2014/rents%20and%20water#p1\">");
    fixture.answer->n_notes = fixture.answer->n_expanded = 0;
    fixture.answer->n_missing = 0;
    fixture.answer->suggestion = NULL;
    write_page(FIXTURE_RESULTS);
    assert_has_not("status");
    fixture.answer->relaxed = true;
    write_page(FIXTURE_RESULTS);
    assert_has("Nothing has all the words");
}

static void
a_year_filters_and_the_chosen_one_undoes_it(void **state)
{
    (void)state;
    write_page(FIXTURE_RESULTS);
    assert_has("<caption>Paragraphs by year</caption>");
    assert_has("<a href=\"/minutes/search?q=allotment%20rents&amp;year=2025"
               "&amp;committee=Allotments%20Committee\">2025</a></th><td>44"
               "</td>");
    assert_has("<a href=\"/minutes/search?q=allotment%20rents"
               "&amp;committee=Allotments%20Committee\" "
               "aria-current=\"true\">2016<");
    assert_has("No year is known of 5.");
    assert_int_equal(count("<tr><th scope=\"row\">"), 12);
}

static void
more_than_thirty_years_stand_by_decades(void **state)
{
    (void)state;
    fixture.query.year = "";
    fixture_set_years(&fixture, 60); /* 2026 to 1967 */
    write_page(FIXTURE_RESULTS);
    /* 2026 to 2010 alone, then five decades. */
    assert_int_equal(count("<tr><th scope=\"row\">"), 22);
    assert_has(">2010</a>");
    assert_has_not(">2009</a>");
    assert_has("year=2000..2009&amp;committee=Allotments%20Committee\">2000s"
               "</a>");
    assert_has("year=1960..1969");
    fixture.query.year = "1980..1989";
    write_page(FIXTURE_RESULTS);
    assert_int_equal(count("<tr><th scope=\"row\">"), 31);
    assert_has(">1985</a>");
    assert_has("Years 1980 to 1989");
    fixture.query.year = "1985";
    write_page(FIXTURE_RESULTS);
    assert_int_equal(count("<tr><th scope=\"row\">"), 31);
    assert_has("aria-current=\"true\">1985<");
}

static void
years_without_any_paragraph_have_bars_too(void **state)
{
    struct answer_facet *years = &fixture.answer->facets[0];

    (void)state;
    for (size_t i = 0; i < years->n_counts; i++)
        years->counts[i].count = 0;
    write_page(FIXTURE_RESULTS);
    assert_int_equal(count("<td>0</td><td><svg aria-hidden=\"true\"><rect "
                           "width=\"1.0%\""),
                     12);
}

static void
decades_count_what_their_link_finds(void **state)
{
    struct answer_facet *years = &fixture.answer->facets[0];
    uint64_t eighties = 0;
    char cell[64];

    (void)state;
    fixture.query.year = "";
    fixture_set_years(&fixture, 60);
    for (size_t i = 0; i < years->n_counts; i++)
        if (strncmp(years->counts[i].value, "198", 3) == 0)
            eighties += years->counts[i].count;
    (void)snprintf(cell, sizeof(cell), ">1980s</a></th><td>%u%s%03u</td>",
                   (unsigned)eighties / 1000, ",", (unsigned)eighties % 1000);
    assert_true(eighties > 1000);
    write_page(FIXTURE_RESULTS);
    assert_has(cell);
}

static void
filters_are_chosen_in_a_form_and_taken_away_by_links(void **state)
{
    (void)state;
    write_page(FIXTURE_RESULTS);
    assert_has("<label for=\"by-kind\">Kind</label>");
    assert_has("<option value=\"resolution\">Resolution (400)</option>");
    assert_has("<option value=\"Allotments Committee\" selected>Allotments "
               "Committee (1,200)</option>");
    assert_has("<input type=\"hidden\" name=\"year\" value=\"2016\">");
    assert_has("<a href=\"/minutes/search?q=allotment%20rents&amp;"
               "committee=Allotments%20Committee\"><span class=\"vh\">Remove "
               "the filter </span>Year 2016 ");
    assert_has("<a href=\"/minutes/search?q=allotment%20rents&amp;"
               "year=2016\"><span class=\"vh\">Remove the filter "
               "</span>Committee: Allotments Committee ");
    /* A choice that nothing has is still shown as chosen. */
    fixture.query.committee = "Drainage Board";
    write_page(FIXTURE_RESULTS);
    assert_has("<option value=\"Drainage Board\" selected>Drainage Board (0)");
}

static void
of_many_committees_those_with_most_are_offered(void **state)
{
    struct answer_facet *f = &fixture.answer->facets[2];

    (void)state;
    f->n_counts = 300;
    f->counts = arena_array(fixture.answer->arena, 300, sizeof(*f->counts));
    for (unsigned i = 0; i < 300; i++)
        f->counts[i] = (struct answer_count){
            arena_printf(fixture.answer->arena, "Panel %03u", i),
            i == 299 ? 9000 : 1 + i % 10};
    fixture.query.committee = "";
    write_page(FIXTURE_RESULTS);
    assert_int_equal(count("<option value=\"Panel "), 30);
    assert_has("<option value=\"Panel 299\">Panel 299 (9,000)");
    fixture.query.committee = "panel 001";
    write_page(FIXTURE_RESULTS);
    assert_has("<option value=\"Panel 001\" selected>");
}

static void
pages_lead_on_and_back(void **state)
{
    (void)state;
    write_page(FIXTURE_RESULTS);
    assert_has("&amp;from=10\" rel=\"prev\">Previous");
    assert_has("&amp;from=30\" rel=\"next\">Next");
    assert_has("&amp;from=20\" aria-current=\"page\"><span class=\"vh\">Page "
               "</span>3</a>");
    /* No further than the engine goes. */
    assert_has("&amp;from=990\"><span class=\"vh\">Page </span>100</a>");
    assert_has_not("from=1000");
    fixture.query.from = 990;
    write_page(FIXTURE_RESULTS);
    assert_has("Only the first 1,000 can be paged through.");
    assert_has_not("rel=\"next\"");
    fixture.query.from = 0;
    fixture.answer->total = 10;
    write_page(FIXTURE_RESULTS);
    assert_has_not("aria-label=\"Pages\"");
    fixture.answer->total = 11;
    write_page(FIXTURE_RESULTS);
    assert_has("&amp;from=10\" rel=\"next\">Next");
    assert_has_not("rel=\"prev\"");
}

static void
the_order_that_is_in_force_is_said(void **state)
{
    (void)state;
    write_page(FIXTURE_RESULTS);
    assert_has("\" aria-current=\"true\">Best match</a>");
    fixture.query.sort = "newest";
    write_page(FIXTURE_RESULTS);
    assert_has("sort=newest\" aria-current=\"true\">Newest</a>");
    assert_has("&amp;sort=oldest\">Oldest</a>");
}

static void
nothing_found_says_what_may_help(void **state)
{
    (void)state;
    fixture.answer->total = fixture.answer->n_hits = 0;
    fixture.answer->n_facets = 0;
    fixture.query.match = "all";
    write_page(FIXTURE_RESULTS);
    assert_has("<h1>Nothing found</h1>");
    assert_has("<a href=\"/minutes/search?q=allotment%20rents&amp;"
               "match=all\">Search without the filters</a>");
    assert_has("match=any");
    assert_has("href=\"/minutes/help\"");
    assert_has_not("<ol");
}

static void
a_page_behind_the_last_leads_to_the_first(void **state)
{
    (void)state;
    fixture.answer->n_hits = 0;
    write_page(FIXTURE_RESULTS);
    assert_has("Go to the first page");
    assert_has_not("<ol");
}

static void
ten_results_have_less_than_twenty_kilobytes(void **state)
{
    (void)state;
    fixture_set_years(&fixture, 30);
    for (size_t i = 0; i < fixture.answer->n_hits; i++) {
        /* What comes where it is asked for only. */
        fixture.answer->hits[i].n_decisions = fixture.answer->hits[i].more = 0;
        fixture.answer->hits[i].title =
            "Report of the Working Group on the Future of the Museum, the "
            "Library and the Assembly Rooms: Results of the Public "
            "Consultation, Options and Recommendations";
    }
    fixture.answer->n_missing = fixture.answer->n_expanded = 0;
    write_page(FIXTURE_RESULTS);
    if (out.len >= 20000)
        fail_msg("%zu bytes", out.len);
}

static void
long_titles_are_cut_to_seventy_characters(void **state)
{
    (void)state;
    fixture.query.q = "the query of somebody who pastes a whole sentence of "
                      "the minutes into the box, to see where it comes from";
    fixture.site.title = "The Minutes of all the Councils of the whole County";
    write_page(FIXTURE_RESULTS);
    const char *start = strstr(out.data, "<title>") + strlen("<title>");
    char *title = strndup(start, (size_t)(strstr(start, "</title>") - start));
    size_t n = 0;
    for (const char *p = title; *p != '\0'; p++)
        n += ((unsigned char)*p & 0xc0) != 0x80;
    assert_true(n <= 70);
    assert_non_null(strstr(title, "\xe2\x80\xa6: 1,234 paragraphs \xe2\x80\x93"
                                  " The Minutes"));
    free(title);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        PAGE_TEST(results_say_how_many_and_which),
        PAGE_TEST(results_say_what_was_made_of_the_query),
        PAGE_TEST(a_year_filters_and_the_chosen_one_undoes_it),
        PAGE_TEST(more_than_thirty_years_stand_by_decades),
        PAGE_TEST(years_without_any_paragraph_have_bars_too),
        PAGE_TEST(decades_count_what_their_link_finds),
        PAGE_TEST(filters_are_chosen_in_a_form_and_taken_away_by_links),
        PAGE_TEST(of_many_committees_those_with_most_are_offered),
        PAGE_TEST(pages_lead_on_and_back),
        PAGE_TEST(the_order_that_is_in_force_is_said),
        PAGE_TEST(nothing_found_says_what_may_help),
        PAGE_TEST(a_page_behind_the_last_leads_to_the_first),
        PAGE_TEST(ten_results_have_less_than_twenty_kilobytes),
        PAGE_TEST(long_titles_are_cut_to_seventy_characters),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
