/* Words beyond ASCII into their folded forms. Private to lib/text. */
#ifndef TEXT_FOLD_H
#define TEXT_FOLD_H

#include <stdbool.h>
#include <stddef.h>

#include "text/token.h"

/* Bytes of a word that are looked at. A form of TOKEN_FORM_MAX bytes can come
 * from three times as many (a Kelvin sign folds to k, three conjoining jamo
 * compose to one syllable); what lies behind is cut in any case. */
#define FOLD_RAW_MAX (4 * TOKEN_FORM_MAX)

/* Case folding and NFC of raw[0..len), valid UTF-8 and at most FOLD_RAW_MAX
 * bytes, cut to TOKEN_FORM_MAX at a character. Returns the bytes written,
 * without the NUL. */
size_t fold_form(const char *raw, size_t len, char form[TOKEN_FORM_MAX + 1]);

/* The form as a plain keyboard has it: compatibility forms spelled out,
 * marks dropped. 0 where that is not all ASCII letters, digits and
 * apostrophes, or is the form again. */
size_t fold_plain(const char *raw, size_t len, const char *form,
                  size_t form_len, char plain[TOKEN_FORM_MAX + 1]);

/* The longest cut of form[0..len) to TOKEN_FORM_MAX that does not end in a
 * point or an apostrophe (no word does); writes the NUL. */
size_t fold_cut(char *form, size_t len);

#endif
