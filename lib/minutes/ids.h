/* The ids of a file's documents: SOURCE, or SOURCE/ITEM where there are
 * several; unique in the file. */
#ifndef MINUTES_IDS_H
#define MINUTES_IDS_H

#include "minutes/minutes.h"
#include "minutes/span.h"

/* The ITEM part: the printed number with '/' and anything but letters,
 * digits and dots made '-'; without a number, the place in the file. */
char *ids_of_item(struct span number, size_t place);

/* Makes the ids of all documents, which hold their ITEM parts, complete and
 * unique: a repeated ITEM becomes ITEM_2, ITEM_3 (no ITEM has a '_'). */
void ids_finish(struct minutes *m, const char *source);

#endif
