/* One result in the list. */
#ifndef PAGE_HIT_H
#define PAGE_HIT_H

#include "answer/answer.h"
#include "common/buf.h"
#include "page/page.h"

/* <li>: the title and the paragraph's number as a link, where and when, the
 * snippets. */
void hit_add(struct buf *out, const struct page_site *site,
             const struct page_query *query, const struct answer_hit *hit);

#endif
