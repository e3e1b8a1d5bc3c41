/* lib/minutes: HTML pages. Each test is a trap that some page has. */
#include "minutes_unit.h"

#include "common/xalloc.h"

static struct minutes *
read_html(const char *bytes, size_t len)
{
    struct minutes_input in = {bytes, len, "panel/page", MINUTES_HTML};
    struct minutes *m = NULL;
    struct error err;

    assert_ok(minutes_parse(&m, &in, &err));
    return m;
}

static struct minutes *
html(const char *text)
{
    return read_html(text, strlen(text));
}

/* A page of ModernGov with this text below "Minutes:". */
#define PAGE(body)                                                             \
    "<html><body><h1 class=mgMainTitleTxt>Agenda item</h1>"                    \
    "<h2 class=mgSubTitleTxt>Weirs 2019/20</h2>"                               \
    "<p class=mgSubItemTitleTxt>Minutes:</p><div class=mgWordPara>" body       \
    "</div><p class=mgSubItemTitleTxt>Supporting documents:</p>"               \
    "<ul><li><a href=a.pdf>Report</a></li></ul><p>Footer</p></body></html>"

static void
assert_refused(const char *bytes, size_t len, const char *reason)
{
    struct minutes_input in = {bytes, len, "a", MINUTES_HTML};
    struct minutes *m = NULL;
    struct error err;

    assert_int_equal(minutes_parse(&m, &in, &err), STATUS_INVALID);
    assert_non_null(strstr(err.message, reason));
}

static void
only_blocks_part_words(void **state)
{
    (void)state;
    struct minutes *m = html(PAGE(
        "<p>1.<span>&nbsp;&nbsp; </span>The <span class=SpellE>con</span>"
        "stable<b>s</b>\n  met<span\n class=GramE> at</span>\nnoon"
        "<o:p>&nbsp;</o:p></p><p>&nbsp;</p><div>2.One<div>two</div></div>"));
    const struct document *d = &m->documents[0];

    assert_int_equal(m->n_documents, 1);
    assert_string_equal(d->title, "Weirs 2019/20");
    assert_string_equal(keys(d), "p1 p2 u1");
    assert_text(d, "p1", "The constables met at noon");
    assert_text(d, "p2", "One");
    assert_text(d, "u1", "two");
    minutes_free(m);
}

static void
pasted_lists_keep_their_numbers(void **state)
{
    (void)state;
    struct minutes *m = html(
        PAGE("<p class=MsoListParagraph><![if !supportLists]><span "
             "style='mso-list:Ignore'>1.<span>&nbsp;&nbsp;&nbsp; </span></span>"
             "<![endif]>First.</p><!--[if !supportLists]-->"
             "<p class=MsoListParagraphCxSpLast>(a)&nbsp;&nbsp; second.</p>"));

    assert_string_equal(keys(&m->documents[0]), "p1");
    assert_text(&m->documents[0], "p1",
                "First.\xe2\x80\xa8(a)\xc2\xa0\xc2\xa0 second.");
    minutes_free(m);
}

static void
drawn_numbers_are_numbers(void **state)
{
    (void)state;
    struct minutes *m =
        html(PAGE("<ol start=3><li>Three<ol type=a><li>small<li>second</ol>"
                  "<li value=6><p>Six</p><p>More</p><li>7. Seven</ol>"
                  "<ol type=I><li>Roman</ol>"
                  "<ul style='list-style: none'><li>Plain</ul>"));
    const struct document *d = &m->documents[0];

    assert_string_equal(keys(d), "p3 p6 u1 p7 u2");
    assert_text(d, "p3",
                "Three\xe2\x80\xa8"
                "a. small\xe2\x80\xa8"
                "b. second");
    assert_text(d, "p6", "Six");
    assert_text(d, "u1", "More");
    assert_text(d, "p7", "Seven\xe2\x80\xa8(I) Roman");
    assert_text(d, "u2", "Plain");
    minutes_free(m);
}

static void
bare_lists_and_resolutions_belong_together(void **state)
{
    (void)state;
    struct minutes *m =
        html(PAGE("<p>RESOLVED that:<ol><li>one be done;<li>two be left.</ol>"
                  "<ul><li>bullet</ul>"));

    assert_string_equal(keys(&m->documents[0]), "r1");
    assert_text(&m->documents[0], "r1",
                "RESOLVED that:\xe2\x80\xa8"
                "1. one be done;\xe2\x80\xa8"
                "2. two be left.\xe2\x80\xa8\xe2\x80\xa2 bullet");
    minutes_free(m);
}

static void
tables_are_read_row_by_row(void **state)
{
    (void)state;
    struct minutes *m =
        html(PAGE("<table><tr><td><p>Gate</p><td>Age<tr><td>Mill<td>62"
                  "<tr><td>21/001<td>Lane<td>7</table>"
                  "<table><tr><td>1.<td>The layout was a table.<tr><td>2.<td>"
                  "<table><tr><td>In it<td>another</table></table>"));
    const struct document *d = &m->documents[0];

    assert_string_equal(keys(d), "u1 p1 p2");
    assert_text(d, "u1",
                "Gate  Age\xe2\x80\xa8Mill  62\xe2\x80\xa8"
                "21/001  Lane  7");
    assert_text(d, "p1", "The layout was a table.");
    assert_text(d, "p2", "In it  another");
    minutes_free(m);
}

