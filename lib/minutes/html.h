/* HTML pages into blocks: those of ModernGov by their classes, any other by
 * its headings and paragraphs. */
#ifndef MINUTES_HTML_H
#define MINUTES_HTML_H

#include "minutes/format.h"

format_read html_read;

/* Appends the blocks of a piece of HTML that is one part of an item: all of
 * it is text, and a line "Minutes:" in it heads nothing. `line` is where it
 * begins in the file. STATUS_TOO_LARGE over BLOCKS_MAX. */
enum status html_part(struct blocks *bs, struct span html, unsigned line,
                      struct error *err) WARN_UNUSED;

#endif
