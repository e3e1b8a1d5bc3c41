/* How to ask, by examples; and the form for other pages. */
#include "config.h"

#include "page/page.h"

#include "page/escape.h"
#include "page/layout.h"
#include "page/link.h"
#include "query/examples.h"

/* A row: what one types, as a link that asks it, and what it finds. */
static void
add_example(struct buf *out, const struct page_site *site,
            const struct example *e)
{
    struct page_query query = page_nothing;

    query.q = e->query;
    buf_add_str(out, "<tr><th scope=\"row\"><a href=\"");
    link_search(out, site, &query);
    buf_add_str(out, "\"><code>");
    escape_text(out, e->query);
    buf_add_str(out, "</code></a></th><td>");
    escape_text(out, e->finds);
    buf_add_str(out, "</td></tr>\n");
}

static void
add_examples(struct buf *out, const struct page_site *site)
{
    size_t n;
    const struct example_group *groups = examples_groups(&n);

    for (size_t i = 0; i < n; i++) {
        const struct example_group *g = &groups[i];
        buf_addf(out, "<h2 id=\"%s\">", g->name);
        escape_text(out, g->title);
        buf_addf(out,
                 "</h2>\n<table class=\"help\" aria-labelledby=\"%s\">\n"
                 "<tbody>\n",
                 g->name);
        for (size_t j = 0; j < g->n; j++)
            add_example(out, site, &g->examples[j]);
        buf_add_str(out, "</tbody>\n</table>\n");
    }
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
        "<h2 id=\"found\">What is found</h2>\n"
        "<p>A word is found in all its forms: \xe2\x80\x9crent\xe2\x80\x9d, "
        "\xe2\x80\x9crented\xe2\x80\x9d and "
        "\xe2\x80\x9crents\xe2\x80\x9d are the same. An acronym that the "
        "minutes explain finds its words as well, and the words find it; the "
        "page says so, with a link to what exactly was typed.</p>\n"
        "<p>Where nothing has all the words, paragraphs with some of them are "
        "shown, and the page says so.</p>\n"
        "<h2 id=\"results\">From the results</h2>\n"
        "<p>A year in the chart shows that year alone; chosen again, it shows "
        "all years. Kind and committee narrow what was found. \xe2\x80\x9cOne "
        "result a document\xe2\x80\x9d shows the best paragraph of each, "
        "\xe2\x80\x9cWhat was decided\xe2\x80\x9d what was resolved below "
        "its discussion. The link on a "
        "result opens the whole item at that paragraph, with a line to copy "
        "as a citation and a permanent address.</p>\n"
        "<p>Each search has a feed: a feed reader that follows it tells you "
        "when something new is said.</p>\n");
    add_form(out, site, host);
    buf_add_str(out, "</div>\n");
    layout_end(out, &l);
}
