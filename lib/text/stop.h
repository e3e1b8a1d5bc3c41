/* The English stop words. Private to lib/text; others see token_is_stop. */
#ifndef TEXT_STOP_H
#define TEXT_STOP_H

#include <stdbool.h>
#include <stddef.h>

#define STOP_WORDS 174
#define STOP_WORD_MAX 10 /* bytes of the longest: "themselves" */

/* Sorted by their bytes. */
extern const char stop_words[STOP_WORDS][STOP_WORD_MAX + 1];

bool stop_has(const char *form, size_t len);

#endif
