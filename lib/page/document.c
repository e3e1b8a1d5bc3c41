/* A document in context: its units, the query's words marked. */
#include "config.h"

#include "page/page.h"

#include <stdio.h>

#include "page/cite.h"
#include "page/escape.h"
#include "page/layout.h"
#include "page/link.h"
#include "page/marked.h"
#include "page/words.h"

/* Up to so many units each can be unfolded to its citation; in longer
 * documents only the hits can, or the citations would outweigh the text. So it
 * is with the ways to similar units. */
#define CITE_ALL_MAX 200

/* Everything that the parts of the page need. */
struct view {
    const struct page_site *site;
    const struct page_query *query;
    const struct page_document *document;
    struct buf *out;
};

static void
add_fact(struct buf *out, const char *name, const char *value,
         void (*add_value)(struct buf *, const char *))
{
    if (*value == '\0')
        return;
    buf_addf(out, "<div><dt>%s</dt><dd>", name);
    add_value(out, value);
    buf_add_str(out, "</dd></div>\n");
}

static void
add_facts(const struct view *v)
{
    const struct page_document *d = v->document;
    struct buf *out = v->out;
    char year[16];

    if (*d->committee == '\0' && *d->date == '\0' && *d->plan == '\0' &&
        *d->source == '\0' && d->year == 0)
        return;
    (void)snprintf(year, sizeof(year), "%u", d->year);
    buf_add_str(out, "<dl class=\"facts\">\n");
    add_fact(out, "Committee", d->committee, escape_text);
    add_fact(out, "Date", d->date, words_time);
    if (*d->date == '\0' && d->year != 0)
        add_fact(out, "Year", year, escape_text);
    add_fact(out, "Plan", d->plan, escape_text);
    add_fact(out, "Source", d->source, escape_text);
    buf_add_str(out, "</dl>\n");
}

/* The page of the results that the hit stands on. */
static void
add_back(const struct view *v)
{
    struct page_query back = *v->query;
    uint32_t limit = back.limit > 0 ? back.limit : LINK_LIMIT_DEFAULT;

    back.from =
        v->document->rank > 0 ? (v->document->rank - 1) / limit * limit : 0;
    buf_add_str(v->out, "<li><a href=\"");
    link_search(v->out, v->site, &back);
    buf_add_str(v->out, "\">Back to the results</a></li>\n");
}

static void
add_neighbour(const struct view *v, const char *document, const char *key,
              uint32_t rank, const char *rel, const char *words)
{
    if (document == NULL || key == NULL || rank == 0)
        return;
    buf_add_str(v->out, "<li><a href=\"");
    link_document(v->out, v->site, v->query, document, rank, 0, key);
    buf_addf(v->out,
             "\" rel=\"%s\">%s<span class=\"vh\"> result</span></a></li>\n",
             rel, words);
}

/* From hit to hit, and back to all of them. */
static void
add_hits(const struct view *v)
{
    const struct page_document *d = v->document;
    struct buf *out = v->out;

    if (*v->query->q == '\0' && !link_has_filter(v->query))
        return;
    buf_add_str(out, "<nav class=\"walk\" aria-label=\"Results\">\n<ul>\n");
    add_back(v);
    if (d->rank > 0) {
        buf_add_str(out, "<li>Result ");
        words_number(out, d->rank);
        if (d->total > 0) {
            buf_add_str(out, " of ");
            words_number(out, d->total);
        }
        buf_add_str(out, "</li>\n");
        add_neighbour(v, d->previous_document, d->previous_key, d->rank - 1,
                      "prev", "Previous");
        add_neighbour(v, d->next_document, d->next_key, d->rank + 1, "next",
                      "Next");
    }
    buf_add_str(out, "</ul>\n</nav>\n");
}

static void
add_similar(const struct view *v, const struct page_unit *unit)
{
    struct buf *out = v->out;

    buf_add_str(out, "<p class=\"like\"><a href=\"");
    link_similar(out, v->site, unit->id);
    buf_add_str(out, "\">Similar paragraphs<span class=\"vh\"> to ");
    words_place(out, unit->number, unit->kind, unit->key);
    buf_add_str(out, "</span></a></p>\n");
}

