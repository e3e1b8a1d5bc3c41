/* The rows of a page's tables. */
#ifndef MINUTES_ROW_H
#define MINUTES_ROW_H

#include "minutes/page.h"

/* A row has ended, whose paragraphs are those from `from` on: where they are
 * a line of a table, a word or a number a cell, they become one paragraph,
 * with a gap between the cells. In a table that only lays out a page they
 * stay what they are. */
void row_join(struct page *page, size_t from);

#endif
