/* Escaping: see escape.h. */
#include "config.h"

#include "page/escape.h"

#include <stdint.h>
#include <string.h>

#include "common/utf8.h"

#define REPLACEMENT "\xef\xbf\xbd"

/* What stands for an ASCII character, NULL for the character itself. */
static const char *
reference(unsigned char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    case '\t':
    case '\n':
    case '\r':
        return " ";
    default:
        return c < 0x20 || c == 0x7f ? "" : NULL;
    }
}

static bool
is_noncharacter(uint32_t cp)
{
    return (cp >= 0xfdd0 && cp <= 0xfdef) || (cp & 0xfffe) == 0xfffe;
}

void
escape_bytes(struct buf *out, const char *s, size_t len)
{
    size_t plain = 0; /* where what is copied as it is began */
    unsigned used;

    for (size_t i = 0; i < len; i += used) {
        uint32_t cp = utf8_decode(s + i, len - i, &used);
        const char *instead = NULL;
        if (cp < 0x80)
            instead = reference((unsigned char)cp);
        else if (cp == UTF8_INVALID || is_noncharacter(cp))
            instead = REPLACEMENT;
        else if (utf8_is_control(cp) || utf8_is_bidi_control(cp))
            instead = "";
        if (instead == NULL)
            continue;
        buf_add(out, s + plain, i - plain);
        buf_add_str(out, instead);
        plain = i + used;
    }
    buf_add(out, s + plain, len - plain);
}

void
escape_text(struct buf *out, const char *s)
{
    escape_bytes(out, s, strlen(s));
}

static bool
is_unreserved(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' ||
           c == '~';
}

void
escape_url(struct buf *out, const char *s, bool keep_slash)
{
    for (; *s != '\0'; s++) {
        unsigned char c = (unsigned char)*s;
        if (is_unreserved(c) || (keep_slash && c == '/'))
            buf_add_char(out, *s);
        else
            buf_addf(out, "%%%02X", c);
    }
}
