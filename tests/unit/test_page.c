/* lib/page's pages: what each shows, and that each is whole. */
#include "unit.h"

#include "markup.h"
#include "page_fixture.h"

static struct fixture fixture;
static struct buf out;

static int
set_up(void **state)
{
    (void)state;
    fixture_init(&fixture, NULL);
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    fixture_done(&fixture);
    buf_done(&out);
    return 0;
}

/* Writes the page afresh. */
static void
write_page(enum fixture_page page)
{
    buf_clear(&out);
    fixture_write(&fixture, page, &out);
}

static void
assert_has(const char *part)
{
    if (strstr(out.data, part) == NULL)
        fail_msg("no %s in:\n%s", part, out.data);
}

static void
assert_has_not(const char *part)
{
    if (strstr(out.data, part) != NULL)
        fail_msg("%s in:\n%s", part, out.data);
}

static size_t
count(const char *part)
{
    size_t n = 0;

    for (const char *p = out.data; (p = strstr(p, part)) != NULL; p++)
        n++;
    return n;
}

/* Headings begin with one h1 and skip no level. */
static void
assert_headings_in_order(void)
{
    int level = 0, firsts = 0;

    for (const char *p = out.data; (p = strstr(p, "<h")) != NULL; p++) {
        if (p[2] < '1' || p[2] > '6')
            continue;
        int now = p[2] - '0';
        firsts += now == 1;
        assert_true(now <= level + 1);
        level = now;
    }
    assert_int_equal(firsts, 1);
}

/* Each input that is seen and each select has a label of its own. */
static void
assert_controls_have_labels(const struct markup *m)
{
    size_t controls =
        markup_count(m, "select id") + markup_count(m, "input type id");

    assert_int_equal(controls, markup_count(m, "label for"));
    assert_int_equal(markup_count(m, "input type name value") +
                         markup_count(m, "input type id"),
                     markup_count(m, "input"));
}

static void
every_page_is_whole_with_one_script_of_ours_and_no_other_host(void **state)
{
    struct markup m;

    (void)state;
    for (enum fixture_page page = 0; page < FIXTURE_HTML; page++) {
        write_page(page);
        markup_read(&m, &out, false);
        if (m.wrong != NULL)
            fail_msg("%s: %s at %.60s", fixture_name(page), m.wrong,
                     out.data + m.at);
        assert_int_equal(markup_count(&m, "script"), 1);
        assert_has("<script type=\"module\" src=\"/minutes/search.js\">"
                   "</script>");
        assert_int_equal(markup_count(&m, "style"), 0);
        for (size_t i = 0; i < m.n; i++) {
            assert_null(strstr(m.tags[i], " style"));
            assert_null(strstr(m.tags[i], " on"));
            assert_true(strcmp(m.tags[i], "script type src") == 0 ||
                        strstr(m.tags[i], " src") == NULL);
        }
        for (size_t i = 0; i < m.n_ids; i++)
            for (size_t j = 0; j < i; j++)
                assert_string_not_equal(m.ids[i], m.ids[j]);
        assert_int_equal(markup_count(&m, "main"), 1);
        assert_int_equal(markup_count(&m, "header"), 1);
        assert_int_equal(markup_count(&m, "search"), 1);
        assert_int_equal(markup_count(&m, "html lang"), 1);
        assert_controls_have_labels(&m);
        assert_headings_in_order();
        assert_has("<link rel=\"search\" "
                   "type=\"application/opensearchdescription+xml\"");
        assert_has("<a class=\"skip\" href=\"#content\">");
        assert_has("<main id=\"content\"");
        markup_done(&m);
    }
}

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

