/* lib/page: a document, and what is like a paragraph. */
#include "page_unit.h"

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

int
main(void)
{
    const struct CMUnitTest tests[] = {
        PAGE_TEST(a_document_shows_units_marks_and_citations),
        PAGE_TEST(a_unit_leads_to_what_is_like_it),
        PAGE_TEST(similar_paragraphs_have_a_page_of_their_own),
        PAGE_TEST(a_document_leads_from_hit_to_hit),
        PAGE_TEST(a_long_document_is_read_in_parts),
        PAGE_TEST(a_thousand_units_stay_within_reason),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
