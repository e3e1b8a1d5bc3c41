/* lib/page's parts: escaping, links, words, marks. */
#include "unit.h"

#include "common/utf8.h"
#include "page/escape.h"
#include "page/link.h"
#include "page/marked.h"
#include "page/words.h"

static const struct page_site site = {.title = "Minutes",
                                      .logo = "",
                                      .home_url = "",
                                      .home_text = "",
                                      .language = "en-GB",
                                      .accent = "",
                                      .accent_dark = "",
                                      .prefix = "/minutes",
                                      .origin = ""};

/* What was written is expected; empties the buffer. */
#define assert_written(b, expected)                                            \
    do {                                                                       \
        buf_reserve(b, 0);                                                     \
        (b)->data[(b)->len] = '\0';                                            \
        assert_string_equal((b)->data, expected);                              \
        buf_clear(b);                                                          \
    } while (0)

static void
escapes_what_is_markup(void **state)
{
    struct buf b = {0};

    (void)state;
    escape_text(&b, "a & b < c > d \" e ' f");
    assert_written(&b, "a &amp; b &lt; c &gt; d &quot; e &#39; f");
    escape_text(&b, "");
    assert_written(&b, "");
    escape_text(&b, "caf\xc3\xa9 \xf0\x9f\x8c\xb3");
    assert_written(&b, "caf\xc3\xa9 \xf0\x9f\x8c\xb3");
    buf_done(&b);
}

