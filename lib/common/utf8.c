/* Strict UTF-8: see utf8.h. */
#include "config.h"

#include "common/utf8.h"

#include <string.h>

static bool
is_tail(unsigned char c)
{
    return (c & 0xc0) == 0x80;
}

uint32_t
utf8_decode(const char *s, size_t len, unsigned *used)
{
    const unsigned char *p = (const unsigned char *)s;

    *used = 1;
    if (p[0] < 0x80)
        return p[0];
    if (p[0] >= 0xc2 && p[0] <= 0xdf && len >= 2 && is_tail(p[1])) {
        *used = 2;
        return (uint32_t)(p[0] & 0x1f) << 6 | (p[1] & 0x3f);
    }
    if ((p[0] & 0xf0) == 0xe0 && len >= 3 && is_tail(p[1]) && is_tail(p[2])) {
        uint32_t cp = (uint32_t)(p[0] & 0x0f) << 12 |
                      (uint32_t)(p[1] & 0x3f) << 6 | (p[2] & 0x3f);
        if (cp < 0x800 || (cp >= 0xd800 && cp <= 0xdfff))
            return UTF8_INVALID;
        *used = 3;
        return cp;
    }
    if (p[0] >= 0xf0 && p[0] <= 0xf4 && len >= 4 && is_tail(p[1]) &&
        is_tail(p[2]) && is_tail(p[3])) {
        uint32_t cp = (uint32_t)(p[0] & 0x07) << 18 |
                      (uint32_t)(p[1] & 0x3f) << 12 |
                      (uint32_t)(p[2] & 0x3f) << 6 | (p[3] & 0x3f);
        if (cp < 0x10000 || cp > 0x10ffff)
            return UTF8_INVALID;
        *used = 4;
        return cp;
    }
    return UTF8_INVALID;
}

size_t
utf8_encode(uint32_t cp, char out[4])
{
    if (cp > 0x10ffff || (cp >= 0xd800 && cp <= 0xdfff))
        cp = 0xfffd;
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    if (cp < 0x800) {
        out[0] = (char)(0xc0 | cp >> 6);
        out[1] = (char)(0x80 | (cp & 0x3f));
        return 2;
    }
    if (cp < 0x10000) {
        out[0] = (char)(0xe0 | cp >> 12);
        out[1] = (char)(0x80 | (cp >> 6 & 0x3f));
        out[2] = (char)(0x80 | (cp & 0x3f));
        return 3;
    }
    out[0] = (char)(0xf0 | cp >> 18);
    out[1] = (char)(0x80 | (cp >> 12 & 0x3f));
    out[2] = (char)(0x80 | (cp >> 6 & 0x3f));
    out[3] = (char)(0x80 | (cp & 0x3f));
    return 4;
}

size_t
utf8_valid_prefix(const char *s, size_t len)
{
    size_t i = 0;

    while (i < len) {
        unsigned used;
        if (utf8_decode(s + i, len - i, &used) == UTF8_INVALID)
            break;
        i += used;
    }
    return i;
}

bool
utf8_valid(const char *s, size_t len)
{
    return utf8_valid_prefix(s, len) == len;
}

size_t
utf8_count(const char *s, size_t len)
{
    size_t n = 0;

    for (size_t i = 0; i < len; i++)
        n += !is_tail((unsigned char)s[i]);
    return n;
}

size_t
utf8_cut(const char *s, size_t len, size_t max)
{
    if (len <= max)
        return len;
    while (max > 0 && is_tail((unsigned char)s[max]))
        max--;
    return max;
}

/* Bytes at the front of s that are printable ASCII, in eights. */
static size_t
plain_eights(const char *s, size_t len)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    size_t i = 0;

    for (; len - i >= sizeof(uint64_t); i += sizeof(uint64_t)) {
        uint64_t x, above;
        memcpy(&x, s + i, sizeof(x));
        /* A byte's highest bit, if it is below 0x20, 0x7f, or over that; one
         * beside such a byte may be set, too, which costs a closer look. */
        above = (x + ones) | x;
        if ((((x - ones * 0x20) | above) & ones * 0x80) != 0)
            break;
    }
    return i;
}

void
utf8_make_line(char *s, size_t len)
{
    unsigned used;

    for (size_t i = plain_eights(s, len); i < len; i += used) {
        uint32_t cp = utf8_decode(s + i, len - i, &used);
        if (cp == UTF8_INVALID)
            s[i] = '?';
        else if (utf8_is_control(cp))
            memset(s + i, ' ', used);
        if (used > 1) /* what is written with others is mostly ASCII */
            used += (unsigned)plain_eights(s + i + used, len - i - used);
    }
}

bool
utf8_is_control(uint32_t cp)
{
    return cp < 0x20 || (cp >= 0x7f && cp <= 0x9f);
}

bool
utf8_is_bidi_control(uint32_t cp)
{
    return (cp >= 0x202a && cp <= 0x202e) || (cp >= 0x2066 && cp <= 0x2069);
}
