/* Marked text: see marked.h. */
#include "config.h"

#include "page/marked.h"

#include <string.h>

#include "page/escape.h"

#define LINE_SEPARATOR "\xe2\x80\xa8" /* U+2028 */

static void
add_part(struct buf *out, const char *s, size_t len, bool breaks)
{
    const char *end = s + len, *at;

    while ((at = memmem(s, (size_t)(end - s), LINE_SEPARATOR,
                        strlen(LINE_SEPARATOR))) != NULL) {
        escape_bytes(out, s, (size_t)(at - s));
        buf_add_str(out, breaks ? "<br>" : " ");
        s = at + strlen(LINE_SEPARATOR);
    }
    escape_bytes(out, s, (size_t)(end - s));
}

void
marked_add(struct buf *out, const char *text, const struct answer_mark *marks,
           size_t n_marks, bool breaks)
{
    size_t len = strlen(text), done = 0;

    for (size_t i = 0; i < n_marks; i++) {
        size_t start = marks[i].start;
        size_t end = start + marks[i].len;
        if (start < done)
            start = done;
        if (end > len)
            end = len;
        if (start >= end)
            continue;
        add_part(out, text + done, start - done, breaks);
        buf_add_str(out, "<mark>");
        add_part(out, text + start, end - start, breaks);
        buf_add_str(out, "</mark>");
        done = end;
    }
    add_part(out, text + done, len - done, breaks);
}