static void
add_unit(const struct view *v, const struct page_unit *unit)
{
    struct buf *out = v->out;

    buf_addf(out, "<div class=\"unit%s\" id=\"", unit->hit ? " hit" : "");
    escape_url(out, unit->key, /* keep_slash */ false);
    buf_add_str(out, "\">\n<p class=\"place\"><a href=\"#");
    escape_url(out, unit->key, /* keep_slash */ false);
    buf_add_str(out, "\">");
    words_pilcrow(out, unit->number, unit->kind, unit->key);
    buf_add_str(out, "</a>");
    if (words_kind_matters(unit->number, unit->kind, unit->key)) {
        buf_add_str(out, " <span class=\"kind\">");
        words_kind(out, unit->kind);
        buf_add_str(out, "</span>");
    }
    buf_add_str(out, "</p>\n<p class=\"text\"");
    layout_lang(out, v->site);
    buf_add_char(out, '>');
    marked_add(out, unit->text, unit->marks, unit->n_marks, /* breaks */ true);
    buf_add_str(out, "</p>\n");
    if (unit->hit || v->document->n_units <= CITE_ALL_MAX) {
        cite_add(out, v->site, v->document, unit, v->document->from);
        add_similar(v, unit);
    }
    buf_add_str(out, "</div>\n");
}

/* One part of a long document. */
static void
add_part(const struct view *v, uint32_t from, const char *rel,
         const char *words)
{
    buf_add_str(v->out, "<li><a href=\"");
    link_document(v->out, v->site, v->query, v->document->id, 0, from, NULL);
    buf_addf(v->out, "\" rel=\"%s\">%s</a></li>\n", rel, words);
}

/* The way to the parts before and behind of a document that is too long for
 * one page. */
static void
add_parts(const struct view *v)
{
    const struct page_document *d = v->document;
    struct buf *out = v->out;
    uint32_t n = (uint32_t)d->n_units, from = d->from;
    bool more = d->all > from && d->all - from > n;

    if (n == 0 || (from == 0 && !more))
        return;
    buf_add_str(out, "<nav class=\"pages\" aria-label=\"Parts of this "
                     "document\">\n<p>Paragraphs ");
    words_number(out, (uint64_t)from + 1);
    buf_add_str(out, " to ");
    words_number(out, (uint64_t)from + n);
    buf_add_str(out, " of ");
    words_number(out, d->all);
    buf_add_str(out, ".</p>\n<ul>\n");
    if (from > 0)
        add_part(v, more && from > n ? from - n : 0, "prev", "Earlier part");
    if (more)
        add_part(v, from + n, "next", "Next part");
    buf_add_str(out, "</ul>\n</nav>\n");
}

static void
add_original(const struct view *v)
{
    if (!link_safe(v->document->url))
        return;
    buf_add_str(v->out, "<p><a rel=\"external\" href=\"");
    link_outside(v->out, v->document->url);
    buf_add_str(v->out, "\">The original of these minutes</a></p>\n");
}

void
page_document(const struct page_site *site, const struct page_query *query,
              const struct page_document *document, struct buf *out)
{
    const struct view v = {site, query, document, out};
    const char *title = *document->title != '\0' ? document->title : "Untitled";
    struct layout l = {site, query, title, "", .here = ""};

    layout_begin(out, &l);
    add_hits(&v);
    buf_add_str(out, "<article>\n<h1");
    layout_lang(out, site);
    buf_add_char(out, '>');
    escape_text(out, title);
    buf_add_str(out, "</h1>\n");
    add_facts(&v);
    add_original(&v);
    if (document->n_units == 0)
        buf_add_str(out, "<p>No text is recorded under this item.</p>\n");
    for (size_t i = 0; i < document->n_units; i++)
        add_unit(&v, &document->units[i]);
    buf_add_str(out, "</article>\n");
    add_parts(&v);
    layout_end(out, &l);
}
