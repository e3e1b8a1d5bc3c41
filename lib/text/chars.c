/* Unicode's general categories, reduced to what parts words. */
#include "config.h"

#include "text/chars.h"

#include <utf8proc.h>

#include "common/utf8.h"

#define FULLWIDTH_APOSTROPHE 0xff07u
#define LEFT_SINGLE_QUOTE 0x2018u
#define RIGHT_SINGLE_QUOTE 0x2019u
#define POUND 0xa3u
#define EURO 0x20acu
#define UNICODE_MAX 0x10ffffu

static enum char_class
class_of_ascii(char c)
{
    if (chars_is_alpha(c))
        return CHAR_LETTER;
    if (chars_is_digit(c))
        return CHAR_NUMBER;
    return c == '\'' ? CHAR_APOSTROPHE : CHAR_OTHER;
}

enum char_class
chars_class(uint32_t cp)
{
    if (cp < 0x80)
        return class_of_ascii((char)cp);
    if (cp > UNICODE_MAX)
        return CHAR_OTHER;
    if (cp == RIGHT_SINGLE_QUOTE || cp == LEFT_SINGLE_QUOTE ||
        cp == FULLWIDTH_APOSTROPHE)
        return CHAR_APOSTROPHE;

    const utf8proc_property_t *p = utf8proc_get_property((utf8proc_int32_t)cp);
    if (p->ignorable)
        return CHAR_IGNORED;
    switch (p->category) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
        return CHAR_LETTER;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
        return CHAR_MARK;
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        return CHAR_NUMBER;
    default:
        return CHAR_OTHER;
    }
}

enum char_class
chars_at(const char *s, size_t len, unsigned *used)
{
    if ((unsigned char)*s < 0x80) {
        *used = 1;
        return class_of_ascii(*s);
    }
    return chars_class(utf8_decode(s, len, used));
}

static bool in_word(enum char_class class)
{
    return class == CHAR_LETTER || class == CHAR_NUMBER || class == CHAR_MARK;
}

bool
chars_word_before(const char *s, size_t at)
{
    if (at == 0)
        return false;
    size_t start = at - 1;
    while (start > 0 && at - start < 4 &&
           ((unsigned char)s[start] & 0xc0) == 0x80)
        start--;
    unsigned used;
    return in_word(chars_at(s + start, at - start, &used));
}

bool
chars_word_at(const char *s, size_t len, size_t at)
{
    unsigned used;
    return at < len && in_word(chars_at(s + at, len - at, &used));
}

char
chars_peek(const char *s, size_t len, size_t *at)
{
    for (size_t p = *at; p < len;) {
        unsigned used;
        enum char_class class = chars_at(s + p, len - p, &used);
        p += used;
        if (class == CHAR_IGNORED)
            continue;
        if (used > 1)
            return '\0';
        *at = p;
        return s[p - 1];
    }
    return '\0';
}

bool
chars_word_goes_on(const char *s, size_t len, size_t at)
{
    while (at < len) {
        unsigned used;
        enum char_class class = chars_at(s + at, len - at, &used);
        if (class != CHAR_IGNORED)
            return in_word(class);
        at += used;
    }
    return false;
}

bool
chars_currency_before(const char *s, size_t at)
{
    while (at > 0) {
        size_t start = at - 1;
        while (start > 0 && at - start < 4 &&
               ((unsigned char)s[start] & 0xc0) == 0x80)
            start--;
        unsigned used;
        uint32_t cp = utf8_decode(s + start, at - start, &used);
        if (chars_class(cp) != CHAR_IGNORED)
            return cp == '$' || cp == POUND || cp == EURO;
        at = start;
    }
    return false;
}
