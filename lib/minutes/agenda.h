/* The items of printed minutes, which no page's words part: numbered headings
 * such as "55. APOLOGIES" or "2. Planning", with their minutes below. */
#ifndef MINUTES_AGENDA_H
#define MINUTES_AGENDA_H

#include "minutes/block.h"

/* Whether the text can be such a heading: "2. Planning", with a capital, no
 * sentence and no formula. */
bool agenda_is_entry(struct span text);

/* Finds them in a text that is no known page, and sets `entry`; parts those
 * that have their minutes on the next line in the same block. Nothing is
 * found in a text that has a title of its own in its header lines, nor where
 * "Minutes:" tells what is an item. Where the page shows headings, they are the
 * numbered ones of these, two at least, in their order. Elsewhere the texts
 * numbered 1, 2, 3 (or from any other number on) are headings if none of them
 * is a sentence and most have something below them; numbers of lists among it
 * begin with 1 again. */
void agenda_find(struct blocks *bs);

#endif
