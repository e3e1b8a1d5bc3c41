/* A failure, said so that one can go on. */
#include "config.h"

#include "page/page.h"

#include <string.h>

#include "common/utf8.h"
#include "page/escape.h"
#include "page/layout.h"
#include "page/link.h"
#include "page/words.h"

/* The byte at which the column-th character of s begins; its length where it
 * has none. */
static size_t
byte_of_column(const char *s, unsigned column)
{
    size_t len = strlen(s), i = 0;
    unsigned used;

    while (i < len && --column > 0) {
        (void)utf8_decode(s + i, len - i, &used);
        i += used;
    }
    return i;
}

/* The query, marked from the column on. */
static void
add_place(struct buf *out, const char *q, unsigned column)
{
    size_t at = byte_of_column(q, column);

    buf_add_str(out, "<p class=\"asked\"><code>");
    escape_bytes(out, q, at);
    buf_add_str(out, "<mark>");
    if (q[at] != '\0')
        escape_text(out, q + at);
    else
        buf_add_str(out, "\xe2\x80\xa6");
    buf_addf(out, "</mark></code></p>\n<p>Look at character %u.</p>\n", column);
}

void
page_error(const struct page_site *site, const struct page_query *query,
           unsigned status, const char *what, const char *message,
           unsigned column, struct buf *out)
{
    struct layout l = {site, query, what, "", .here = ""};
    bool asked = query != NULL && (*query->q != '\0' || link_has_filter(query));

    layout_begin(out, &l);
    buf_add_str(out, "<h1>");
    escape_text(out, what);
    buf_add_str(out, "</h1>\n<p>");
    words_sentence(out, message);
    buf_add_str(out, "</p>\n");
    if (asked && column > 0)
        add_place(out, query->q, column);
    if (asked && status >= 500) {
        buf_add_str(out, "<p><a href=\"");
        link_search(out, site, query);
        buf_add_str(out, "\">Try again</a></p>\n");
    }
    buf_add_str(out, "<p><a href=\"");
    link_path(out, site, "/help");
    buf_add_str(out, "\">How to ask</a></p>\n");
    layout_end(out, &l);
}