static void
a_document_shows_units_marks_and_citations(void **state)
{
    (void)state;
    write_page(FIXTURE_DOCUMENT);
    assert_has("<h1>Review of Allotment Rents and Water Charges 2014/15</h1>");
    assert_has("<div class=\"unit\" id=\"p7\">");
    assert_has("<div class=\"unit hit\" id=\"p3\">");
    assert_has("<a href=\"#p7\"><span aria-hidden=\"true\">\xc2\xb6\xc2\xa0"
               "7</span><span class=\"vh\">paragraph 7</span></a>");
    assert_has("<mark>rents</mark>");
    assert_has("RESOLVED that<br>(a) the rents be noted; and<br>(b)");
    assert_has("<p class=\"copy\">Allotments Committee, Review of Allotment "
               "Rents and Water Charges 2014/15, 6 February 2015, paragraph 7"
               "</p>\n<p class=\"copy\">https://intranet.example/minutes/d/"
               "allotments/2014/rents%20and%20water#p7</p>");
    assert_has("2014/15, 6 February 2015, resolution 1</p>");
    assert_has("<summary>Cite<span class=\"vh\"> paragraph 7</span>");
    assert_has("href=\"https://democracy.example/mgAi.aspx?ID=7&amp;x=1\"");
    fixture.document.date = "";
    write_page(FIXTURE_DOCUMENT);
    assert_has("<p class=\"copy\">Allotments Committee, Review of Allotment "
               "Rents and Water Charges 2014/15, paragraph 7</p>");
    assert_has("<dt>Year</dt><dd>2015</dd>");
    fixture.site.origin = "";
    write_page(FIXTURE_DOCUMENT);
    assert_has("<p class=\"copy\">http://intranet.example/minutes/d/");
    fixture.document.host = NULL;
    write_page(FIXTURE_DOCUMENT);
    assert_has("<p class=\"copy\">/minutes/d/");
    fixture.document.url = "javascript:alert(1)";
    write_page(FIXTURE_DOCUMENT);
    assert_has_not("The original");
    assert_has_not("javascript");
}

static void
a_unit_leads_to_what_is_like_it(void **state)
{
    (void)state;
    write_page(FIXTURE_DOCUMENT);
    assert_has("<p class=\"like\"><a href=\"/minutes/similar?id=allotments%2F"
               "2014%2Frents%20and%20water%23p7\">Similar paragraphs"
               "<span class=\"vh\"> to paragraph 7</span></a></p>");
    /* Of a document that is long, hits alone do. */
    struct page_unit many[201];
    for (size_t i = 0; i < 201; i++)
        many[i] = fixture.document.units[i == 200 ? 2 : 0];
    fixture.document.units = many;
    fixture.document.n_units = 201;
    write_page(FIXTURE_DOCUMENT);
    assert_has_not("water%23p1\"");
    assert_has("water%23p3\"");
}

static void
similar_paragraphs_have_a_page_of_their_own(void **state)
{
    (void)state;
    fixture.query.year = fixture.query.committee = "";
    fixture.answer->query = "allotment OR rents OR quarry";
    write_page(FIXTURE_SIMILAR);
    assert_has("<h1>1,234 similar paragraphs</h1>");
    assert_has("<p class=\"like\">Like <a href=\"/minutes/d/allotments/2014/"
               "rents%20and%20water#p1\"><span>Review of Allotment Rents and "
               "Water Charges 2014/15</span> <span class=\"place\">");
    assert_has("<blockquote><p>Members asked why");
    assert_has("telling words: allotment, rents, quarry.</p>");
    /* What it leads to stays similar; a hit leads to its document alone. */
    assert_has("<a href=\"/minutes/similar?id=allotments%2F2014%2Frents%20and"
               "%20water%23p1&amp;from=30\" rel=\"next\">");
    assert_has("<a href=\"/minutes/similar?id=allotments%2F2014%2Frents%20and"
               "%20water%23p1&amp;year=2026\">");
    assert_has("<form class=\"filters\" action=\"/minutes/similar\">\n"
               "<input type=\"hidden\" name=\"id\" value=\"allotments/2014/"
               "rents and water#p1\">");
    assert_has("<h2><a href=\"/minutes/d/allotments/2014/rents%20and%20water"
               "#p3\">");
    assert_has_not("/search?");
    assert_has_not("feed.atom");
    assert_has_not("aria-label=\"Sort\"");
    /* The box asks anew. */
    assert_has("name=\"q\" value=\"\"");
    fixture.answer->total = fixture.answer->n_hits = 0;
    fixture.answer->query = "";
    write_page(FIXTURE_SIMILAR);
    assert_has("<h1>Nothing similar</h1>");
    assert_has_not("telling words");
    assert_has_not("spelling");
}

