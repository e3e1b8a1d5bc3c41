/* Stems, of which those asked for last are kept: the words of a text are mostly
 * those of the texts before it. */
#ifndef TEXT_STEM_H
#define TEXT_STEM_H

#include <stddef.h>

#include "common/error.h"

struct stem;

/* For one thread at a time. STATUS_INTERNAL where libstemmer has no English
 * stemmer. */
enum status stem_new(struct stem **out, struct error *err) WARN_UNUSED;
void stem_free(struct stem *s); /* NULL is a no-op */

/* As tokenizer_stem (token.h). */
const char *stem_of(struct stem *s, const char *form, size_t len);

#endif
