/* What is to the right of the results: filters and years. */
#ifndef PAGE_FACET_H
#define PAGE_FACET_H

#include "answer/answer.h"
#include "common/buf.h"
#include "page/page.h"

/* The facet of that name, or NULL where the answer has none with a value. */
const struct answer_facet *facet_find(const struct answer *a, const char *name);

/* A form with a choice of kinds and of committees, and its button. */
void facet_filters(struct buf *out, const struct page_site *site,
                   const struct page_query *query, const struct answer *a);

/* The years as a table with bars; each year filters, the chosen one undoes
 * it. */
void facet_years(struct buf *out, const struct page_site *site,
                 const struct page_query *query,
                 const struct answer_facet *years);

/* The filters in force, each a link that takes it away. */
void facet_chosen(struct buf *out, const struct page_site *site,
                  const struct page_query *query);

#endif