static void
a_document_leads_from_hit_to_hit(void **state)
{
    (void)state;
    write_page(FIXTURE_DOCUMENT);
    assert_has("Result 23 of 1,234");
    assert_has("<a href=\"/minutes/search?q=allotment%20rents&amp;year=2016"
               "&amp;committee=Allotments%20Committee&amp;from=20\">Back to "
               "the results</a>");
    assert_has("<a href=\"/minutes/d/highways/winter?q=allotment%20rents&amp;"
               "year=2016&amp;committee=Allotments%20Committee&amp;hit=22#p4\""
               " rel=\"prev\">Previous<");
    assert_has("&amp;hit=24#p6\" rel=\"next\">Next<");
    fixture.document.previous_document = NULL;
    fixture.document.next_document = NULL;
    write_page(FIXTURE_DOCUMENT);
    assert_has_not("rel=\"prev\"");
    assert_has_not("rel=\"next\"");
    /* A permanent link has no query and no walk. */
    fixture.query.q = fixture.query.year = fixture.query.committee = "";
    write_page(FIXTURE_DOCUMENT);
    assert_has_not("aria-label=\"Results\"");
}

static void
a_long_document_is_read_in_parts(void **state)
{
    (void)state;
    write_page(FIXTURE_DOCUMENT);
    assert_has_not("Parts of this document");
    fixture.document.all = 2500;
    fixture.document.from = 1000;
    write_page(FIXTURE_DOCUMENT);
    assert_has("Paragraphs 1,001 to 1,012 of 2,500.");
    assert_has("&amp;from=1012\" rel=\"next\">Next part</a>");
    assert_has("&amp;from=988\" rel=\"prev\">Earlier part</a>");
    assert_has("rents%20and%20water?from=1000#p7</p>");
}

static void
a_thousand_units_stay_within_reason(void **state)
{
    struct page_unit *units =
        arena_array(fixture.answer->arena, 1000, sizeof(*units));

    (void)state;
    for (unsigned i = 0; i < 1000; i++) {
        units[i] = fixture.document.units[0];
        units[i].key = arena_printf(fixture.answer->arena, "p%u", i + 1);
    }
    fixture.document.units = units;
    fixture.document.n_units = 1000;
    write_page(FIXTURE_DOCUMENT);
    assert_true(out.len < 600000);
    assert_has_not("<details");
    units[5].hit = true;
    write_page(FIXTURE_DOCUMENT);
    assert_int_equal(count("<details"), 1);
}

static void
an_error_shows_where_the_query_goes_wrong(void **state)
{
    (void)state;
    fixture.query.q = "\xc3\xa9t\xc3\xa9 AND <b>";
    buf_clear(&out);
    page_error(&fixture.site, &fixture.query, 400, "Not understood",
               "expected a word", 9, &out);
    assert_has("<h1>Not understood</h1>");
    assert_has("<p>Expected a word.</p>");
    assert_has("<code>\xc3\xa9t\xc3\xa9 AND <mark>&lt;b&gt;</mark></code>");
    assert_has("Look at character 9.");
    assert_has("value=\"\xc3\xa9t\xc3\xa9 AND &lt;b&gt;\"");
    assert_has_not("Try again");
    buf_clear(&out);
    page_error(&fixture.site, &fixture.query, 503, "Busy", "try again", 99,
               &out);
    assert_has("<mark>\xe2\x80\xa6</mark>");
    assert_has("Try again</a>");
}

static void
home_says_what_there_is_to_search(void **state)
{
    (void)state;
    write_page(FIXTURE_HOME);
    assert_has("<title>Minutes search</title>");
    assert_has("18,733 paragraphs of 1,204 documents, 1998 to 2026.");
    assert_has("href=\"https://intranet.example/\">Intranet home</a>");
    assert_has("action=\"/minutes/search\"");
    buf_clear(&out);
    page_home(&fixture.site, NULL, &out);
    assert_has("No minutes have been indexed yet.");
}

static void
help_has_a_form_to_paste(void **state)
{
    (void)state;
    write_page(FIXTURE_HELP);
    assert_has("id=\"form\"");
    assert_has("&lt;form action=&quot;https://intranet.example/minutes/search"
               "&quot; role=&quot;search&quot;&gt;\n");
    assert_has("aria-current=\"page\">Help</a>");
    fixture.site.origin = "";
    write_page(FIXTURE_HELP);
    assert_has("&lt;form action=&quot;http://intranet.example/minutes/search");
}

