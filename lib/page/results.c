/* The results of a search. */
#include "config.h"

#include "page/page.h"

#include <inttypes.h>
#include <string.h>

#include "page/escape.h"
#include "page/facet.h"
#include "page/hit.h"
#include "page/layout.h"
#include "page/link.h"
#include "page/notes.h"
#include "page/pages.h"
#include "page/words.h"

/* What a page shows some of: paragraphs, or documents. */
static uint64_t
shown_of(const struct answer *a)
{
    return a->grouped ? a->groups : a->total;
}

/* "42 paragraphs found", "Showing 11 to 20"; on paper, where there is no
 * box, also what was asked. */
static void
add_count(struct buf *out, const struct page_query *query,
          const struct answer *a)
{
    if (a->total == 0) {
        buf_add_str(out, "<h1>Nothing found</h1>\n");
    } else {
        buf_add_str(out, "<h1>");
        words_paragraphs(out, a->total);
        buf_add_str(out, " found");
        if (a->grouped) {
            buf_add_str(out, " in ");
            words_number(out, a->groups);
            buf_add_str(out, a->groups == 1 ? " document" : " documents");
        }
        buf_add_str(out, "</h1>\n");
    }
    if (*query->q != '\0') {
        buf_add_str(out, "<p class=\"paper\">");
        escape_text(out, query->q);
        buf_add_str(out, "</p>\n");
    }
    if (a->n_hits > 0 && a->n_hits < shown_of(a)) {
        buf_add_str(out, "<p class=\"shown\">Showing ");
        words_number(out, a->hits[0].rank);
        if (a->n_hits > 1) {
            buf_add_str(out, " to ");
            words_number(out, a->hits[a->n_hits - 1].rank);
        }
        buf_add_str(out, "</p>\n");
    }
}

static void
add_sorts(struct buf *out, const struct page_site *site,
          const struct page_query *query)
{
    static const struct {
        const char *value, *words;
    } sorts[] = {{"", "Best match"},
                 {"newest", "Newest"},
                 {"oldest", "Oldest"},
                 {"document", "Document"}};
    const char *now = strcmp(query->sort, "relevance") == 0 ? "" : query->sort;

    buf_add_str(out, "<nav class=\"sort\" aria-label=\"Sort\">\n<ul>\n");
    for (size_t i = 0; i < sizeof(sorts) / sizeof(*sorts); i++) {
        struct page_query changed = *query;
        changed.sort = sorts[i].value;
        changed.from = 0;
        buf_add_str(out, "<li><a href=\"");
        link_search(out, site, &changed);
        buf_addf(out, "\"%s>%s</a></li>\n",
                 strcmp(now, sorts[i].value) == 0 ? " aria-current=\"true\""
                                                  : "",
                 sorts[i].words);
    }
    buf_add_str(out, "</ul>\n</nav>\n");
}

/* A choice that is on or off: the link turns it. */
static void
add_choice(struct buf *out, const struct page_site *site,
           const struct page_query *changed, bool on, const char *words)
{
    buf_add_str(out, "<li><a href=\"");
    link_search(out, site, changed);
    buf_addf(out, "\"%s><span aria-hidden=\"true\">%s</span> %s%s</a></li>\n",
             on ? " aria-current=\"true\"" : "",
             on ? "\xe2\x98\x91" : "\xe2\x98\x90", words,
             on ? "<span class=\"vh\"> (on: choose to turn off)</span>" : "");
}

/* How the hits are shown. */
static void
add_view(struct buf *out, const struct page_site *site,
         const struct page_query *query)
{
    bool grouped = *query->group != '\0';
    bool decisions = strcmp(query->decision, "yes") == 0;
    struct page_query changed = *query;

    changed.from = 0;
    changed.group = grouped ? "" : "document";
    buf_add_str(out, "<nav class=\"view\" aria-label=\"View\">\n<ul>\n");
    add_choice(out, site, &changed, grouped, "One result a document");
    changed = *query;
    changed.decision = decisions ? "" : "yes";
    add_choice(out, site, &changed, decisions, "What was decided");
    buf_add_str(out, "</ul>\n</nav>\n");
}

