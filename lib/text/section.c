/* References to sections of Acts: see section.h. */
#include "config.h"

#include "text/section.h"

#include <string.h>

#include "common/utf8.h"
#include "text/chars.h"

#define DIGITS_MAX 4
#define LETTERS_MAX 2
#define NO_BREAK_SPACE 0xa0u

static bool
is_digit_or_letter(char c)
{
    return chars_is_digit(c) || chars_is_alpha(c);
}

bool
section_scan(const char *s, size_t len, struct section *out)
{
    struct section found = {.form = "s", .form_len = 1};
    size_t digits = 0, letters = 0, at = 0, next;

    if (chars_lower(chars_peek(s, len, &at)) != 's')
        return false;
    next = at;
    if (chars_peek(s, len, &next) == '.')
        at = next;
    for (;;) {
        next = at;
        char c = chars_lower(chars_peek(s, len, &next));
        if (!is_digit_or_letter(c))
            break;
        if (chars_is_digit(c) ? letters > 0 || ++digits > DIGITS_MAX
                              : digits == 0 || ++letters > LETTERS_MAX)
            return false;
        found.form[found.form_len++] = c;
        at = next;
    }
    if (digits == 0)
        return false;
    /* A word that goes on, or a number that does, is another thing. */
    next = at;
    char sign = chars_peek(s, len, &next);
    if (sign == '\0' && chars_word_goes_on(s, len, at))
        return false;
    if (strchr(".,/'", sign) != NULL && sign != '\0' &&
        is_digit_or_letter(chars_peek(s, len, &next)))
        return false;
    found.used = at;
    *out = found;
    return true;
}

static bool
is_one_of(const char *form, size_t len, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strlen(words[i]) == len && memcmp(words[i], form, len) == 0)
            return true;
    return false;
}

bool
section_is_short(const char *form, size_t len)
{
    static const char *const words[] = {"s", "ss", "sec"};

    return is_one_of(form, len, words, sizeof(words) / sizeof(words[0]));
}

bool
section_is_word(const char *form, size_t len)
{
    static const char *const words[] = {"section", "sections"};

    return is_one_of(form, len, words, sizeof(words) / sizeof(words[0])) ||
           section_is_short(form, len);
}

bool
section_is_number(const char *form, size_t len)
{
    size_t digits = 0, letters = 0;

    while (digits < len && chars_is_digit(form[digits]))
        digits++;
    while (digits + letters < len && chars_is_alpha(form[digits + letters]))
        letters++;
    return digits >= 1 && digits <= DIGITS_MAX && letters <= LETTERS_MAX &&
           digits + letters == len;
}

/* The end of the gap at s[at]: a point, then a blank; at is one too. */
static size_t
gap_end(const char *s, size_t len, size_t at)
{
    bool point = false, blank = false;
    unsigned used;

    for (; at < len && !blank; at += used) {
        uint32_t cp = utf8_decode(s + at, len - at, &used);
        if (cp == '.' && !point)
            point = true;
        else if (cp == ' ' || cp == NO_BREAK_SPACE)
            blank = true;
        else if (chars_class(cp) != CHAR_IGNORED)
            break;
    }
    return at;
}

bool
section_is_gap(const char *s, size_t at, size_t end)
{
    return gap_end(s, end, at) == end;
}

bool
section_number_follows(const char *s, size_t len, size_t at)
{
    at = gap_end(s, len, at);
    return chars_is_digit(chars_peek(s, len, &at));
}
