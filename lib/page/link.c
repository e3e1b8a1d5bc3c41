/* Addresses: see link.h. */
#include "config.h"

#include "page/link.h"

#include <inttypes.h>
#include <string.h>
#include <strings.h>

#include "page/escape.h"

const struct page_query page_nothing = {.q = "",
                                        .year = "",
                                        .kind = "",
                                        .committee = "",
                                        .plan = "",
                                        .document = "",
                                        .sort = "",
                                        .match = "",
                                        .group = "",
                                        .decision = "",
                                        .expand = "",
                                        .similar = "",
                                        .limit = LINK_LIMIT_DEFAULT};

void
link_origin(struct buf *out, const struct page_site *site, const char *host)
{
    if (*site->origin != '\0') {
        escape_text(out, site->origin);
    } else if (*host != '\0') {
        buf_add_str(out, "http://");
        escape_text(out, host);
    }
}

void
link_path(struct buf *out, const struct page_site *site, const char *path)
{
    escape_text(out, site->prefix);
    escape_text(out, path);
}

/* "?name=" for the first parameter of an address, "&amp;name=" for others. */
static void
add_name(struct buf *out, bool *first, const char *name)
{
    buf_addf(out, "%s%s=", *first ? "?" : "&amp;", name);
    *first = false;
}

static void
add_text(struct buf *out, bool *first, const char *name, const char *value)
{
    if (*value == '\0')
        return;
    add_name(out, first, name);
    escape_url(out, value, /* keep_slash */ false);
}

static void
add_number(struct buf *out, bool *first, const char *name, uint32_t value,
           uint32_t usual)
{
    if (value == usual)
        return;
    add_name(out, first, name);
    buf_addf(out, "%" PRIu32, value);
}

static void
add_filters(struct buf *out, bool *first, const struct page_query *query)
{
    add_text(out, first, "q", query->q);
    add_text(out, first, "year", query->year);
    add_text(out, first, "kind", query->kind);
    add_text(out, first, "committee", query->committee);
    add_text(out, first, "plan", query->plan);
    add_text(out, first, "document", query->document);
    add_text(out, first, "match", query->match);
    add_text(out, first, "expand", query->expand);
}

void
link_search(struct buf *out, const struct page_site *site,
            const struct page_query *query)
{
    bool first = true;

    link_path(out, site, *query->similar != '\0' ? "/similar" : "/search");
    add_text(out, &first, "id", query->similar);
    add_filters(out, &first, query);
    add_text(out, &first, "sort", query->sort);
    add_text(out, &first, "group", query->group);
    add_text(out, &first, "decision", query->decision);
    add_number(out, &first, "from", query->from, 0);
    add_number(out, &first, "limit", query->limit, LINK_LIMIT_DEFAULT);
}

void
link_similar(struct buf *out, const struct page_site *site, const char *id)
{
    struct page_query query = page_nothing;

    query.similar = id;
    link_search(out, site, &query);
}

void
link_feed(struct buf *out, const struct page_site *site,
          const struct page_query *query)
{
    bool first = true;

    link_path(out, site, "/feed.atom");
    add_filters(out, &first, query);
    add_text(out, &first, "group", query->group);
}

/* Whether a part of the path would be read as a step ("..") or be lost, if
 * its slashes were let stand. */
static bool
has_odd_segment(const char *path)
{
    for (;;) {
        size_t len = strcspn(path, "/");
        if (len == 0 || (len == 1 && path[0] == '.') ||
            (len == 2 && path[0] == '.' && path[1] == '.'))
            return true;
        if (path[len] == '\0')
            return false;
        path += len + 1;
    }
}

void
link_document(struct buf *out, const struct page_site *site,
              const struct page_query *query, const char *document,
              uint32_t rank, uint32_t from, const char *key)
{
    bool first = true;

    if (query != NULL && *query->similar != '\0') {
        query = NULL;
        rank = 0;
    }
    link_path(out, site, "/d/");
    escape_url(out, document, !has_odd_segment(document));
    if (query != NULL) {
        add_filters(out, &first, query);
        add_text(out, &first, "sort", query->sort);
        add_text(out, &first, "group", query->group);
    }
    add_number(out, &first, "hit", rank, 0);
    add_number(out, &first, "from", from, 0);
    if (key != NULL && *key != '\0') {
        buf_add_char(out, '#');
        escape_url(out, key, /* keep_slash */ false);
    }
}

static void
add_hidden(struct buf *out, const char *name, const char *value)
{
    if (*value == '\0')
        return;
    buf_addf(out, "<input type=\"hidden\" name=\"%s\" value=\"", name);
    escape_text(out, value);
    buf_add_str(out, "\">\n");
}

void
link_hidden(struct buf *out, const struct page_query *query, unsigned but)
{
    add_hidden(out, "year", query->year);
    if ((but & LINK_BUT_KIND) == 0)
        add_hidden(out, "kind", query->kind);
    if ((but & LINK_BUT_COMMITTEE) == 0)
        add_hidden(out, "committee", query->committee);
    add_hidden(out, "plan", query->plan);
    add_hidden(out, "document", query->document);
    add_hidden(out, "match", query->match);
    add_hidden(out, "sort", query->sort);
    add_hidden(out, "group", query->group);
    add_hidden(out, "decision", query->decision);
    add_hidden(out, "expand", query->expand);
    if (query->limit != LINK_LIMIT_DEFAULT)
        buf_addf(out,
                 "<input type=\"hidden\" name=\"limit\" value=\"%" PRIu32
                 "\">\n",
                 query->limit);
}

bool
link_has_filter(const struct page_query *query)
{
    return *query->year != '\0' || *query->kind != '\0' ||
           *query->committee != '\0' || *query->plan != '\0' ||
           *query->document != '\0';
}

bool
link_safe(const char *url)
{
    const unsigned char *p = (const unsigned char *)url;

    /* Browsers skip blanks before an address and drop line breaks and tabs
     * within: what is left could be another scheme. */
    if (*p <= ' ')
        return false;
    for (; *p != '\0'; p++)
        if (*p < ' ' || *p == 0x7f || *p == '\\')
            return false;
    if (strncmp(url, "//", 2) == 0)
        return false;
    size_t len = strcspn(url, ":/?#");
    if (url[len] != ':')
        return true;
    return ((len == 4 && strncasecmp(url, "http", len) == 0) ||
            (len == 5 && strncasecmp(url, "https", len) == 0)) &&
           strncmp(url + len, "://", 3) == 0 &&
           strchr("/?#", url[len + 3]) == NULL;
}

void
link_outside(struct buf *out, const char *url)
{
    for (; *url != '\0'; url++) {
        unsigned char c = (unsigned char)*url;
        if (c <= ' ' || c >= 0x7f || strchr("\"'<>^`{|}\\", c) != NULL)
            buf_addf(out, "%%%02X", c);
        else if (c == '&')
            buf_add_str(out, "&amp;");
        else
            buf_add_char(out, *url);
    }
}