static void
add_hits(struct buf *out, const struct page_site *site,
         const struct page_query *query, const struct answer *a)
{
    buf_addf(out, "<ol class=\"hits\" start=\"%" PRIu32 "\">\n",
             a->hits[0].rank);
    for (size_t i = 0; i < a->n_hits; i++)
        hit_add(out, site, query, &a->hits[i]);
    buf_add_str(out, "</ol>\n");
}

/* A link to the query with something changed. */
static void
add_way_out(struct buf *out, const struct page_site *site,
            const struct page_query *changed, const char *words)
{
    buf_add_str(out, "<li><a href=\"");
    link_search(out, site, changed);
    buf_addf(out, "\">%s</a></li>\n", words);
}

/* What can be done where there is nothing to show. */
static void
add_ways_out(struct buf *out, const struct page_site *site,
             const struct page_query *query, const struct answer *a)
{
    struct page_query changed = *query;

    buf_add_str(out, "<p>What may help:</p>\n<ul>\n");
    changed.from = 0;
    if (a->total > 0) {
        add_way_out(out, site, &changed, "Go to the first page");
    } else {
        if (link_has_filter(query)) {
            changed.year = changed.kind = changed.committee = "";
            changed.plan = changed.document = "";
            add_way_out(out, site, &changed, "Search without the filters");
        }
        if (strcmp(query->match, "all") == 0) {
            changed.match = "any";
            add_way_out(out, site, &changed, "Take any of the words");
        }
        buf_add_str(out, "<li>Look for a slip in the spelling.</li>\n"
                         "<li>Take fewer words, or other ones: minutes may "
                         "say it another way.</li>\n");
    }
    buf_add_str(out, "<li><a href=\"");
    link_path(out, site, "/help");
    buf_add_str(out, "\">See how to ask</a></li>\n</ul>\n");
}

static void
add_aside(struct buf *out, const struct page_site *site,
          const struct page_query *query, const struct answer *a)
{
    const struct answer_facet *years = facet_find(a, "year");

    if (years == NULL && facet_find(a, "kind") == NULL &&
        facet_find(a, "committee") == NULL && a->total == 0)
        return;
    buf_add_str(out, "<aside id=\"narrow\" aria-labelledby=\"narrow-title\">\n"
                     "<h2 id=\"narrow-title\">Narrow the results</h2>\n");
    facet_filters(out, site, query, a);
    if (years != NULL)
        facet_years(out, site, query, years);
    buf_add_str(out, "<p class=\"small\"><a href=\"");
    link_feed(out, site, query);
    buf_add_str(out, "\">Follow this search (Atom feed)</a></p>\n</aside>\n");
}

void
page_results(const struct page_site *site, const struct page_query *query,
             const struct answer *answer, struct buf *out)
{
    struct buf tail = {0};

    buf_add_str(&tail, *query->q != '\0' ? ": " : "");
    words_paragraphs(&tail, answer->total);
    struct layout l = {site,      query,        query->q,
                       tail.data, .feed = true, .here = ""};
    layout_begin(out, &l);
    buf_add_str(out, "<div class=\"columns\">\n<div class=\"found\">\n");
    add_count(out, query, answer);
    facet_chosen(out, site, query);
    notes_add(out, site, query, answer);
    if (answer->n_hits > 0) {
        add_sorts(out, site, query);
        add_view(out, site, query);
        buf_add_str(out, "<p class=\"jump\"><a href=\"#narrow\">Filters and "
                         "years</a></p>\n");
        add_hits(out, site, query, answer);
        pages_add(out, site, query, shown_of(answer));
    } else {
        add_ways_out(out, site, query, answer);
    }
    buf_add_str(out, "</div>\n");
    add_aside(out, site, query, answer);
    buf_add_str(out, "</div>\n");
    layout_end(out, &l);
    buf_done(&tail);
}
