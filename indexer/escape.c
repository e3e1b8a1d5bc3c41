/* Escaping: see escape.h. */
#include "config.h"

#include "indexer/escape.h"

#include "common/utf8.h"

static bool
is_unsafe(uint32_t cp)
{
    /* UTF8_INVALID is no character at all. */
    return cp == UTF8_INVALID || utf8_is_control(cp) ||
           utf8_is_bidi_control(cp);
}

void
escape_add(struct buf *out, const char *s, size_t len)
{
    for (size_t i = 0; i < len;) {
        unsigned used;
        if (!is_unsafe(utf8_decode(s + i, len - i, &used))) {
            buf_add(out, s + i, used);
        } else {
            for (unsigned k = 0; k < used; k++)
                buf_addf(out, "\\x%02x", (unsigned)(unsigned char)s[i + k]);
        }
        i += used;
    }
}

bool
escape_needed(const char *s, size_t len)
{
    for (size_t i = 0; i < len;) {
        unsigned used;
        if (is_unsafe(utf8_decode(s + i, len - i, &used)))
            return true;
        i += used;
    }
    return false;
}
