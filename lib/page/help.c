/* How to ask, by examples; and the form for other pages. */
#include "config.h"

#include "page/page.h"

#include "page/escape.h"
#include "page/layout.h"
#include "page/link.h"

struct example {
    const char *q, *meaning;
};

static const struct example examples[] = {
    {"allotment rents", "both words, near each other or not, in the paragraph "
                        "or in its title; \xe2\x80\x9crent\xe2\x80\x9d, "
                        "\xe2\x80\x9crented\xe2\x80\x9d and "
                        "\xe2\x80\x9crents\xe2\x80\x9d are the same word"},
    {"\"allotment rents\"", "the words next to each other, in this order"},
    {"allotment OR garden", "either word; OR in capitals"},
    {"allotment -fees", "the first word without the second; NOT fees says the "
                        "same"},
    {"(allotment OR garden) fees", "groups in round brackets"},
    {"title:allotments", "only in the titles; text:allotments only in the "
                         "paragraphs themselves"},
    {"fees kind:resolution", "only what was resolved; also minute, "
                             "recommendation, decision and note"},
    {"fees year:2014..2016", "only these years; year:2014 for one"},
    {"fees plan:2014/15", "only under a title with that financial year"},
};

static void
add_examples(struct buf *out, const struct page_site *site)
{
    buf_add_str(out, "<table class=\"help\">\n<thead><tr><th scope=\"col\">"
                     "You type</th><th scope=\"col\">It finds</th></tr>"
                     "</thead>\n<tbody>\n");
    for (size_t i = 0; i < sizeof(examples) / sizeof(*examples); i++) {
        struct page_query query = page_nothing;
        query.q = examples[i].q;
        buf_add_str(out, "<tr><th scope=\"row\"><a href=\"");
        link_search(out, site, &query);
        buf_add_str(out, "\"><code>");
        escape_text(out, query.q);
        buf_add_str(out, "</code></a></th><td>");
        escape_text(out, examples[i].meaning);
        buf_add_str(out, "</td></tr>\n");
    }
    buf_add_str(out, "</tbody>\n</table>\n");
}

/* The one form, as text to copy: escaped as a whole, so that what it holds
 * is escaped in it already. */
static void
add_form(struct buf *out, const struct page_site *site, const char *host)
{
    struct buf form = {0};

    buf_add_str(&form, "<form action=\"");
    link_origin(&form, site, host);
    link_path(&form, site, "/search");
    buf_add_str(&form, "\" role=\"search\">\n"
                       "  <label for=\"minutes-q\">Search the minutes</label>\n"
                       "  <input type=\"search\" id=\"minutes-q\" "
                       "name=\"q\">\n"
                       "  <button type=\"submit\">Search</button>\n"
                       "</form>\n");
    buf_add_str(out, "<h2 id=\"form\">A search box for your own page</h2>\n"
                     "<p>Paste this into any page of the intranet. It needs "
                     "no script.");
    buf_add_str(out, "</p>\n<pre tabindex=\"0\"><code>");
    /* Line by line: escaping makes a blank of a line break. */
    for (const char *p = form.data; *p != '\0'; p++)
        if (*p == '\n')
            buf_add_char(out, '\n');
        else
            escape_bytes(out, p, 1);
    buf_add_str(out, "</code></pre>\n");
    buf_done(&form);
}

void
page_help(const struct page_site *site, const char *host, struct buf *out)
{
    struct layout l = {site, NULL, "How to ask", "", .here = "/help"};

    layout_begin(out, &l);
    buf_add_str(out, "<div class=\"prose\">\n<h1>How to ask</h1>\n"
                     "<p>Type the words that the minutes would use. What is "
                     "found are single paragraphs, each with its number to "
                     "cite. Capitals do not matter.</p>\n");
    add_examples(out, site);
    buf_add_str(
        out,
        "<p>Where nothing has all the words, paragraphs with some of them are "
        "shown, and the page says so.</p>\n"
        "<h2>From the results</h2>\n"
        "<p>A year in the chart shows that year alone; chosen again, it shows "
        "all years. Kind and committee narrow what was found. The link on a "
        "result opens the whole item at that paragraph, with a line to copy "
        "as a citation and a permanent address.</p>\n"
        "<p>Each search has a feed: a feed reader that follows it tells you "
        "when something new is said.</p>\n");
    add_form(out, site, host);
    buf_add_str(out, "</div>\n");
    layout_end(out, &l);
}
