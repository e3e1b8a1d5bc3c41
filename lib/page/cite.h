/* How a paragraph is cited. */
#ifndef PAGE_CITE_H
#define PAGE_CITE_H

#include "common/buf.h"
#include "page/page.h"

/* "Parks Panel, Allotments 2014/15, 6 February 2014, paragraph 7": what is
 * unknown is left out. */
void cite_line(struct buf *out, const struct page_document *document,
               const struct page_unit *unit);

/* The address of a unit without a query, "https://...": it stays the same
 * when the document is indexed again. */
void cite_link(struct buf *out, const struct page_site *site,
               const struct page_document *document,
               const struct page_unit *unit, uint32_t from);

/* A part of the page that unfolds to both, to copy. */
void cite_add(struct buf *out, const struct page_site *site,
              const struct page_document *document,
              const struct page_unit *unit, uint32_t from);

#endif
