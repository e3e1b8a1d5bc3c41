/* The bar chart of a facet. */
#ifndef SEARCHCTL_CHART_H
#define SEARCHCTL_CHART_H

#include "answer/answer.h"
#include "common/buf.h"
#include "searchctl/term.h"

/* Appends a line a value: the value, its bar, its count. One block stands
 * for one paragraph as long as all fit, else the longest bar takes the width
 * and the others their share, one block at least. */
void chart_add(struct buf *out, const struct term *t,
               const struct answer_facet *facet);

#endif
