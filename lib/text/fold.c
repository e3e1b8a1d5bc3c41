/* Case folding and normalisation by utf8proc. Only words with a character
 * beyond ASCII come here; the tokenizer folds the others itself. */
#include "config.h"

#include "text/fold.h"

#include <string.h>
#include <utf8proc.h>

#include "common/utf8.h"
#include "text/chars.h"

/* One character becomes up to 18 under compatibility decomposition (U+FDFA),
 * up to 4 under the other mappings; a word whose plain form does not fit has
 * none. */
#define FOLD_POINTS_MAX (4 * FOLD_RAW_MAX)

#define FORM_OPTIONS (UTF8PROC_STABLE | UTF8PROC_CASEFOLD | UTF8PROC_COMPOSE)
#define PLAIN_OPTIONS                                                          \
    (UTF8PROC_STABLE | UTF8PROC_CASEFOLD | UTF8PROC_COMPAT |                   \
     UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK)

/* Maps raw in place of points, which then holds UTF-8; 0 where it does not
 * fit. utf8proc writes one byte more than it counts. */
static size_t
map(const char *raw, size_t len, utf8proc_option_t options,
    utf8proc_int32_t points[FOLD_POINTS_MAX + 1])
{
    utf8proc_ssize_t n =
        utf8proc_decompose((const utf8proc_uint8_t *)raw, (utf8proc_ssize_t)len,
                           points, FOLD_POINTS_MAX, options);
    if (n <= 0 || n > FOLD_POINTS_MAX)
        return 0;
    n = utf8proc_reencode(points, n, options);
    return n > 0 ? (size_t)n : 0;
}

size_t
fold_cut(char *form, size_t len)
{
    len = utf8_cut(form, len, TOKEN_FORM_MAX);
    while (len > 1 && (form[len - 1] == '.' || form[len - 1] == '\''))
        len--;
    form[len] = '\0';
    return len;
}

size_t
fold_form(const char *raw, size_t len, char form[TOKEN_FORM_MAX + 1])
{
    utf8proc_int32_t points[FOLD_POINTS_MAX + 1];
    size_t n = map(raw, len, FORM_OPTIONS, points);

    if (n == 0) /* not with valid UTF-8; the word then stays as written */
        memcpy(points, raw, n = len);
    n = utf8_cut((const char *)points, n, TOKEN_FORM_MAX);
    memcpy(form, points, n);
    return fold_cut(form, n);
}

size_t
fold_plain(const char *raw, size_t len, const char *form, size_t form_len,
           char plain[TOKEN_FORM_MAX + 1])
{
    utf8proc_int32_t points[FOLD_POINTS_MAX + 1];
    size_t n = map(raw, len, PLAIN_OPTIONS, points);
    const char *mapped = (const char *)points;

    if (n > TOKEN_FORM_MAX)
        n = TOKEN_FORM_MAX;
    for (size_t i = 0; i < n; i++)
        if (!chars_is_alpha(mapped[i]) && !chars_is_digit(mapped[i]) &&
            mapped[i] != '\'')
            return 0;
    if (n == 0 || (n == form_len && memcmp(mapped, form, n) == 0))
        return 0;
    memcpy(plain, mapped, n);
    return fold_cut(plain, n);
}
