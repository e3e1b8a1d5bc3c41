/* Escaped names: see percent.h. */
#include "config.h"

#include "store/percent.h"

#include <string.h>

void
percent_add(struct buf *b, const char *s)
{
    for (; *s != '\0'; s++) {
        if ((unsigned char)*s < 0x20 || *s == 0x7f || *s == '%')
            buf_addf(b, "%%%02X", (unsigned)(unsigned char)*s);
        else
            buf_add_char(b, *s);
    }
}

bool
percent_undo(const char *s, size_t len, struct buf *out)
{
    static const char digits[] = "0123456789ABCDEF";

    buf_clear(out);
    for (size_t i = 0; i < len; i++) {
        if (s[i] != '%') {
            buf_add_char(out, s[i]);
            continue;
        }
        if (len - i < 3 || s[i + 1] == '\0' || s[i + 2] == '\0')
            return false;
        const char *high = strchr(digits, s[i + 1]);
        const char *low = strchr(digits, s[i + 2]);
        if (high == NULL || low == NULL)
            return false;
        buf_add_char(out, (char)((high - digits) * 16 + (low - digits)));
        i += 2;
    }
    return memchr(out->data != NULL ? out->data : "", '\0', out->len) == NULL;
}
