/* The outline of a page that is only text: which blocks begin an item, which
 * are the meeting's heading, which are the page's own words. Formats with
 * markup know these and do not need it. */
#ifndef MINUTES_OUTLINE_H
#define MINUTES_OUTLINE_H

#include "minutes/block.h"

/* Sets the roles of bs's blocks, and bs->plain. What it cannot place stays
 * text. */
void outline_find(struct blocks *bs);

#endif
