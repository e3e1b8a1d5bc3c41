/* Unescaped bodies: see escape.h. */
#include "config.h"

#include "minutes/escape.h"

#include <string.h>

#define BODY "htmlbody"

static bool
is_name(char c)
{
    return span_is_letter(c) || span_is_digit(c) || c == '_' || c == '-' ||
           c == '.' || c == ':';
}

/* The next element of that name from *at on: its name, and its text; moves
 * *at behind its start tag. An element without an end has none. */
static bool
next_body(struct span xml, size_t *at, struct span *text)
{
    while (*at < xml.len) {
        const char *p = memmem(xml.s + *at, xml.len - *at, BODY, strlen(BODY));
        if (p == NULL)
            return false;
        size_t end = (size_t)(p - xml.s) + strlen(BODY);
        size_t name = (size_t)(p - xml.s);
        while (name > *at && is_name(xml.s[name - 1]))
            name--;
        *at = end;
        if (name == 0 || xml.s[name - 1] != '<' ||
            (end < xml.len && is_name(xml.s[end])))
            continue;
        const char *close = memchr(xml.s + end, '>', xml.len - end);
        if (close == NULL || close[-1] == '/')
            continue;
        size_t from = (size_t)(close - xml.s) + 1;
        size_t n = end - name;
        for (size_t i = from; i + n + 2 <= xml.len;) {
            const char *tag = memmem(xml.s + i, xml.len - i, "</", 2);
            if (tag == NULL)
                return false; /* none has an end from here on */
            i = (size_t)(tag - xml.s) + 2;
            if (i + n <= xml.len && memcmp(xml.s + i, xml.s + name, n) == 0 &&
                (i + n == xml.len || !is_name(xml.s[i + n]))) {
                *text = (struct span){xml.s + from, i - 2 - from};
                *at = from;
                return true;
            }
        }
        return false;
    }
    return false;
}

static void
add_cdata(struct buf *out, struct span text)
{
    size_t at;

    buf_add_str(out, "<![CDATA[");
    while (span_find(text, "]]>", &at)) {
        buf_add(out, text.s, at + 2);
        buf_add_str(out, "]]><![CDATA[");
        text = span_from(text, at + 2);
    }
    buf_add(out, text.s, text.len);
    buf_add_str(out, "]]>");
}

bool
escape_bodies(struct span xml, struct buf *out)
{
    size_t at = 0, copied = 0;
    struct span text;
    bool any = false;

    while (next_body(xml, &at, &text)) {
        size_t from = (size_t)(text.s - xml.s);
        at = from + text.len;
        if (text.len == 0 || memchr(text.s, '<', text.len) == NULL ||
            span_starts(span_trim(text), "<![CDATA["))
            continue;
        buf_add(out, xml.s + copied, from - copied);
        add_cdata(out, text);
        copied = at;
        any = true;
    }
    if (any)
        buf_add(out, xml.s + copied, xml.len - copied);
    return any;
}
