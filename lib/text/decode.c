/* Bytes of unknown origin into clean UTF-8. */
#include "config.h"

#include "text/decode.h"

#include <stdint.h>
#include <string.h>

#include "common/utf8.h"

#define REPLACEMENT 0xfffdu

/* What windows-1252 has at 0x80 to 0x9f, where ISO 8859-1 has controls. */
static const uint16_t windows_1252[32] = {
    0x20ac, REPLACEMENT, 0x201a,      0x0192, 0x201e, 0x2026, 0x2020,
    0x2021, 0x02c6,      0x2030,      0x0160, 0x2039, 0x0152, REPLACEMENT,
    0x017d, REPLACEMENT, REPLACEMENT, 0x2018, 0x2019, 0x201c, 0x201d,
    0x2022, 0x2013,      0x2014,      0x02dc, 0x2122, 0x0161, 0x203a,
    0x0153, REPLACEMENT, 0x017e,      0x0178,
};

const char *
encoding_name(enum encoding e)
{
    static const char *const names[] = {"UTF-8", "windows-1252", "UTF-16"};

    return names[e];
}

uint32_t
decode_windows_1252(unsigned char c)
{
    return windows_1252[c - 0x80];
}

/* Whether a byte can be copied as it is in both encodings. */
static bool
is_plain(unsigned char c)
{
    return (c >= 0x20 && c < 0x7f) || c == '\t' || c == '\n';
}

/* One ASCII control: a line's end, a page's, or nothing. */
static void
add_control(unsigned char c, bool lf_follows, bool pages, struct buf *out,
            struct decoded *what)
{
    if (c == '\f' && pages)
        buf_add_char(out, '\f');
    else if (c == '\f' || c == '\v' || (c == '\r' && !lf_follows))
        buf_add_char(out, '\n');
    else if (c != '\r')
        what->controls++;
}

/* One character of 0x80 or more; the bytes it took. */
static size_t
add_high(const char *s, size_t len, struct buf *out, struct decoded *what)
{
    unsigned used = 1;
    uint32_t cp = (unsigned char)*s;

    if (what->encoding == ENCODING_UTF8)
        cp = utf8_decode(s, len, &used);
    if (cp == UTF8_INVALID) {
        cp = (unsigned char)*s;
        used = 1;
        what->stray++;
    }
    if (used == 1 && cp < 0xa0)
        cp = decode_windows_1252((unsigned char)*s);
    if (utf8_is_control(cp))
        what->controls++;
    else
        buf_add_utf8(out, cp);
    return used;
}

/* UTF-8, or what else it may be. */
static enum encoding
guess(const char *s, size_t len)
{
    size_t good = 0, bad = 0;

    if (utf8_valid(s, len))
        return ENCODING_UTF8;
    for (size_t i = 0; i < len;) {
        unsigned used = 1;
        if ((unsigned char)s[i] >= 0x80) {
            (void)utf8_decode(s + i, len - i, &used);
            good += used > 1;
            bad += used == 1;
        }
        i += used;
    }
    return good > bad ? ENCODING_UTF8 : ENCODING_WINDOWS_1252;
}

/* One unit of UTF-16, its high byte at s[high]. */
static uint32_t
unit_at(const char *s, int high)
{
    return (uint32_t)(unsigned char)s[high] << 8 | (unsigned char)s[1 - high];
}

/* UTF-16 as UTF-8, surrogates without their other half as U+FFFD. */
static void
recode(const char *s, size_t len, int high, struct buf *out)
{
    for (size_t i = 0; i + 1 < len; i += 2) {
        uint32_t cp = unit_at(s + i, high);
        if (cp >= 0xd800 && cp < 0xdc00 && i + 3 < len) {
            uint32_t low = unit_at(s + i + 2, high);
            if (low >= 0xdc00 && low < 0xe000) {
                cp = 0x10000 + ((cp - 0xd800) << 10) + (low - 0xdc00);
                i += 2;
            }
        }
        buf_add_utf8(out, cp >= 0xd800 && cp < 0xe000 ? REPLACEMENT : cp);
    }
}

static void
decode_bytes(const char *bytes, size_t len, bool pages, struct buf *out,
             struct decoded *what)
{
    for (size_t i = 0; i < len;) {
        size_t start = i;
        while (i < len && is_plain((unsigned char)bytes[i]))
            i++;
        buf_add(out, bytes + start, i - start);
        if (i == len)
            break;
        unsigned char c = (unsigned char)bytes[i];
        if (c < 0x80) {
            add_control(c, i + 1 < len && bytes[i + 1] == '\n', pages, out,
                        what);
            i++;
        } else {
            i += add_high(bytes + i, len - i, out, what);
        }
    }
}

static void
decode(const char *bytes, size_t len, bool pages, struct buf *out,
       struct decoded *what)
{
    int high = len >= 2 && memcmp(bytes, "\xfe\xff", 2) == 0 ? 0 : 1;

    *what = (struct decoded){0};
    if (len >= 2 && (high == 0 || memcmp(bytes, "\xff\xfe", 2) == 0)) {
        struct buf utf8 = {0};
        recode(bytes + 2, len - 2, high, &utf8);
        decode_bytes(utf8.data, utf8.len, pages, out, what);
        buf_done(&utf8);
        what->bom = true;
        what->encoding = ENCODING_UTF16;
        return;
    }
    what->bom = len >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0;
    if (what->bom) {
        bytes += 3;
        len -= 3;
    }
    what->encoding = guess(bytes, len);
    decode_bytes(bytes, len, pages, out, what);
}

void
text_decode(const char *bytes, size_t len, struct buf *out,
            struct decoded *what)
{
    decode(bytes, len, false, out, what);
}

void
text_decode_pages(const char *bytes, size_t len, struct buf *out,
                  struct decoded *what)
{
    decode(bytes, len, true, out, what);
}
