/* Filters: the form to choose them, the list of those in force. See
 * facet.h. */
#include "config.h"

#include "page/facet.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "common/xalloc.h"
#include "page/escape.h"
#include "page/link.h"
#include "page/words.h"

/* Values that a choice offers, those with the most paragraphs: more than a
 * council has standing committees, and 3 kB of a page. */
#define CHOICES_MAX 30

const struct answer_facet *
facet_find(const struct answer *a, const char *name)
{
    for (size_t i = 0; i < a->n_facets; i++) {
        const struct answer_facet *f = &a->facets[i];
        if (strcmp(f->name, name) == 0)
            return f->n_counts > 0 && *f->counts[0].value != '\0' ? f : NULL;
    }
    return NULL;
}

static int
by_count_falling(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return (x < y) - (x > y);
}

/* The count that a value needs to be among the first CHOICES_MAX. */
static uint64_t
least_count(const struct answer_facet *f)
{
    if (f->n_counts <= CHOICES_MAX)
        return 0;
    uint64_t *counts = xcalloc(f->n_counts, sizeof(*counts));
    for (size_t i = 0; i < f->n_counts; i++)
        counts[i] = f->counts[i].count;
    qsort(counts, f->n_counts, sizeof(*counts), by_count_falling);
    uint64_t least = counts[CHOICES_MAX - 1];
    free(counts);
    return least;
}

static void
add_option(struct buf *out, const char *value, uint64_t count, bool chosen,
           void (*add_words)(struct buf *, const char *))
{
    buf_add_str(out, "<option value=\"");
    escape_text(out, value);
    buf_addf(out, "\"%s>", chosen ? " selected" : "");
    add_words(out, value);
    buf_add_str(out, " (");
    words_number(out, count);
    buf_add_str(out, ")</option>\n");
}

static void
add_choice(struct buf *out, const struct answer_facet *f, const char *label,
           const char *any, const char *chosen,
           void (*add_words)(struct buf *, const char *))
{
    uint64_t least = least_count(f);
    size_t shown = 0;
    bool seen = *chosen == '\0';

    buf_addf(out,
             "<label for=\"by-%s\">%s</label>\n"
             "<select id=\"by-%s\" name=\"%s\">\n"
             "<option value=\"\">%s</option>\n",
             f->name, label, f->name, f->name, any);
    for (size_t i = 0; i < f->n_counts; i++) {
        const struct answer_count *c = &f->counts[i];
        bool is_chosen = strcasecmp(c->value, chosen) == 0;
        if (*c->value == '\0' ||
            (!is_chosen && (c->count < least || shown >= CHOICES_MAX)))
            continue;
        add_option(out, c->value, c->count, is_chosen, add_words);
        shown++;
        seen |= is_chosen;
    }
    if (!seen)
        add_option(out, chosen, 0, true, add_words);
    buf_add_str(out, "</select>\n");
}

static void
add_committee(struct buf *out, const char *name)
{
    words_name(out, name, WORDS_COMMITTEE_MAX);
}

void
facet_filters(struct buf *out, const struct page_site *site,
              const struct page_query *query, const struct answer *a)
{
    const struct answer_facet *kinds = facet_find(a, "kind");
    const struct answer_facet *committees = facet_find(a, "committee");

    if (kinds == NULL && committees == NULL)
        return;
    buf_add_str(out, "<form class=\"filters\" action=\"");
    bool similar = *query->similar != '\0';
    link_path(out, site, similar ? "/similar" : "/search");
    buf_addf(out, "\">\n<input type=\"hidden\" name=\"%s\" value=\"",
             similar ? "id" : "q");
    escape_text(out, similar ? query->similar : query->q);
    buf_add_str(out, "\">\n");
    link_hidden(out, query,
                (kinds != NULL ? LINK_BUT_KIND : 0) |
                    (committees != NULL ? LINK_BUT_COMMITTEE : 0));
    if (kinds != NULL)
        add_choice(out, kinds, "Kind", "Any kind", query->kind, words_kind);
    if (committees != NULL)
        add_choice(out, committees, "Committee", "Any committee",
                   query->committee, add_committee);
    buf_add_str(out, "<button type=\"submit\">Apply filters</button>\n"
                     "</form>\n");
}

/* "Year 2014", "Years 2014 to 2016". */
static void
add_year(struct buf *out, const char *year)
{
    const char *dots = strstr(year, "..");

    if (dots == NULL || dots == year || dots[2] == '\0') {
        buf_add_str(out, "Year ");
        escape_text(out, year);
        return;
    }
    buf_add_str(out, "Years ");
    escape_bytes(out, year, (size_t)(dots - year));
    buf_add_str(out, " to ");
    escape_text(out, dots + 2);
}

/* One filter in force; without is the query without it. */
static void
add_chosen(struct buf *out, const struct page_site *site, const char *name,
           const char *value, void (*add_words)(struct buf *, const char *),
           struct page_query without)
{
    if (*value == '\0')
        return;
    without.from = 0;
    buf_add_str(out, "<li><a href=\"");
    link_search(out, site, &without);
    buf_addf(out, "\"><span class=\"vh\">Remove the filter </span>%s", name);
    add_words(out, value);
    buf_add_str(out, " <span aria-hidden=\"true\">\xc3\x97</span></a></li>\n");
}

void
facet_chosen(struct buf *out, const struct page_site *site,
             const struct page_query *query)
{
    struct page_query without;

    if (!link_has_filter(query))
        return;
    buf_add_str(out, "<ul class=\"chosen\">\n");
    without = *query;
    without.year = "";
    add_chosen(out, site, "", query->year, add_year, without);
    without = *query;
    without.kind = "";
    add_chosen(out, site, "Kind: ", query->kind, words_kind, without);
    without = *query;
    without.committee = "";
    add_chosen(out, site, "Committee: ", query->committee, escape_text,
               without);
    without = *query;
    without.plan = "";
    add_chosen(out, site, "Plan ", query->plan, escape_text, without);
    without = *query;
    without.document = "";
    add_chosen(out, site, "Only in ", query->document, escape_text, without);
    buf_add_str(out, "</ul>\n");
}
