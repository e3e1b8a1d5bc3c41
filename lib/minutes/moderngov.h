/* The pages of ModernGov, by the classes of their paragraphs. */
#ifndef MINUTES_MODERNGOV_H
#define MINUTES_MODERNGOV_H

#include <stdbool.h>

#include "common/error.h"
#include "minutes/block.h"
#include "minutes/page.h"

/* Whether the page is an agenda item's or a meeting's, whose classes say
 * what is what. Not so an issue's: its words are read like a text's. */
bool moderngov_is(const struct page *page);

/* Appends the page's blocks, with all their roles. STATUS_TOO_LARGE over
 * BLOCKS_MAX. */
enum status moderngov_read(struct blocks *bs, const struct page *page,
                           struct error *err) WARN_UNUSED;

/* Makes text of what looks like the headings of an item's parts in blocks
 * [from, n): where the page says itself which are. "Decision:" remains a
 * label of what follows it. */
void moderngov_unsection(struct blocks *bs, size_t from);

#endif
