/* Paging: links to the other pages of the results. */
#ifndef PAGE_PAGES_H
#define PAGE_PAGES_H

#include <stdint.h>

#include "common/buf.h"
#include "page/page.h"

/* Results that can be reached by paging (SEARCH_DEPTH_MAX of the engine, a
 * promise of the protocol). */
#define PAGES_DEPTH 1000

/* Previous, some numbers, next; nothing where all is on one page. */
void pages_add(struct buf *out, const struct page_site *site,
               const struct page_query *query, uint64_t total);

#endif
