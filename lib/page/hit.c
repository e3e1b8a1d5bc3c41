/* One result: see hit.h. */
#include "config.h"

#include "page/hit.h"

#include "page/escape.h"
#include "page/layout.h"
#include "page/link.h"
#include "page/marked.h"
#include "page/words.h"

/* Characters of a title in a list: three lines on a telephone. The document's
 * own page has all of it. */
#define TITLE_MAX 150

/* A title with its marks; of those that are cut off none is left. */
static void
add_title(struct buf *out, const struct answer_hit *hit)
{
    const char *title = *hit->title != '\0' ? hit->title : "Untitled";
    size_t n = hit->n_title_marks, kept;
    struct buf cut = {0};

    words_cut(&cut, title, TITLE_MAX);
    for (kept = 0; kept < cut.len && cut.data[kept] == title[kept]; kept++)
        ;
    while (n > 0 &&
           hit->title_marks[n - 1].start + hit->title_marks[n - 1].len > kept)
        n--;
    marked_add(out, cut.data, hit->title_marks, n, /* breaks */ false);
    buf_done(&cut);
}

static void
add_heading(struct buf *out, const struct page_site *site,
            const struct page_query *query, const struct answer_hit *hit)
{
    const char *key = words_key(hit->id, hit->document);

    buf_add_str(out, "<h2>");
    if (*hit->document != '\0') {
        buf_add_str(out, "<a href=\"");
        link_document(out, site, query, hit->document, hit->rank, 0, key);
        buf_add_str(out, "\">");
    }
    add_title(out, hit);
    buf_add_str(out, " <span class=\"place\">");
    words_pilcrow(out, hit->number, hit->kind, key);
    buf_add_str(out, "</span>");
    if (*hit->document != '\0')
        buf_add_str(out, "</a>");
    buf_add_str(out, "</h2>\n");
}

/* Puts a point between this part of the line and the one before. */
static void
part(struct buf *out, bool *first)
{
    if (!*first)
        buf_add_str(out, " \xc2\xb7 ");
    *first = false;
}

/* "Parks Panel · 6 February 2014 · Resolution": what of it is known. */
static void
add_where(struct buf *out, const struct answer_hit *hit)
{
    const char *key = words_key(hit->id, hit->document);
    bool kind = words_kind_matters(hit->number, hit->kind, key);
    bool first = true;

    if (*hit->committee == '\0' && *hit->date == '\0' && hit->year == 0 &&
        !kind)
        return;
    buf_add_str(out, "<p class=\"where\">");
    if (*hit->committee != '\0') {
        part(out, &first);
        words_name(out, hit->committee, WORDS_COMMITTEE_MAX);
    }
    if (*hit->date != '\0') {
        part(out, &first);
        words_time(out, hit->date);
    } else if (hit->year != 0) {
        part(out, &first);
        buf_addf(out, "%u", hit->year);
    }
    if (kind) {
        part(out, &first);
        words_kind(out, hit->kind);
    }
    buf_add_str(out, "</p>\n");
}

/* What was decided in the same item, each with its place and a link. */
static void
add_decisions(struct buf *out, const struct page_site *site,
              const struct page_query *query, const struct answer_hit *hit)
{
    if (hit->n_decisions == 0)
        return;
    buf_add_str(out, "<div class=\"decided\">\n<h3>What was decided</h3>\n"
                     "<ul>\n");
    for (size_t i = 0; i < hit->n_decisions; i++) {
        const struct answer_decision *d = &hit->decisions[i];
        const char *key = words_key(d->id, hit->document);
        buf_add_str(out, "<li><a href=\"");
        link_document(out, site, query, hit->document, 0, 0, key);
        buf_add_str(out, "\">");
        words_place(out, d->number, d->kind, key);
        buf_add_str(out, "</a>: ");
        marked_add(out, d->text, NULL, 0, /* breaks */ true);
        buf_add_str(out, "</li>\n");
    }
    buf_add_str(out, "</ul>\n</div>\n");
}

/* A way to the other hits of the document, where they are grouped. */
static void
add_more(struct buf *out, const struct page_site *site,
         const struct page_query *query, const struct answer_hit *hit)
{
    struct page_query changed = *query;

    if (hit->more == 0)
        return;
    changed.group = "";
    changed.document = hit->document;
    changed.from = 0;
    buf_add_str(out, "<p class=\"more\"><a href=\"");
    link_search(out, site, &changed);
    buf_add_str(out, "\">");
    words_number(out, hit->more);
    buf_add_str(out, hit->more == 1 ? " more paragraph" : " more paragraphs");
    buf_add_str(out, " in this document</a></p>\n");
}

void
hit_add(struct buf *out, const struct page_site *site,
        const struct page_query *query, const struct answer_hit *hit)
{
    buf_add_str(out, "<li");
    layout_lang(out, site);
    buf_add_str(out, ">\n");
    add_heading(out, site, query, hit);
    add_where(out, hit);
    for (size_t i = 0; i < hit->n_snippets; i++) {
        const struct answer_snippet *s = &hit->snippets[i];
        buf_add_str(out, "<p>");
        marked_add(out, s->text, s->marks, s->n_marks, /* breaks */ false);
        buf_add_str(out, "</p>\n");
    }
    add_decisions(out, site, query, hit);
    add_more(out, site, query, hit);
    buf_add_str(out, "</li>\n");
}