static void
the_minutes_language_is_said_where_it_differs(void **state)
{
    (void)state;
    write_page(FIXTURE_RESULTS);
    assert_has("<html lang=\"en-GB\">");
    assert_has_not("<li lang");
    fixture.site.language = "cy";
    write_page(FIXTURE_RESULTS);
    assert_has("<html lang=\"en-GB\">");
    assert_int_equal(count("<li lang=\"cy\">"), 10);
}

static void
the_feed_has_an_entry_for_each_paragraph(void **state)
{
    struct markup m;

    (void)state;
    write_page(FIXTURE_FEED);
    markup_read(&m, &out, true);
    assert_null(m.wrong);
    assert_int_equal(markup_count(&m, "entry"), 10);
    assert_int_equal(markup_count(&m, "id"), 11);
    assert_int_equal(markup_count(&m, "updated"), 11);
    assert_int_equal(markup_count(&m, "summary"), 10);
    markup_done(&m);
    assert_has("<updated>2015-02-06T00:00:00Z</updated>");
    assert_has("<updated>2014-01-01T00:00:00Z</updated>");
    assert_has("<id>https://intranet.example/minutes/d/allotments/2014/"
               "rents%20and%20water#p3</id>");
    assert_has("<link rel=\"self\" type=\"application/atom+xml\" href=\""
               "https://intranet.example/minutes/feed.atom?q=allotment%20rents"
               "&amp;year=2016&amp;committee=Allotments%20Committee\"/>");
    assert_has(", paragraph 3</title>");
    assert_has_not("<mark>");
    fixture.site.origin = "";
    write_page(FIXTURE_FEED);
    assert_has("<id>http://intranet.example/minutes/feed.atom?");
}

static void
the_descriptor_keeps_the_standard_s_lengths(void **state)
{
    struct markup m;

    (void)state;
    fixture.site.title = "The Minutes of all the Councils of the whole County";
    write_page(FIXTURE_OPENSEARCH);
    markup_read(&m, &out, true);
    assert_null(m.wrong);
    markup_done(&m);
    assert_has("<ShortName>The Minutes of\xe2\x80\xa6</ShortName>");
    assert_has("<Url type=\"text/html\" template=\"https://intranet.example/"
               "minutes/search?q={searchTerms}\"/>");
}

static void
the_stylesheet_takes_colours_and_nothing_else(void **state)
{
    (void)state;
    fixture.site.accent = "#FFEE00";
    fixture.site.accent_dark = "#123";
    page_style(&fixture.site, &out);
    assert_has(":root { --accent: #FFEE00; --on-accent: #000; }");
    assert_has("dark) { :root { --accent: #123; --on-accent: #fff; } }");
    assert_has("@media print");
    assert_has_not("url(");
    assert_has_not("@import");
    buf_clear(&out);
    fixture.site.accent = "red;} body{display:none";
    fixture.site.accent_dark = "#12345";
    page_style(&fixture.site, &out);
    assert_has(":root { --accent: #0b5a8a; --on-accent: #fff; }");
    assert_has_not("display:none");
    assert_has_not("#12345;");
}

#define PAGE_TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        PAGE_TEST(
            every_page_is_whole_with_one_script_of_ours_and_no_other_host),
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
        PAGE_TEST(a_document_shows_units_marks_and_citations),
        PAGE_TEST(a_unit_leads_to_what_is_like_it),
        PAGE_TEST(similar_paragraphs_have_a_page_of_their_own),
        PAGE_TEST(a_document_leads_from_hit_to_hit),
        PAGE_TEST(a_long_document_is_read_in_parts),
        PAGE_TEST(a_thousand_units_stay_within_reason),
        PAGE_TEST(an_error_shows_where_the_query_goes_wrong),
        PAGE_TEST(home_says_what_there_is_to_search),
        PAGE_TEST(help_has_a_form_to_paste),
        PAGE_TEST(the_minutes_language_is_said_where_it_differs),
        PAGE_TEST(the_feed_has_an_entry_for_each_paragraph),
        PAGE_TEST(the_descriptor_keeps_the_standard_s_lengths),
        PAGE_TEST(the_stylesheet_takes_colours_and_nothing_else),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