static void
drops_controls_and_replaces_what_is_no_text(void **state)
{
    struct buf b = {0};

    (void)state;
    escape_text(&b, "a\tb\nc\rd\x01"
                    "e\x7f"
                    "f\xc2\x85g\x1b[31m");
    assert_written(&b, "a b c defg[31m");
    escape_text(&b, "\xe2\x80\xae"
                    "evil\xe2\x81\xa6");
    assert_written(&b, "evil");
    escape_text(&b, "a\xff"
                    "b\xc0\xbc"
                    "c\xed\xa0\x80\xe2\x80");
    assert_true(utf8_valid(b.data, b.len));
    assert_null(strchr(b.data, '<'));
    assert_true(strncmp(b.data,
                        "a\xef\xbf\xbd"
                        "b",
                        5) == 0);
    buf_clear(&b);
    escape_text(&b, "\xef\xbf\xbe\xef\xbf\xbf\xef\xb7\x90\xf0\x9f\xbf\xbf");
    assert_written(&b, "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
    escape_bytes(&b, "a\0b", 3);
    assert_written(&b, "ab");
    buf_done(&b);
}

static void
encodes_parts_of_addresses(void **state)
{
    struct buf b = {0};

    (void)state;
    escape_url(&b, "a-b_c.d~e/f g&h=i?j#k%l+\"<\xc3\xa9", false);
    assert_written(&b, "a-b_c.d~e%2Ff%20g%26h%3Di%3Fj%23k%25l%2B%22%3C%C3%A9");
    escape_url(&b, "a/b c", true);
    assert_written(&b, "a/b%20c");
    buf_done(&b);
}

static void
every_link_has_the_prefix_and_keeps_the_query(void **state)
{
    struct page_query query = page_nothing;
    struct buf b = {0};

    (void)state;
    link_search(&b, &site, &query);
    assert_written(&b, "/minutes/search");
    query.q = "a&b \"c\"";
    query.year = "2014..2016";
    query.kind = "note";
    query.committee = "Parks & Gardens";
    query.plan = "2014/15";
    query.document = "a#b";
    query.sort = "newest";
    query.match = "any";
    query.from = 20;
    query.limit = 20;
    link_search(&b, &site, &query);
    assert_written(&b, "/minutes/search?q=a%26b%20%22c%22&amp;year=2014..2016"
                       "&amp;kind=note&amp;committee=Parks%20%26%20Gardens"
                       "&amp;plan=2014%2F15&amp;document=a%23b&amp;match=any"
                       "&amp;sort=newest&amp;from=20&amp;limit=20");
    query = page_nothing;
    query.q = "rents";
    query.from = 20;
    query.sort = "newest";
    link_feed(&b, &site, &query);
    assert_written(&b, "/minutes/feed.atom?q=rents");
    query.group = "document";
    link_feed(&b, &site, &query);
    assert_written(&b, "/minutes/feed.atom?q=rents&amp;group=document");
    query.group = "";
    link_document(&b, &site, &query, "a b/c", 21, 0, "p7");
    assert_written(&b,
                   "/minutes/d/a%20b/c?q=rents&amp;sort=newest&amp;hit=21#p7");
    link_document(&b, &site, NULL, "a", 0, 1000, NULL);
    assert_written(&b, "/minutes/d/a?from=1000");
    buf_done(&b);
}

static void
a_document_cannot_step_out_of_its_folder(void **state)
{
    struct buf b = {0};

    (void)state;
    link_document(&b, &site, NULL, "../healthz", 0, 0, "p1");
    assert_written(&b, "/minutes/d/..%2Fhealthz#p1");
    link_document(&b, &site, NULL, "a//b", 0, 0, "");
    assert_written(&b, "/minutes/d/a%2F%2Fb");
    link_document(&b, &site, NULL, "a/./b", 0, 0, "");
    assert_written(&b, "/minutes/d/a%2F.%2Fb");
    link_document(&b, &site, NULL, "a/..b/c", 0, 0, "");
    assert_written(&b, "/minutes/d/a/..b/c");
    buf_done(&b);
}

static void
the_origin_is_the_site_s_or_the_host_s(void **state)
{
    struct page_site here = site;
    struct buf b = {0};

    (void)state;
    link_origin(&b, &here, "");
    assert_written(&b, "");
    link_origin(&b, &here, "box:8080");
    assert_written(&b, "http://box:8080");
    here.origin = "https://intranet.example";
    link_origin(&b, &here, "box:8080");
    assert_written(&b, "https://intranet.example");
    buf_done(&b);
}

static void
only_http_and_relative_addresses_are_safe(void **state)
{
    static const char *const safe[] = {"http://a.example/",
                                       "https://a.example",
                                       "HTTPS://a.example/b?c#d",
                                       "/a/b",
                                       "a/b",
                                       "../a",
                                       "?q=a",
                                       "#p7",
                                       "/a:b",
                                       "a/b:c",
                                       "http://a.example/b c"};
    static const char *const unsafe[] = {"",
                                         "javascript:alert(1)",
                                         "JavaScript:alert(1)",
                                         "java\nscript:alert(1)",
                                         "java\tscript:alert(1)",
                                         "\x01javascript:alert(1)",
                                         " javascript:alert(1)",
                                         " https://a.example/",
                                         "data:text/html,x",
                                         "vbscript:x",
                                         "file:///etc/passwd",
                                         "ftp://a.example/",
                                         "mailto:a@a.example",
                                         "//evil.example/",
                                         "\\\\evil.example\\",
                                         "/\\evil.example/",
                                         "https:/evil.example",
                                         "https:evil.example",
                                         "https://",
                                         "https:///evil.example",
                                         "http:\\\\evil.example",
                                         ":a",
                                         "https://a.example/\x7f"};

    (void)state;
    for (size_t i = 0; i < sizeof(safe) / sizeof(*safe); i++)
        if (!link_safe(safe[i]))
            fail_msg("%s is safe", safe[i]);
    for (size_t i = 0; i < sizeof(unsafe) / sizeof(*unsafe); i++)
        if (link_safe(unsafe[i]))
            fail_msg("%s is not safe", unsafe[i]);
}

static void
an_address_from_outside_is_made_fit_for_an_attribute(void **state)
{
    struct buf b = {0};

    (void)state;
    link_outside(&b, "https://a.example/b c?d=\"e\"&f=<g>'%20\xc3\xa9");
    assert_written(&b, "https://a.example/b%20c?d=%22e%22&amp;f=%3Cg%3E%27"
                       "%20%C3%A9");
    buf_done(&b);
}

static void
numbers_dates_and_kinds_are_put_into_words(void **state)
{
    static const uint64_t numbers[] = {0, 7, 999, 1000, 1234567, UINT64_MAX};
    static const char *const written[] = {
        "0", "7", "999", "1,000", "1,234,567", "18,446,744,073,709,551,615"};
    static const char *const no_dates[] = {
        "",           "2014",       "2014-02-30", "2015-02-29",
        "2014-13-01", "2014-00-01", "2014-01-00", "0000-01-01",
        "2014-2-06",  "2014/02/06", "2014-02-06x"};
    struct buf b = {0};

    (void)state;
    for (size_t i = 0; i < 6; i++) {
        words_number(&b, numbers[i]);
        assert_written(&b, written[i]);
    }
    words_paragraphs(&b, 1);
    assert_written(&b, "1 paragraph");
    words_paragraphs(&b, 1200);
    assert_written(&b, "1,200 paragraphs");
    words_time(&b, "2014-02-06");
    assert_written(&b, "<time datetime=\"2014-02-06\">6 February 2014</time>");
    words_time(&b, "2016-02-29");
    assert_written(&b, "<time datetime=\"2016-02-29\">29 February 2016</time>");
    for (size_t i = 0; i < sizeof(no_dates) / sizeof(*no_dates); i++) {
        assert_false(words_date(&b, no_dates[i]));
        words_time(&b, no_dates[i]);
        assert_written(&b, no_dates[i]);
    }
    words_sentence(&b, "no <index> here");
    assert_written(&b, "No &lt;index&gt; here.");
    words_sentence(&b, "Try again!");
    assert_written(&b, "Try again!");
    words_sentence(&b, "");
    assert_written(&b, "");
    words_kind(&b, "resolution");
    assert_written(&b, "Resolution");
    words_kind(&b, "<b>");
    assert_written(&b, "&lt;b&gt;");
    buf_done(&b);
}

static void
places_are_put_into_words(void **state)
{
    static const struct {
        const char *number, *kind, *key, *words;
    } places[] = {
        {"7", "minute", "p7", "paragraph 7"},
        {"7", "resolution", "p7", "paragraph 7"},
        {"1", "minute", "s2p1", "paragraph 1 (numbering 2)"},
        {"", "resolution", "r2", "resolution 2"},
        {"", "recommendation", "r1", "recommendation 1"},
        {"", "decision", "d1", "decision 1"},
        {"2", "decision", "d2", "paragraph 2 of the decision"},
        {"", "note", "n4", "note 4"},
        {"", "note", "u3", "unnumbered paragraph 3"},
        {"", "", "<x>", "&lt;x&gt;"},
        {"", "minute", "u", "u"},
        {"", "minute", "r99999999999", "r99999999999"},
    };
    struct buf b = {0};

    (void)state;
    for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
        words_place(&b, places[i].number, places[i].kind, places[i].key);
        assert_written(&b, places[i].words);
    }
    assert_false(words_kind_matters("7", "minute", "p7"));
    assert_false(words_kind_matters("7", "", "p7"));
    assert_true(words_kind_matters("7", "resolution", "p7"));
    assert_true(words_kind_matters("2", "decision", "d2"));
    assert_false(words_kind_matters("", "decision", "d2"));
    assert_true(words_kind_matters("", "note", "u3"));
    words_pilcrow(&b, "7", "minute", "p7");
    assert_written(&b, "<span aria-hidden=\"true\">\xc2\xb6\xc2\xa0"
                       "7</span><span class=\"vh\">paragraph 7</span>");
    assert_string_equal(words_key("a#b#p7", "a#b"), "p7");
    assert_string_equal(words_key("a#p7", "b"), "p7");
    assert_string_equal(words_key("alone", ""), "alone");
    buf_done(&b);
}

