/* JSONL, for those who export from a database: an object a line, each a
 * paragraph (a unit) or a whole document.
 *
 * A paragraph: `text`, and what is known of `id` (its id, kept as it is),
 * `document` (the document's), `number`, `kind`, `title`, `committee`, `date`,
 * `url`. Those of a document need not stand together. Without `document` it is
 * the part of the id before its '#'; without that, the paragraphs that agree
 * in title, committee and date are one. A line without `text` tells only of
 * its document.
 *
 * A document: `paragraphs`, a list of strings or of objects with `text`, `id`,
 * `number`, `kind`; or `text` with line breaks and neither `document`,
 * `number`, `kind` nor a '#' in the id, which is read as a plain text file
 * is. */
#ifndef MINUTES_JSONL_H
#define MINUTES_JSONL_H

#include "minutes/format.h"

/* An id is typed and stands in links; longer ones are some other field. */
#define JSONL_ID_MAX 1000

/* A format_make. STATUS_INVALID where no line could be taken. */
enum status jsonl_make(struct build *b, struct span text, const char *source,
                       struct error *err) WARN_UNUSED;

#endif