static void
entities_mean_what_browsers_show(void **state)
{
    (void)state;
    struct minutes *m =
        html(PAGE("<p>It&#146;s &pound5 &#163;6 R&D AT&amp;T&nbsp;x &bogus; "
                  "&lt;b&gt; a&#0;b &#x2019; 1 < 2 &copy2019 "
                  "&amp;nbsp <b>x&amp;reg</b>"));

    assert_text(&m->documents[0], "u1",
                "It\xe2\x80\x99s \xc2\xa3"
                "5 \xc2\xa3"
                "6 R&D AT&T\xc2\xa0x &bogus; <b> ab \xe2\x80\x99 1 < 2 "
                "\xc2\xa9"
                "2019 &nbsp x&reg");
    minutes_free(m);
}

static void
what_nobody_sees_is_no_text(void **state)
{
    (void)state;
    struct minutes *m = html(
        "<title>Weir</title><body><nav>menu</nav><header>top</header>"
        "<script>document.write('<p>x')</script><style>p{}</style>"
        "<template><p>t</template><noscript>n</noscript><p hidden>h"
        "<p style='color: red; display : none'>d</p><svg><title>s</title></svg>"
        "<form><input value=v><select><option>o</select></form>"
        "<p>Text<!-- c --> it is.<footer>end</footer>");

    assert_string_equal(keys(&m->documents[0]), "u1");
    assert_text(&m->documents[0], "u1", "Text it is.");
    assert_string_equal(m->documents[0].title, "Weir");
    minutes_free(m);
}

static void
a_page_in_one_form_is_text(void **state)
{
    (void)state;
    struct minutes *m = html(
        "<body><a href=#c>Skip</a><form id=aspnetForm><h1>Weir<br>report</h1>"
        "<p>All of the page is in a form.</p></form>");

    assert_string_equal(m->documents[0].title, "Weir report");
    assert_text(&m->documents[0], "u2", "All of the page is in a form.");
    minutes_free(m);
}

static void
the_bytes_say_their_encoding(void **state)
{
    (void)state;
    struct minutes *m =
        html("<meta charset=iso-8859-1><title>T</title><p>caf\xc3\xa9 closed.");
    assert_text(&m->documents[0], "u1", "caf\xc3\xa9 closed.");
    assert_int_equal(m->decoded.encoding, ENCODING_UTF8);
    minutes_free(m);

    m = html("<meta charset=utf-8><title>T</title><p>caf\xe9 \x93"
             "a\x94.");
    assert_text(&m->documents[0], "u1",
                "caf\xc3\xa9 \xe2\x80\x9c"
                "a\xe2\x80\x9d.");
    minutes_free(m);

    static const char utf16[] = "\xff\xfe<\0p\0>\0\x19\x20m\0.\0";
    m = read_html(utf16, sizeof(utf16) - 1);
    assert_text(&m->documents[0], "u1", "\xe2\x80\x99m.");
    assert_int_equal(m->decoded.encoding, ENCODING_UTF16);
    minutes_free(m);
}

static void
a_file_that_ends_early_is_read_so_far(void **state)
{
    (void)state;
    static const char whole[] =
        PAGE("<p>1. One.</p><p>2. It was caf\xc3\xa9 \xc3\xa9.</p>");

    /* Wherever it ends, even in the midst of a character. */
    for (size_t n = 1; n < sizeof(whole); n++) {
        struct minutes_input in = {whole, n, "a", MINUTES_HTML};
        struct minutes *m = NULL;
        struct error err;
        if (minutes_parse(&m, &in, &err) == STATUS_OK)
            minutes_free(m);
        else
            assert_string_equal(err.message, "no text");
    }
    struct minutes *m =
        read_html(whole, (size_t)(strstr(whole, "It was") + 6 - whole));
    assert_string_equal(keys(&m->documents[0]), "p1 p2");
    assert_text(&m->documents[0], "p2", "It was");
    minutes_free(m);
}

/* n times s, then end. */
static char *
many(const char *begin, const char *s, size_t n, const char *end)
{
    struct buf b = {0};

    buf_add_str(&b, begin);
    for (size_t i = 0; i < n; i++)
        buf_add_str(&b, s);
    buf_add_str(&b, end);
    return buf_take(&b);
}

static void
deep_and_long_pages_are_read_or_refused(void **state)
{
    (void)state;
    char *text = many("<title>T</title>", "<div><b>", 10000, "Deep.");
    struct minutes *m = html(text);
    assert_text(&m->documents[0], "u1", "Deep.");
    minutes_free(m);
    free(text);

    text = many("", "<b>", 200000, "x");
    assert_refused(text, strlen(text), "nested too deeply");
    free(text);

    text = many("<title>T</title><p title='", "0123456789abcdef", 65536,
                "'>After a long attribute.");
    m = html(text);
    assert_text(&m->documents[0], "u1", "After a long attribute.");
    minutes_free(m);
    free(text);

    text = many("<title>T</title><p ", "x=y ", 100000, ">After.");
    assert_refused(text, strlen(text), "too many attributes");
    free(text);

    text = many("<div>", "<b>", 50000, "");
    char *end = many(text, "</i>", 50000, "x");
    assert_refused(end, strlen(end), "end tags that end nothing");
    free(text);
    free(end);
}

