/* The descriptor by which browsers take the box as a search engine:
 * OpenSearch 1.1. */
#include "config.h"

#include "page/page.h"

#include "page/escape.h"
#include "page/link.h"
#include "page/words.h"

/* The standard's limits, in characters. */
#define SHORT_NAME_MAX 16
#define LONG_NAME_MAX 48

static void
add_name(struct buf *out, const char *element, const char *name, size_t max)
{
    struct buf cut = {0};

    words_cut(&cut, name, max);
    buf_addf(out, "<%s>", element);
    escape_text(out, cut.data);
    buf_addf(out, "</%s>\n", element);
    buf_done(&cut);
}

/* <Url>: path is one of ours, parameters what follows it. */
static void
add_url(struct buf *out, const struct page_site *site, const char *host,
        const char *attributes, const char *path, const char *parameters)
{
    buf_addf(out, "<Url %s template=\"", attributes);
    link_origin(out, site, host);
    link_path(out, site, path);
    buf_addf(out, "%s\"/>\n", parameters);
}

void
page_opensearch(const struct page_site *site, const char *host, struct buf *out)
{
    buf_add_str(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                     "<OpenSearchDescription "
                     "xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n");
    add_name(out, "ShortName", site->title, SHORT_NAME_MAX);
    buf_add_str(out, "<Description>Committee minutes, by paragraph"
                     "</Description>\n");
    add_name(out, "LongName", site->title, LONG_NAME_MAX);
    add_url(out, site, host, "type=\"text/html\"", "/search",
            "?q={searchTerms}");
    add_url(out, site, host, "type=\"application/x-suggestions+json\"",
            "/suggest", "?q={searchTerms}");
    add_url(out, site, host, "type=\"application/atom+xml\"", "/feed.atom",
            "?q={searchTerms}");
    add_url(out, site, host,
            "type=\"application/opensearchdescription+xml\" rel=\"self\"",
            "/opensearch.xml", "");
    buf_add_str(out, "<Image height=\"16\" width=\"16\" "
                     "type=\"image/svg+xml\">");
    link_origin(out, site, host);
    link_path(out, site, "/favicon.svg");
    buf_add_str(out, "</Image>\n<Language>");
    escape_text(out, site->language);
    buf_add_str(out, "</Language>\n<InputEncoding>UTF-8</InputEncoding>\n"
                     "<OutputEncoding>UTF-8</OutputEncoding>\n"
                     "</OpenSearchDescription>\n");
}
