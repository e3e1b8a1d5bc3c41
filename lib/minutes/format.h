/* What a format is to minutes.c: decoded text in, blocks or whole documents
 * out. A new format is one more source file and one more line in minutes.c's
 * table. */
#ifndef MINUTES_FORMAT_H
#define MINUTES_FORMAT_H

#include "common/error.h"
#include "minutes/block.h"
#include "minutes/build.h"
#include "minutes/span.h"

/* Fills an empty bs from text, valid UTF-8 without controls but TAB and LF.
 * STATUS_TOO_LARGE over BLOCKS_MAX. What it leaves in bs on failure is the
 * caller's to free. */
typedef enum status format_read(struct blocks *bs, struct span text,
                                struct error *err);

/* For formats that say themselves what is a document and what a paragraph:
 * adds the documents of text, as above, to b. */
typedef enum status format_make(struct build *b, struct span text,
                                const char *source, struct error *err);

/* One of read and make; pages: form feeds stay in the text. */
struct format {
    format_read *read;
    format_make *make;
    bool pages;
};

#endif
