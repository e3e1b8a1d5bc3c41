/* Lines into blocks: which line begins a block, which goes on with the one
 * before, and which line breaks mean something. For plain text, and for the
 * text that a PDF gives. */
#ifndef MINUTES_LINES_H
#define MINUTES_LINES_H

#include "common/error.h"
#include "minutes/block.h"
#include "minutes/span.h"

/* Appends the blocks of text, whose first line has number `line`. Roles set
 * here: BLOCK_SECTION, BLOCK_CUT, and BLOCK_TEXT for all else.
 * STATUS_TOO_LARGE over BLOCKS_MAX. */
enum status lines_read(struct blocks *bs, struct span text, unsigned line,
                       struct error *err) WARN_UNUSED;

/* Cuts the first line off *text and returns it without its LF. */
struct span lines_next(struct span *text);

#endif
