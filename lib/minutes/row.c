/* Rows of tables: see row.h. */
#include "config.h"

#include "minutes/row.h"

#include <string.h>

#include "minutes/label.h"
#include "minutes/mark.h"

/* Two blanks: what units.c knows the row of a table by. */
#define GAP "  "

/* Whether the paragraphs are the cells of a row: one each, short, nothing
 * that the page gives a meaning. */
static bool
is_row(const struct page *page, size_t from)
{
    size_t len = 0;
    struct span number;
    enum section section;
    bool sure;

    for (size_t i = from; i < page->n; i++) {
        const struct page_para *p = &page->v[i];
        struct span t = page_text(page, i);
        len += t.len;
        if (p->cell == 0 || p->place.heading != 0 || p->item != 0 ||
            (p->place.mark != PAGE_MARK_NONE &&
             p->place.mark != PAGE_MARK_WORD) ||
            (i > from && p->cell == p[-1].cell) || len > SPAN_TITLE_MAX ||
            memchr(t.s, '\n', t.len) != NULL || mark_read(t, &section))
            return false;
    }
    /* "1." and its title, or its text; "21/001" heads a row of a table. */
    return page->n > from + 2 ||
           !label_item_number(page_text(page, from), &number, &sure);
}

void
row_join(struct page *page, size_t from)
{
    if (page->n < from + 2 || !is_row(page, from))
        return;
    /* The head of a list of items is known by one blank. */
    bool head = span_is(page_text(page, from), "No.");
    struct page_para *first = &page->v[from];
    size_t at = page->pool.len;

    for (size_t i = from; i < page->n; i++) {
        struct span t = page_text(page, i);
        if (i > from)
            buf_add_str(&page->pool, head ? " " : GAP);
        buf_reserve(&page->pool, t.len); /* t moves with the pool */
        t = page_text(page, i);
        buf_add(&page->pool, t.s, t.len);
    }
    first->text = at;
    first->text_len = page->pool.len - at;
    page->n = from + 1;
}
