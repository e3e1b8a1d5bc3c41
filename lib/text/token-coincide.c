/* Forms at one position: see token.h. What the tokenizer gives as other forms
 * of a word is of numbers, of sections, of letters beyond ASCII, or of the
 * plural of an acronym. */
#include "config.h"

#include "text/token.h"

#include <string.h>

static bool
is_plain(const char *form)
{
    return form[strspn(form, "abcdefghijklmnopqrstuvwxyz'")] == '\0' &&
           strcmp(form, "s") != 0 && strcmp(form, "section") != 0;
}

bool
token_may_coincide(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b);
    const char *longer = n > m ? a : b;

    if (!is_plain(a) || !is_plain(b))
        return true;
    n = n < m ? n : m;
    if (strncmp(a, b, n) != 0)
        return false;
    /* Itself, or the plural of an acronym. */
    return longer[n] == '\0' || strcmp(longer + n, "s") == 0;
}
