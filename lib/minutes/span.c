/* Pieces of text: see span.h. */
#include "config.h"

#include "minutes/span.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "common/utf8.h"

struct span
span_of(const char *s)
{
    return (struct span){s, strlen(s)};
}

struct span
span_from(struct span t, size_t n)
{
    return (struct span){t.s + n, t.len - n};
}

struct span
span_to(struct span t, size_t n)
{
    return (struct span){t.s, n};
}

static bool
is_blank(uint32_t cp)
{
    return cp == ' ' || cp == '\t' || cp == 0xa0 || cp == 0x1680 ||
           (cp >= 0x2000 && cp <= 0x200b) || cp == 0x2028 || cp == 0x2029 ||
           cp == 0x202f || cp == 0x205f || cp == 0x3000 || cp == 0xfeff;
}

size_t
span_blank(struct span t)
{
    if (t.len == 0)
        return 0;
    unsigned used;
    return is_blank(utf8_decode(t.s, t.len, &used)) ? used : 0;
}

size_t
span_blank_end(struct span t)
{
    if (t.len == 0)
        return 0;
    size_t at = t.len - 1;
    while (at > 0 && t.len - at < 4 && ((unsigned char)t.s[at] & 0xc0) == 0x80)
        at--;
    return span_blank(span_from(t, at)) == t.len - at ? t.len - at : 0;
}

struct span
span_trim_start(struct span t)
{
    for (size_t n; (n = span_blank(t)) != 0;)
        t = span_from(t, n);
    return t;
}

struct span
span_trim_end(struct span t)
{
    for (size_t n; (n = span_blank_end(t)) != 0;)
        t.len -= n;
    return t;
}

struct span
span_trim(struct span t)
{
    return span_trim_end(span_trim_start(t));
}

bool
span_starts(struct span t, const char *word)
{
    size_t n = strlen(word);

    return t.len >= n && strncasecmp(t.s, word, n) == 0;
}

bool
span_is(struct span t, const char *word)
{
    return t.len == strlen(word) && span_starts(t, word);
}

bool
span_find(struct span t, const char *literal, size_t *at)
{
    const char *p =
        t.len != 0 ? memmem(t.s, t.len, literal, strlen(literal)) : NULL;

    if (p == NULL)
        return false;
    *at = (size_t)(p - t.s);
    return true;
}

bool
span_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool
span_is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (unsigned char)c >= 0x80;
}

bool
span_take_word(struct span *t, const char *word, bool exact)
{
    struct span rest = span_trim_start(*t);
    size_t n = strlen(word);

    if (!span_starts(rest, word) || (exact && memcmp(rest.s, word, n) != 0))
        return false;
    rest = span_from(rest, n);
    if (rest.len != 0 && span_blank(rest) == 0) {
        /* Beyond ASCII only letters make the word longer; dashes do not. */
        unsigned used;
        uint32_t cp = utf8_decode(rest.s, rest.len, &used);
        if (span_is_digit(rest.s[0]) ||
            (span_is_letter(rest.s[0]) && (cp < 0x2000 || cp > 0x206f)))
            return false;
    }
    *t = rest;
    return true;
}

bool
span_take_dash(struct span *t)
{
    struct span rest = span_trim_start(*t);

    if (span_starts(rest, "-"))
        *t = span_from(rest, 1);
    else if (span_starts(rest, "\xe2\x80\x93") ||
             span_starts(rest, "\xe2\x80\x94"))
        *t = span_from(rest, 3);
    else
        return false;
    return true;
}

bool
span_take_number(struct span *t, size_t max, unsigned *out)
{
    size_t n = 0;
    unsigned value = 0;

    while (n < t->len && n <= max && span_is_digit(t->s[n]))
        value = value * 10 + (unsigned)(t->s[n++] - '0');
    if (n == 0 || n > max)
        return false;
    *out = value;
    *t = span_from(*t, n);
    return true;
}

/* The text without closing quotes and brackets at its end. */
static struct span
without_closers(struct span t)
{
    static const char *const closers[] = {
        ")", "]", "\"", "'", "\xe2\x80\x99", "\xe2\x80\x9d"};

    t = span_trim_end(t);
    for (size_t i = 0; i < sizeof(closers) / sizeof(closers[0]); i++) {
        size_t n = strlen(closers[i]);
        if (t.len > n && memcmp(t.s + t.len - n, closers[i], n) == 0)
            return span_to(t, t.len - n);
    }
    return t;
}

bool
span_ends_sentence(struct span t)
{
    t = without_closers(t);
    if (t.len >= 3 && memcmp(t.s + t.len - 3, "\xe2\x80\xa6", 3) == 0)
        return true;
    return t.len != 0 && strchr(".?!:;", t.s[t.len - 1]) != NULL;
}

static bool
ends_with_word(struct span t, const char *word)
{
    size_t n = strlen(word);

    return t.len >= n && strncasecmp(t.s + t.len - n, word, n) == 0 &&
           (t.len == n || !span_is_letter(t.s[t.len - n - 1]));
}

bool
span_ends_open(struct span t)
{
    t = span_trim_end(t);
    return (t.len != 0 && strchr(",;:", t.s[t.len - 1]) != NULL) ||
           ends_with_word(t, "and") || ends_with_word(t, "or");
}

bool
span_title_like(struct span t)
{
    return t.len != 0 && t.len <= SPAN_TITLE_MAX && !span_ends_sentence(t) &&
           !span_ends_open(t);
}