static void
long_titles_are_cut_by_characters(void **state)
{
    struct buf b = {0};

    (void)state;
    words_cut(&b, "12345", 5);
    assert_written(&b, "12345");
    words_cut(&b, "123456", 5);
    assert_written(&b, "1234\xe2\x80\xa6");
    words_cut(&b, "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9", 3);
    assert_written(&b, "\xc3\xa9\xc3\xa9\xe2\x80\xa6");
    words_cut(&b, "one two", 5);
    assert_written(&b, "one\xe2\x80\xa6");
    buf_done(&b);
}

static void
marks_are_elements_and_the_rest_is_text(void **state)
{
    static const struct answer_mark good[] = {{0, 3}, {6, 5}};
    static const struct answer_mark odd[] = {
        {2, 4}, {0, 3}, {4, 4}, {5, 0}, {9, 99}, {4000000000u, 4000000000u}};
    static const struct answer_mark within[] = {{1, 1}};
    struct buf b = {0};

    (void)state;
    marked_add(&b, "the <\"rents\"", good, 2, false);
    assert_written(&b, "<mark>the</mark> &lt;&quot;<mark>rents</mark>&quot;");
    marked_add(&b, "0123456789", odd, 6, false);
    assert_written(&b, "01<mark>2345</mark><mark>67</mark>8<mark>9</mark>");
    marked_add(&b,
               "a\xe2\x80\xa8"
               "b",
               NULL, 0, true);
    assert_written(&b, "a<br>b");
    marked_add(&b,
               "a\xe2\x80\xa8"
               "b",
               NULL, 0, false);
    assert_written(&b, "a b");
    marked_add(&b, "\xc3\xa9x", within, 1, false);
    assert_true(utf8_valid(b.data, b.len));
    buf_done(&b);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(escapes_what_is_markup),
        cmocka_unit_test(drops_controls_and_replaces_what_is_no_text),
        cmocka_unit_test(encodes_parts_of_addresses),
        cmocka_unit_test(every_link_has_the_prefix_and_keeps_the_query),
        cmocka_unit_test(a_document_cannot_step_out_of_its_folder),
        cmocka_unit_test(the_origin_is_the_site_s_or_the_host_s),
        cmocka_unit_test(only_http_and_relative_addresses_are_safe),
        cmocka_unit_test(an_address_from_outside_is_made_fit_for_an_attribute),
        cmocka_unit_test(numbers_dates_and_kinds_are_put_into_words),
        cmocka_unit_test(places_are_put_into_words),
        cmocka_unit_test(long_titles_are_cut_by_characters),
        cmocka_unit_test(marks_are_elements_and_the_rest_is_text),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
