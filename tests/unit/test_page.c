/* lib/page's pages: what each shows, and that each is whole. */
#include "page_unit.h"

#include "markup.h"

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

int
main(void)
{
    const struct CMUnitTest tests[] = {
        PAGE_TEST(
            every_page_is_whole_with_one_script_of_ours_and_no_other_host),
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
