/* Every address that a page names. All but link_outside begin with the
 * site's prefix; what is written is fit for an attribute as it stands. An
 * absolute address is link_origin followed by one of the others. */
#ifndef PAGE_LINK_H
#define PAGE_LINK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/buf.h"
#include "page/page.h"

/* Results on a page where the address does not say. */
#define LINK_LIMIT_DEFAULT 10

/* "https://intranet.example": the site's origin, or one made of host where
 * there is none, or nothing where there is neither. */
void link_origin(struct buf *out, const struct page_site *site,
                 const char *host);

/* The prefix and a path of ours: "/help". */
void link_path(struct buf *out, const struct page_site *site, const char *path);

/* "/search?q=...", or "/similar?id=..." where query->similar is set, with all
 * that query says and is no default. */
void link_search(struct buf *out, const struct page_site *site,
                 const struct page_query *query);

/* "/similar?id=UNIT". */
void link_similar(struct buf *out, const struct page_site *site,
                  const char *id);

/* "/feed.atom?q=...": what is asked, the filters, and whether it is grouped:
 * an address that gives another feed is another one. */
void link_feed(struct buf *out, const struct page_site *site,
               const struct page_query *query);

/* "/d/DOCUMENT?q=...&hit=RANK&from=FROM#KEY". Parts that are NULL, "" or 0
 * are left out; query is NULL for the permanent link, which what is found
 * without a query (query->similar) has, too. */
void link_document(struct buf *out, const struct page_site *site,
                   const struct page_query *query, const char *document,
                   uint32_t rank, uint32_t from, const char *key);

/* The fields of query that a form hands on unseen, as hidden inputs: all but
 * q, similar, from and those named in but (of LINK_BUT_ bits). */
#define LINK_BUT_KIND (1u << 0)
#define LINK_BUT_COMMITTEE (1u << 1)
void link_hidden(struct buf *out, const struct page_query *query, unsigned but);

/* Whether query narrows what is found: year, kind, committee, plan or
 * document. */
bool link_has_filter(const struct page_query *query);

/* Whether an address from outside may become a link: http, https, or
 * relative to this server; no control, no backslash, no "//host". */
bool link_safe(const char *url);

/* An address for which link_safe() holds; blanks and what an attribute or a
 * URL cannot hold are percent-encoded. */
void link_outside(struct buf *out, const char *url);

#endif
