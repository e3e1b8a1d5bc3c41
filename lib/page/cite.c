/* Citations: see cite.h. */
#include "config.h"

#include "page/cite.h"

#include "page/escape.h"
#include "page/link.h"
#include "page/words.h"

void
cite_line(struct buf *out, const struct page_document *document,
          const struct page_unit *unit)
{
    if (*document->committee != '\0') {
        escape_text(out, document->committee);
        buf_add_str(out, ", ");
    }
    if (*document->title != '\0') {
        escape_text(out, document->title);
        buf_add_str(out, ", ");
    }
    if (words_date(out, document->date))
        buf_add_str(out, ", ");
    words_place(out, unit->number, unit->kind, unit->key);
}

void
cite_link(struct buf *out, const struct page_site *site,
          const struct page_document *document, const struct page_unit *unit,
          uint32_t from)
{
    link_origin(out, site, document->host != NULL ? document->host : "");
    link_document(out, site, NULL, document->id, 0, from, unit->key);
}

void
cite_add(struct buf *out, const struct page_site *site,
         const struct page_document *document, const struct page_unit *unit,
         uint32_t from)
{
    struct buf link = {0};

    cite_link(&link, site, document, unit, from);
    buf_add_str(out,
                "<details class=\"cite\"><summary>Cite<span class=\"vh\"> ");
    words_place(out, unit->number, unit->kind, unit->key);
    buf_add_str(out, "</span></summary>\n<p class=\"copy\">");
    cite_line(out, document, unit);
    buf_addf(out, "</p>\n<p class=\"copy\">%s</p>\n</details>\n", link.data);
    buf_done(&link);
}
