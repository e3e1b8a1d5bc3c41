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

static void
add_heading(struct buf *out, const struct page_site *site,
            const struct page_query *query, const struct answer_hit *hit)
{
    const char *key = words_key(hit->id, hit->document);
    const char *title = *hit->title != '\0' ? hit->title : "Untitled";

    buf_add_str(out, "<h2>");
    if (*hit->document != '\0') {
        buf_add_str(out, "<a href=\"");
        link_document(out, site, query, hit->document, hit->rank, 0, key);
        buf_add_str(out, "\">");
    }
    words_name(out, title, TITLE_MAX);
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
    buf_add_str(out, "</li>\n");
}
