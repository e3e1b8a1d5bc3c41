/* The blocks of a file into documents, one an agenda item, with what is
 * known of each: title, committee, date, years. The same for all formats. */
#ifndef MINUTES_ITEMS_H
#define MINUTES_ITEMS_H

#include "minutes/block.h"
#include "minutes/build.h"

/* `source` as in struct minutes_input. */
enum status items_read(struct build *b, const struct blocks *bs,
                       const char *source, struct error *err) WARN_UNUSED;

#endif
