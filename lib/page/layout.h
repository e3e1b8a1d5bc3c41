/* What all pages share: the head, the header with the box, the footer. */
#ifndef PAGE_LAYOUT_H
#define PAGE_LAYOUT_H

#include <stdbool.h>

#include "common/buf.h"
#include "page/page.h"

struct layout {
    const struct page_site *site;
    const struct page_query *query; /* what stands in the box; NULL: none */
    const char *title; /* plain; "" the site's alone; cut where it is long */
    const char *tail;  /* plain; follows title and is not cut */
    bool no_box;       /* the page has a box of its own */
    bool feed;         /* the query has a feed */
    const char *here;  /* the path of ours that this page is, or "" */
};

/* Up to and including <main>. */
void layout_begin(struct buf *out, const struct layout *l);
/* From </main> on. */
void layout_end(struct buf *out, const struct layout *l);

/* The search form. */
void layout_box(struct buf *out, const struct layout *l);

/* The language that the page's own words are in: the minutes', where that is
 * some English, else en-GB. */
const char *layout_language(const struct page_site *site);
/* ` lang="cy"` for an element that holds the minutes' words, or nothing. */
void layout_lang(struct buf *out, const struct page_site *site);

#endif
