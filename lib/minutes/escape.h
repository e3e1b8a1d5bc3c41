/* HTML that stands in XML as it is. */
#ifndef MINUTES_ESCAPE_H
#define MINUTES_ESCAPE_H

#include <stdbool.h>

#include "common/buf.h"
#include "minutes/span.h"

/* Some sites leave the HTML of an element "...htmlbody" unescaped, so that
 * its "<br>" and "&nbsp;" make ill-formed XML of the file. Appends xml to out
 * with each such text in CDATA, line for line; false, with nothing appended,
 * where there is none. */
bool escape_bodies(struct span xml, struct buf *out);

#endif
