/* What the server has to say about how it read a query. */
#ifndef PAGE_NOTES_H
#define PAGE_NOTES_H

#include "answer/answer.h"
#include "common/buf.h"
#include "page/page.h"

/* Notes, acronyms taken for their words, a spelling to try; nothing where
 * there is nothing to say. */
void notes_add(struct buf *out, const struct page_site *site,
               const struct page_query *query, const struct answer *a);

#endif
