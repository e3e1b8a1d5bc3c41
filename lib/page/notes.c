/* What is said about a query: see notes.h. */
#include "config.h"

#include "page/notes.h"

#include <string.h>

#include "page/escape.h"
#include "page/link.h"
#include "page/words.h"

/* Where an acronym is spelled out, as a link. */
static void
add_where(struct buf *out, const struct page_site *site, const char *id)
{
    const char *hash = strrchr(id, '#');

    if (hash == NULL || hash == id)
        return;
    struct buf document = {0};
    buf_add(&document, id, (size_t)(hash - id));
    buf_add_str(out, ", as <a href=\"");
    link_document(out, site, NULL, document.data, 0, 0, hash + 1);
    buf_add_str(out, "\">");
    escape_text(out, id);
    buf_add_str(out, "</a> spells it");
    buf_done(&document);
}

static void
add_expansion(struct buf *out, const struct page_site *site,
              const struct answer_expansion *e)
{
    buf_add_str(out, "<p role=\"status\">");
    escape_text(out, e->from);
    buf_add_str(out, " was also taken for \xe2\x80\x9c");
    escape_text(out, e->to);
    buf_add_str(out, "\xe2\x80\x9d");
    add_where(out, site, e->where);
    buf_add_str(out, ".</p>\n");
}

static void
add_suggestion(struct buf *out, const struct page_site *site,
               const struct page_query *query, const struct answer *a)
{
    struct page_query changed = *query;

    changed.q = a->suggestion;
    changed.from = 0;
    buf_add_str(out, "<p role=\"status\">Did you mean <a href=\"");
    link_search(out, site, &changed);
    buf_add_str(out, "\">");
    escape_text(out, a->suggestion);
    buf_add_str(out, "</a> (");
    words_paragraphs(out, a->suggestion_total);
    buf_add_str(out, ")?</p>\n");
}

/* The way to the acronyms as they stand. */
static void
add_literally(struct buf *out, const struct page_site *site,
              const struct page_query *query)
{
    struct page_query changed = *query;

    changed.expand = "no";
    changed.from = 0;
    buf_add_str(out, "<p><a href=\"");
    link_search(out, site, &changed);
    buf_add_str(out, "\">Search for exactly what was typed</a></p>\n");
}

static void
add_missing(struct buf *out, const char *word)
{
    buf_add_str(out, "<p role=\"status\">Nothing in the minutes has the word "
                     "\xe2\x80\x9c");
    escape_text(out, word);
    buf_add_str(out, "\xe2\x80\x9d.</p>\n");
}

void
notes_add(struct buf *out, const struct page_site *site,
          const struct page_query *query, const struct answer *a)
{
    if (a->n_notes == 0 && a->n_expanded == 0 && a->n_missing == 0 &&
        a->suggestion == NULL && !a->relaxed)
        return;
    buf_add_str(out, "<div class=\"notes\">\n");
    if (a->relaxed && a->n_notes == 0)
        buf_add_str(out, "<p role=\"status\">Nothing has all the words; these "
                         "have some of them.</p>\n");
    for (size_t i = 0; i < a->n_notes; i++) {
        buf_add_str(out, "<p role=\"status\">");
        words_sentence(out, a->notes[i]);
        buf_add_str(out, "</p>\n");
    }
    for (size_t i = 0; i < a->n_missing; i++)
        add_missing(out, a->missing[i]);
    for (size_t i = 0; i < a->n_expanded; i++)
        add_expansion(out, site, &a->expanded[i]);
    if (a->n_expanded > 0)
        add_literally(out, site, query);
    if (a->suggestion != NULL)
        add_suggestion(out, site, query, a);
    buf_add_str(out, "</div>\n");
}