static void
nul_bytes_are_dropped_and_binary_data_refused(void **state)
{
    (void)state;
    static const char few[] = "<title>T</title><p>Te\0xt is here.";
    struct minutes *m = read_html(few, sizeof(few) - 1);
    assert_text(&m->documents[0], "u1", "Text is here.");
    assert_int_equal(m->decoded.controls, 1);
    minutes_free(m);

    static const char zeros[400] = "<p>";
    assert_refused(zeros, sizeof(zeros), "binary");
    assert_refused("<p>&nbsp;</p>", 13, "no text");
}

static void
line_breaks_are_those_of_a_text(void **state)
{
    (void)state;
    struct minutes *m =
        html(PAGE("<p>(1) One<br>line.<br><br>(2) Two.<br>(3) Three:<br>"
                  "(a) sub</p><pre>(4) Four\n(5) Five</pre>"));
    const struct document *d = &m->documents[0];

    assert_string_equal(keys(d), "p1 p2 p3 p4 p5");
    assert_text(d, "p1", "One line.");
    assert_text(d, "p3", "Three:\xe2\x80\xa8(a) sub");
    minutes_free(m);
}

static void
a_label_in_pasted_text_heads_no_part(void **state)
{
    (void)state;
    struct minutes *m = html(PAGE("<p>1. One.</p><p>Supporting documents:</p>"
                                  "<p>2. Two.</p><p>Decision:</p><p>Done.</p>"
                                  "<p>3. Three.</p>"));

    assert_string_equal(keys(&m->documents[0]), "p1 u1 p2 d1 p3");
    minutes_free(m);
}

static void
items_are_known_by_anchors_and_addresses(void **state)
{
    (void)state;
    struct minutes *m = html(
        "<!-- saved from url=(0040)http://a.example/x/ieList.aspx?MId=1 -->"
        "<h2 class=mgSubTitleTxt>Panel - Monday, 6th January, 2020 7 pm</h2>"
        "<table><tr><td class=mgItemNumberCell><p class=mgAiTitleTxt>"
        "<a name=AI7></a>1.</p></td><td><p class=mgAiTitleTxt>Weirs</p>"
        "<p class=mgSubItemTitleTxt>Minutes</p>"
        "<div class=mgWordPara><p>See <a href='mgAi.aspx?ID=3'>it</a>.</div>"
        "<tr><td class=mgItemNumberCell>2.<td>"
        "<p class=mgSubItemTitleTxt>Minutes:</p>"
        "<div class=mgWordPara><p>No title. &hellip; "
        "view the full minutes text for item 2.</div></table>");

    assert_int_equal(m->n_documents, 2);
    assert_string_equal(m->documents[0].item, "ai:7");
    assert_string_equal(m->documents[0].url,
                        "http://a.example/x/mgAi.aspx?ID=7");
    assert_string_equal(m->documents[0].committee, "Panel");
    assert_string_equal(m->documents[0].date, "2020-01-06");
    assert_false(m->documents[0].cut);
    assert_string_equal(m->documents[1].id, "panel/page/2");
    assert_string_equal(m->documents[1].item, "");
    assert_true(m->documents[1].cut);
    assert_text(&m->documents[1], "u1", "No title.");
    minutes_free(m);

    m = html("<link rel=canonical href='https://a.example/mgAi.aspx?ID=51902'>"
             "<meta name=DC.date content='2026-01-15'>" PAGE("<p>One."));
    assert_string_equal(m->documents[0].item, "ai:51902");
    assert_string_equal(m->documents[0].date, "2026-01-15");
    assert_int_equal(m->documents[0].date_from, ORIGIN_PAGE);
    minutes_free(m);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_blocks_part_words),
        cmocka_unit_test(pasted_lists_keep_their_numbers),
        cmocka_unit_test(drawn_numbers_are_numbers),
        cmocka_unit_test(bare_lists_and_resolutions_belong_together),
        cmocka_unit_test(tables_are_read_row_by_row),
        cmocka_unit_test(entities_mean_what_browsers_show),
        cmocka_unit_test(what_nobody_sees_is_no_text),
        cmocka_unit_test(a_page_in_one_form_is_text),
        cmocka_unit_test(the_bytes_say_their_encoding),
        cmocka_unit_test(a_file_that_ends_early_is_read_so_far),
        cmocka_unit_test(deep_and_long_pages_are_read_or_refused),
        cmocka_unit_test(nul_bytes_are_dropped_and_binary_data_refused),
        cmocka_unit_test(line_breaks_are_those_of_a_text),
        cmocka_unit_test(a_label_in_pasted_text_heads_no_part),
        cmocka_unit_test(items_are_known_by_anchors_and_addresses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
