/* key=value: see logfmt.h.
 *
 * The conversions are done here, one by one, since only so the text of an
 * argument can be told from the quotes of the format. */
#include "config.h"

#include "common/logfmt.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/types.h>

#include "common/utf8.h"

#define ELLIPSIS "\xe2\x80\xa6"

/* Whether a character would do more than stand there; some viewers take the
 * two separators for the end of a line. */
static bool
is_harmful(uint32_t cp)
{
    return cp == UTF8_INVALID || utf8_is_control(cp) ||
           utf8_is_bidi_control(cp) || cp == 0x2028 || cp == 0x2029;
}

/* quotes: escape those, too, and the backslash. */
static void
add_escaped(struct buf *out, const char *s, size_t len, bool quotes)
{
    size_t start = out->len;
    unsigned used;
    for (size_t i = 0; i < len; i += used) {
        uint32_t cp = utf8_decode(s + i, len - i, &used);
        if (out->len - start > LOGFMT_VALUE_MAX - sizeof("\\xNN") * used) {
            buf_add_str(out, ELLIPSIS);
            return;
        }
        if (is_harmful(cp)) {
            for (unsigned j = 0; j < used; j++)
                buf_addf(out, "\\x%02x", (unsigned)(unsigned char)s[i + j]);
        } else {
            if (quotes && (cp == '"' || cp == '\\'))
                buf_add_char(out, '\\');
            buf_add(out, s + i, used);
        }
    }
}

/* Whether it stands for itself behind an equals sign. */
static bool
is_word(const char *s, size_t len)
{
    if (len == 0)
        return false;
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c <= ' ' || c >= 0x7f || strchr("\"\\=", c) != NULL)
            return false;
    }
    return true;
}

static void
add_value(struct buf *out, const char *s, size_t len, bool quoted)
{
    bool bare = !quoted && is_word(s, len);
    if (!quoted && !bare)
        buf_add_char(out, '"');
    add_escaped(out, s, len, true);
    if (!quoted && !bare)
        buf_add_char(out, '"');
}

void
logfmt_add_value(struct buf *out, const char *text)
{
    add_value(out, text, strlen(text), false);
}

void
logfmt_add_sentence(struct buf *out, const char *text)
{
    add_escaped(out, text, strlen(text), false);
}

/* ---- conversions ---- */

/* A % and what is behind it. */
struct conversion {
    const char *end; /* behind it */
    char kind;       /* its last letter */
    char length;     /* h, l, L (ll), z, j, t; 0: none */
    int precision;   /* -1: none */
};

static const char *
read_length(const char *p, char *length)
{
    *length = 0;
    if (*p != '\0' && strchr("hlzjt", *p) != NULL) {
        *length = *p++;
        if (*p == 'h' || *p == 'l') { /* hh is promoted to int, as h is */
            *length = *p == 'l' ? 'L' : 'h';
            p++;
        }
    }
    return p;
}

/* p is behind the %; a precision of "*" is taken from the arguments by who
 * calls. */
static struct conversion
read_conversion(const char *p, bool *star)
{
    struct conversion c = {.precision = -1};
    *star = false;
    p += strspn(p, "#0- +123456789");
    if (*p == '.') {
        c.precision = 0;
        p++;
        if (*p == '*') {
            *star = true;
            p++;
        }
        for (; *p >= '0' && *p <= '9' && c.precision < 1000; p++)
            c.precision = c.precision * 10 + (*p - '0');
    }
    p = read_length(p, &c.length);
    c.kind = *p;
    c.end = *p != '\0' ? p + 1 : p;
    return c;
}

/* A va_list has to be passed on by its address to be read further on. */
struct arguments {
    va_list list;
};

static intmax_t
take_signed(struct arguments *a, char length)
{
    switch (length) {
    case 'l':
        return va_arg(a->list, long);
    case 'L':
        return va_arg(a->list, long long);
    case 'z':
        return va_arg(a->list, ssize_t);
    case 'j':
        return va_arg(a->list, intmax_t);
    case 't':
        return va_arg(a->list, ptrdiff_t);
    default:
        return va_arg(a->list, int);
    }
}

static uintmax_t
take_unsigned(struct arguments *a, char length)
{
    switch (length) {
    case 'l':
        return va_arg(a->list, unsigned long);
    case 'L':
        return va_arg(a->list, unsigned long long);
    case 'z':
        return va_arg(a->list, size_t);
    case 'j':
        return va_arg(a->list, uintmax_t);
    case 't':
        return (uintmax_t)va_arg(a->list, ptrdiff_t);
    default:
        return va_arg(a->list, unsigned);
    }
}

static void
add_text(struct buf *out, const struct conversion *c, const char *s,
         bool quoted)
{
    if (s == NULL)
        s = "";
    size_t len =
        c->precision >= 0 ? strnlen(s, (size_t)c->precision) : strlen(s);
    add_value(out, s, len, quoted);
}

static void
convert(struct buf *out, const struct conversion *c, struct arguments *a,
        bool quoted)
{
    switch (c->kind) {
    case 'd':
    case 'i':
        buf_addf(out, "%jd", take_signed(a, c->length));
        break;
    case 'u':
        buf_addf(out, "%ju", take_unsigned(a, c->length));
        break;
    case 'x':
        buf_addf(out, "%jx", take_unsigned(a, c->length));
        break;
    case 'f':
        buf_addf(out, "%.*f", c->precision < 0 ? 6 : c->precision,
                 va_arg(a->list, double));
        break;
    case 'c': {
        char text[2] = {(char)va_arg(a->list, int), '\0'};
        add_value(out, text, 1, quoted);
        break;
    }
    case 's':
        add_text(out, c, va_arg(a->list, const char *), quoted);
        break;
    default:
        buf_add_char(out, '%');
    }
}

void
logfmt_add(struct buf *out, const char *format, va_list arguments)
{
    struct arguments a;
    bool quoted = false; /* within quotes of the format */
    va_copy(a.list, arguments);
    for (const char *p = format; *p != '\0';) {
        if (*p != '%') {
            quoted = quoted != (*p == '"');
            buf_add_char(out, *p++);
            continue;
        }
        bool star;
        struct conversion c = read_conversion(p + 1, &star);
        if (star)
            c.precision = va_arg(a.list, int);
        convert(out, &c, &a, quoted);
        p = c.end;
    }
    va_end(a.list);
}
