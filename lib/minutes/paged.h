/* Text of pages, as "pdftotext -layout" gives it: form feeds between pages,
 * words where they stand on paper. What belongs to the paper goes: running
 * heads and feet, page numbers, hyphens at the ends of lines, the ends of
 * pages inside paragraphs. What is left is read as plain text is.
 *
 * A line is furniture where it stands at the top or the bottom of a page, with
 * nothing but furniture outside it, and the same line, but for one number in it
 * that goes up with the pages, stands at that end of half of the pages, or of
 * three in a row, every page or every other one; or where it is a page number
 * alone ("Page 3 of 12",
 * "- 3 -", and "3" or "3 of 12" on page 3). Sentences, formulas, numbered lines
 * and the headings of an item's parts are never furniture. A head that says who
 * met and when is read once.
 *
 * A hyphen at a line's end between two small letters goes, and the word's end
 * comes up to its beginning; it stays where the text has the word with a
 * hyphen elsewhere and without one nowhere, or has neither and the first
 * half is one that compounds begin with ("self-", "non-"...).
 *
 * An empty line between lines ends a paragraph, unless sentences go on over
 * such lines as a rule: then the text is double-spaced, and two are wanted.
 *
 * Lines of blocks, and of doubts, are pages. */
#ifndef MINUTES_PAGED_H
#define MINUTES_PAGED_H

#include "minutes/format.h"

/* A format_read. */
enum status paged_read(struct blocks *bs, struct span text,
                       struct error *err) WARN_UNUSED;

#endif
