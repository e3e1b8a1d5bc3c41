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
#include "page/marked.h"
#include "page/notes.h"
#include "page/pages.h"
#include "page/words.h"

/* Characters of the title and of the text of the paragraph that others are
 * like: enough to know it by, in five lines. */
#define LIKE_TITLE_MAX 150
#define LIKE_TEXT_MAX 300

/* What a page shows some of: paragraphs, or documents. */
static uint64_t
shown_of(const struct answer *a)
{
    return a->grouped ? a->groups : a->total;
}

/* "42 paragraphs found", "42 similar paragraphs"; "Showing 11 to 20"; on
 * paper, where there is no box, also what was asked. */
static void
add_count(struct buf *out, const struct page_query *query,
          const struct answer *a)
{
    bool similar = *query->similar != '\0';

    if (a->total == 0) {
        buf_addf(out, "<h1>Nothing %s</h1>\n", similar ? "similar" : "found");
    } else {
        buf_add_str(out, "<h1>");
        if (similar) {
            words_number(out, a->total);
            buf_add_str(out, a->total == 1 ? " similar paragraph"
                                           : " similar paragraphs");
        } else {
            words_paragraphs(out, a->total);
            buf_add_str(out, " found");
        }
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
        if (*query->similar == '\0')
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
    if (*query->similar == '\0') {
        buf_add_str(out, "<p class=\"small\"><a href=\"");
        link_feed(out, site, query);
        buf_add_str(out, "\">Follow this search (Atom feed)</a></p>\n");
    }
    buf_add_str(out, "</aside>\n");
}

/* The paragraph that others are like, with a way back to it. */
static void
add_like(struct buf *out, const struct page_site *site,
         const struct page_like *like)
{
    const char *key = words_key(like->id, like->document);
    struct buf text = {0};

    buf_add_str(out, "<p class=\"like\">Like <a href=\"");
    link_document(out, site, NULL, like->document, 0, 0, key);
    buf_add_str(out, "\"><span");
    layout_lang(out, site);
    buf_add_char(out, '>');
    words_name(out, *like->title != '\0' ? like->title : "Untitled",
               LIKE_TITLE_MAX);
    buf_add_str(out, "</span> <span class=\"place\">");
    words_pilcrow(out, like->number, like->kind, key);
    buf_add_str(out, "</span></a>:</p>\n<blockquote");
    layout_lang(out, site);
    buf_add_str(out, "><p>");
    words_cut(&text, like->text, LIKE_TEXT_MAX);
    marked_add(out, text.data != NULL ? text.data : "", NULL, 0,
               /* breaks */ false);
    buf_add_str(out, "</p></blockquote>\n");
    buf_done(&text);
}

/* The words that were looked for: what the answer's query has between its
 * ORs. */
static void
add_words(struct buf *out, const struct answer *a)
{
    static const char or [] = " OR ";
    const char *p = a->query, *end;

    if (*p == '\0')
        return;
    buf_add_str(out, "<p class=\"small\">Found by its most telling words: ");
    for (; (end = strstr(p, or)) != NULL; p = end + sizeof(or) - 1) {
        escape_bytes(out, p, (size_t)(end - p));
        buf_add_str(out, ", ");
    }
    escape_text(out, p);
    buf_add_str(out, ".</p>\n");
}

/* The hits, or what can be done where there are none, and the filters. */
static void
add_found(struct buf *out, const struct page_site *site,
          const struct page_query *query, const struct answer *a)
{
    if (a->n_hits > 0) {
        if (*query->similar == '\0')
            add_sorts(out, site, query);
        add_view(out, site, query);
        buf_add_str(out, "<p class=\"jump\"><a href=\"#narrow\">Filters and "
                         "years</a></p>\n");
        add_hits(out, site, query, a);
        pages_add(out, site, query, shown_of(a));
    } else {
        add_ways_out(out, site, query, a);
    }
    buf_add_str(out, "</div>\n");
    add_aside(out, site, query, a);
    buf_add_str(out, "</div>\n");
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
    add_found(out, site, query, answer);
    layout_end(out, &l);
    buf_done(&tail);
}

void
page_similar(const struct page_site *site, const struct page_query *query,
             const struct page_like *like, const struct answer *answer,
             struct buf *out)
{
    struct buf title = {0};

    buf_addf(&title, "Like %s", like->title);
    struct layout l = {site, query, title.data, "", .here = ""};
    layout_begin(out, &l);
    buf_add_str(out, "<div class=\"columns\">\n<div class=\"found\">\n");
    add_count(out, query, answer);
    add_like(out, site, like);
    add_words(out, answer);
    facet_chosen(out, site, query);
    notes_add(out, site, query, answer);
    add_found(out, site, query, answer);
    layout_end(out, &l);
    buf_done(&title);
}
