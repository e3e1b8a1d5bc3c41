/* Errors: see fault.h. */
#include "config.h"

#include "searchctl/fault.h"

#include <string.h>

#define INDENT 2

/* Where the character of that number (from 1) begins; the end of the text
 * for those behind it. */
static size_t
offset_of(const struct term *t, const char *text, unsigned column)
{
    size_t len = strlen(text), i = 0;
    struct term_cell cell;

    for (unsigned n = 1; n < column && i < len; n++)
        i += term_cell(t, text + i, len - i, &cell);
    return i;
}

/* The query, or the part of it around `at` that fits, and the caret. */
static void
add_query(struct buf *out, const struct term *t, const char *query, size_t at)
{
    size_t len = strlen(query), start = 0, columns = 0;
    size_t room = t->width - INDENT - 1; /* the caret may stand at the end */
    struct term_cell cell;

    /* Leave characters out on the left until the place is in sight. */
    while (start < at &&
           term_columns(t, query + start, at - start) > room / 2 &&
           term_columns(t, query + start, len - start) > room)
        start += term_cell(t, query + start, len - start, &cell);

    buf_addf(out, "%*s", INDENT, "");
    for (size_t i = start, used; i < len; i += used) {
        used = term_cell(t, query + i, len - i, &cell);
        if (columns + cell.width > room)
            break;
        buf_add(out, cell.bytes, cell.len);
        columns += cell.width;
    }
    buf_addf(out, "\n%*s^\n",
             (int)(INDENT + term_columns(t, query + start, at - start)), "");
}

void
fault_add(struct buf *out, const struct term *t, const char *query,
          const struct error *err)
{
    buf_add_str(out, SEARCHCTL_NAME ": ");
    term_add_str(out, t, err->message);
    buf_add_char(out, '\n');
    if (query != NULL && err->column != 0)
        add_query(out, t, query, offset_of(t, query, err->column));
}
