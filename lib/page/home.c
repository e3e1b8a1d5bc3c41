/* The box alone. */
#include "config.h"

#include "page/page.h"

#include "page/escape.h"
#include "page/layout.h"
#include "page/link.h"
#include "page/words.h"

static void
add_facts(struct buf *out, const struct page_facts *facts)
{
    if (facts == NULL) {
        buf_add_str(out, "<p role=\"status\">No minutes have been indexed yet. "
                         "This page will find them as soon as they "
                         "are.</p>\n");
        return;
    }
    buf_add_str(out, "<p class=\"small\">");
    words_paragraphs(out, facts->units);
    buf_add_str(out, " of ");
    words_number(out, facts->documents);
    buf_add_str(out, facts->documents == 1 ? " document" : " documents");
    if (facts->first_year != 0) {
        buf_addf(out, ", %u", facts->first_year);
        if (facts->last_year != facts->first_year)
            buf_addf(out, " to %u", facts->last_year);
    }
    buf_add_str(out, ".</p>\n");
}

static void
add_example(struct buf *out, const struct page_site *site, const char *q,
            const char *words)
{
    struct page_query query = page_nothing;

    query.q = q;
    buf_add_str(out, "<li><a href=\"");
    link_search(out, site, &query);
    buf_add_str(out, "\"><code>");
    escape_text(out, q);
    buf_addf(out, "</code></a> %s</li>\n", words);
}

void
page_home(const struct page_site *site, const struct page_facts *facts,
          struct buf *out)
{
    struct layout l = {site, NULL, "", "", .no_box = true, .here = "/"};

    layout_begin(out, &l);
    buf_add_str(out, "<div class=\"home\">\n<h1>");
    escape_text(out, site->title);
    buf_add_str(out, "</h1>\n");
    layout_box(out, &l);
    add_facts(out, facts);
    buf_add_str(out, "<ul class=\"examples\">\n");
    add_example(out, site, "road safety", "finds both words, in any form");
    add_example(out, site, "\"road safety\"", "finds the phrase");
    add_example(out, site, "budget kind:resolution", "finds what was resolved");
    buf_add_str(out, "</ul>\n<p><a href=\"");
    link_path(out, site, "/help");
    buf_add_str(out, "\">More ways to ask</a></p>\n</div>\n");
    layout_end(out, &l);
}
