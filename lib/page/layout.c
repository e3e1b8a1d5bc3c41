/* What all pages share: see layout.h. */
#include "config.h"

#include "page/layout.h"

#include <string.h>
#include <strings.h>

#include "common/utf8.h"
#include "page/escape.h"
#include "page/link.h"
#include "page/words.h"

/* Characters that a tab, a bookmark or a screen reader's list of windows
 * shows of a title. */
#define TITLE_MAX 70
#define TITLE_SITE_MAX 28
/* Of the query at least so much is kept. */
#define TITLE_MIN 12

const char *
layout_language(const struct page_site *site)
{
    const char *l = site->language;

    return strncasecmp(l, "en", 2) == 0 && (l[2] == '\0' || l[2] == '-')
               ? l
               : "en-GB";
}

void
layout_lang(struct buf *out, const struct page_site *site)
{
    if (strcmp(layout_language(site), site->language) == 0)
        return;
    buf_add_str(out, " lang=\"");
    escape_text(out, site->language);
    buf_add_char(out, '"');
}

/* "special constables: 42 paragraphs - Minutes search". */
static void
add_title(struct buf *out, const struct layout *l)
{
    struct buf title = {0}, site = {0};

    bool alone = l->title[0] == '\0' && l->tail[0] == '\0';
    words_cut(&site, l->site->title, alone ? TITLE_MAX : TITLE_SITE_MAX);
    size_t rest =
        utf8_count(l->tail, strlen(l->tail)) + utf8_count(site.data, site.len);
    rest += strlen(" - ");
    words_cut(&title, l->title,
              rest + TITLE_MIN < TITLE_MAX ? TITLE_MAX - rest : TITLE_MIN);
    buf_add_str(out, "<title>");
    escape_text(out, title.data);
    escape_text(out, l->tail);
    if (title.len > 0 || *l->tail != '\0')
        buf_add_str(out, " \xe2\x80\x93 ");
    escape_text(out, site.data);
    buf_add_str(out, "</title>\n");
    buf_done(&site);
    buf_done(&title);
}

static void
add_head(struct buf *out, const struct layout *l)
{
    const struct page_site *site = l->site;

    buf_add_str(out, "<!DOCTYPE html>\n<html lang=\"");
    escape_text(out, layout_language(site));
    buf_add_str(out, "\">\n<head>\n<meta charset=\"utf-8\">\n");
    add_title(out, l);
    buf_add_str(out, "<meta name=\"viewport\" content=\"width=device-width, "
                     "initial-scale=1\">\n"
                     "<meta name=\"color-scheme\" content=\"light dark\">\n"
                     "<link rel=\"stylesheet\" href=\"");
    link_path(out, site, "/style.css");
    buf_add_str(out, "\">\n<link rel=\"icon\" type=\"image/svg+xml\" href=\"");
    link_path(out, site, "/favicon.svg");
    buf_add_str(out, "\">\n<link rel=\"search\" "
                     "type=\"application/opensearchdescription+xml\" title=\"");
    escape_text(out, site->title);
    buf_add_str(out, "\" href=\"");
    link_path(out, site, "/opensearch.xml");
    buf_add_str(out, "\">\n");
    buf_add_str(out, "<script type=\"module\" src=\"");
    link_path(out, site, "/search.js");
    buf_add_str(out, "\"></script>\n");
    if (l->feed) {
        buf_add_str(out, "<link rel=\"alternate\" "
                         "type=\"application/atom+xml\" "
                         "title=\"These results, newest first\" href=\"");
        link_feed(out, site, l->query);
        buf_add_str(out, "\">\n");
    }
    buf_add_str(out, "</head>\n");
}

void
layout_box(struct buf *out, const struct layout *l)
{
    const struct page_query *query =
        l->query != NULL && *l->query->similar == '\0' ? l->query
                                                       : &page_nothing;

    buf_add_str(out, "<search>\n<form class=\"box\" action=\"");
    link_path(out, l->site, "/search");
    buf_add_str(out, "\">\n<label for=\"q\">Search the minutes</label>\n"
                     "<input type=\"search\" id=\"q\" name=\"q\" value=\"");
    escape_text(out, query->q);
    buf_add_str(out, "\" data-suggest=\"");
    link_path(out, l->site, "/api/suggest");
    buf_add_str(out, "\" autocomplete=\"off\" enterkeyhint=\"search\">\n"
                     "<button type=\"submit\">Search</button>\n");
    link_hidden(out, query, 0);
    buf_add_str(out, "</form>\n</search>\n");
}

/* <a href="PATH">text</a>, which says where one is. */
static void
add_link(struct buf *out, const struct layout *l, const char *class,
         const char *path, const char *text)
{
    buf_addf(out, "<a%s href=\"", class);
    link_path(out, l->site, path);
    buf_addf(out, "\"%s>",
             strcmp(path, l->here) == 0 ? " aria-current=\"page\"" : "");
    escape_text(out, text);
    buf_add_str(out, "</a>\n");
}

static void
add_home(struct buf *out, const struct page_site *site)
{
    if (!link_safe(site->home_url))
        return;
    buf_add_str(out, "<a href=\"");
    link_outside(out, site->home_url);
    buf_add_str(out, "\">");
    escape_text(out, *site->home_text != '\0' ? site->home_text
                                              : "Back to the intranet");
    buf_add_str(out, "</a>\n");
}

void
layout_begin(struct buf *out, const struct layout *l)
{
    const struct page_site *site = l->site;

    add_head(out, l);
    buf_add_str(out,
                "<body>\n<a class=\"skip\" href=\"#content\">Skip to the "
                "content</a>\n<header class=\"top\">\n<div class=\"bar\">\n");
    add_link(out, l, " class=\"brand\"", "/",
             *site->logo != '\0' ? site->logo : site->title);
    buf_add_str(out, "<nav aria-label=\"Site\">\n");
    add_link(out, l, "", "/help", "Help");
    add_home(out, site);
    buf_add_str(out, "</nav>\n</div>\n");
    if (!l->no_box)
        layout_box(out, l);
    buf_add_str(out, "</header>\n<main id=\"content\" tabindex=\"-1\">\n");
}

void
layout_end(struct buf *out, const struct layout *l)
{
    buf_add_str(out, "</main>\n<footer>\n<p>");
    escape_text(out, l->site->title);
    buf_add_str(out, "</p>\n</footer>\n</body>\n</html>\n");
}
