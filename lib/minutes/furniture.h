/* Which of the page's own words are its furniture, in a text that is no page
 * that we know. What cannot be placed there is text, so that none is lost. */
#ifndef MINUTES_FURNITURE_H
#define MINUTES_FURNITURE_H

#include "minutes/block.h"

/* Makes text again of headings such as "Supporting documents:" that do not
 * head a list of documents. */
void furniture_find(struct blocks *bs);

#endif
