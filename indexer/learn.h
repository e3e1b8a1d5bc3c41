/* What the words of documents teach besides their terms: titles to complete,
 * and what acronyms stand for. */
#ifndef INDEXER_LEARN_H
#define INDEXER_LEARN_H

#include <stddef.h>

#include "common/error.h"
#include "store/store.h"

struct learn;

enum status learn_new(struct learn **out, struct error *err) WARN_UNUSED;
void learn_free(struct learn *l); /* NULL is a no-op */

/* Tells w the title of the document that it began last, ... */
enum status learn_title(struct learn *l, struct store_writer *w,
                        const char *title, struct error *err) WARN_UNUSED;
/* ... and what is defined in the text of the unit that it was given last,
 * text[0..len). */
enum status learn_unit(struct learn *l, struct store_writer *w,
                       const char *text, size_t len,
                       struct error *err) WARN_UNUSED;

#endif
