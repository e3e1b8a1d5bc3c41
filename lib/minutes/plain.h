/* The plain text format: header lines at the top, then a page saved as text,
 * in any of the forms that outline.c knows. */
#ifndef MINUTES_PLAIN_H
#define MINUTES_PLAIN_H

#include "minutes/format.h"

/* A format_read. */
enum status plain_read(struct blocks *bs, struct span text,
                       struct error *err) WARN_UNUSED;

#endif
