/* The lines of a configuration file: see lines.h. */
#include "config.h"

#include "config/lines.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "common/utf8.h"

/* A name in a message is cut here. */
#define SHOWN_MAX 60

static const char BYTE_ORDER_MARK[] = "\xEF\xBB\xBF";

void
ini_problem(struct ini_problems *problems, const char *name, unsigned line,
            const char *format, ...)
{
    if (problems->n++ >= INI_PROBLEMS_MAX)
        return;
    char what[512];
    va_list ap;
    va_start(ap, format);
    int n = vsnprintf(what, sizeof(what), format, ap);
    va_end(ap);
    size_t len = n < 0                       ? 0
                 : (size_t)n >= sizeof(what) ? sizeof(what) - 1
                                             : (size_t)n;
    utf8_make_line(what, len);
    if (line != 0)
        buf_addf(&problems->text, "%s:%u: %.*s\n", name, line, (int)len, what);
    else
        buf_addf(&problems->text, "%s: %.*s\n", name, (int)len, what);
}

static bool
is_blank(char c)
{
    return c == ' ' || c == '\t';
}

struct text
lines_trim(const char *s, size_t len)
{
    while (len > 0 && is_blank(*s))
        s++, len--;
    while (len > 0 && is_blank(s[len - 1]))
        len--;
    return (struct text){s, len};
}

static bool
has_control(const char *s, size_t len)
{
    unsigned used;
    for (size_t i = 0; i < len; i += used) {
        uint32_t cp = utf8_decode(s + i, len - i, &used);
        if (utf8_is_control(cp) && cp != '\t')
            return true;
    }
    return false;
}

void
lines_start(struct lines *l, const char *name, const char *data, size_t len,
            struct ini_problems *problems)
{
    size_t mark = sizeof(BYTE_ORDER_MARK) - 1;
    *l = (struct lines){
        .name = name, .problems = problems, .data = data, .len = len};
    if (len >= mark && memcmp(data, BYTE_ORDER_MARK, mark) == 0)
        l->at = mark;
}

/* Whether a line may be looked at any further. */
static bool
is_good(const struct lines *l, const char *s, size_t len)
{
    if (len > INI_LINE_MAX)
        ini_problem(l->problems, l->name, l->line,
                    "a line has at most %d bytes, this one %zu", INI_LINE_MAX,
                    len);
    else if (!utf8_valid(s, len))
        ini_problem(l->problems, l->name, l->line,
                    "this line is no valid UTF-8: save the file as UTF-8");
    else if (has_control(s, len))
        ini_problem(l->problems, l->name, l->line,
                    "there is a control character in this line");
    else
        return true;
    return false;
}

bool
lines_next(struct lines *l, struct text *out)
{
    while (l->at < l->len) {
        const char *s = l->data + l->at;
        const char *newline = memchr(s, '\n', l->len - l->at);
        size_t n = newline != NULL ? (size_t)(newline - s) : l->len - l->at;
        l->at += n + 1;
        l->line++;
        if (n > 0 && s[n - 1] == '\r')
            n--;
        if (!is_good(l, s, n))
            continue;
        *out = lines_trim(s, n);
        if (out->len > 0 && *out->s != '#' && *out->s != ';')
            return true;
    }
    return false;
}

bool
lines_split(struct text line, struct text *name, struct text *value)
{
    const char *equals_sign = memchr(line.s, '=', line.len);
    if (equals_sign == NULL || equals_sign == line.s)
        return false;
    size_t at = (size_t)(equals_sign - line.s);
    *name = lines_trim(line.s, at);
    *value = lines_trim(equals_sign + 1, line.len - at - 1);
    return true;
}

int
lines_shown(struct text t)
{
    return (int)utf8_cut(t.s, t.len, SHOWN_MAX);
}
