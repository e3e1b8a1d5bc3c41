/* Wrapping: see wrap.h. The text is first laid out as cells; lines are then
 * runs of them. */
#include "config.h"

#include "searchctl/wrap.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "common/xalloc.h"

/* A line's text has at least so many columns, whatever its indent. */
#define TEXT_MIN 10

/* U+2028, the line break inside a unit. */
static const char line_separator[] = "\xe2\x80\xa8";

struct place {
    struct term_cell cell;
    bool bold;
    bool blank; /* a line may be broken here */
    bool end;   /* a line ends here */
};

/* Lays the text out; returns the number of places, at most strlen(text). */
static size_t
lay_out(struct place *places, const struct term *t, const char *text,
        const struct answer_mark *marks, size_t n_marks)
{
    size_t len = strlen(text), n = 0, mark = 0, used;

    for (size_t i = 0; i < len; i += used) {
        struct place *p = &places[n++];
        while (mark < n_marks &&
               i >= (size_t)marks[mark].start + marks[mark].len)
            mark++;
        *p = (struct place){
            .bold = mark < n_marks && i >= marks[mark].start,
            .end = strncmp(text + i, line_separator, 3) == 0,
        };
        used = term_cell(t, text + i, len - i, &p->cell);
        p->blank = p->cell.len == 1 && p->cell.bytes[0] == ' ';
    }
    return n;
}

/* The places [from, result) of a line that begins at from and fits; *next is
 * where the following line begins. */
static size_t
find_end(const struct place *places, size_t n, size_t from, size_t width,
         size_t *next)
{
    size_t columns = 0, last_blank = from;

    for (size_t i = from; i < n; i++) {
        if (places[i].end) {
            *next = i + 1;
            return i;
        }
        if (places[i].blank)
            last_blank = i;
        else if (columns + places[i].cell.width > width && i > from) {
            if (last_blank == from) {
                *next = i;
                return i;
            }
            *next = last_blank + 1;
            return last_blank;
        }
        columns += places[i].cell.width;
    }
    *next = n;
    return n;
}

static void
add_line(struct buf *out, const struct term *t, const struct place *places,
         size_t from, size_t to, const char *lead, unsigned indent)
{
    bool bold = false;

    while (from < to && places[from].blank)
        from++;
    while (to > from && places[to - 1].blank)
        to--;
    if (lead != NULL || from < to)
        buf_addf(out, "%*s", (int)indent, lead != NULL ? lead : "");
    for (size_t i = from; i < to; i++) {
        if (places[i].bold != bold) {
            bold = !bold;
            term_bold(out, t, bold);
        }
        buf_add(out, places[i].cell.bytes, places[i].cell.len);
    }
    if (bold)
        term_bold(out, t, false);
    buf_add_char(out, '\n');
}

void
wrap_add(struct buf *out, const struct term *t, const char *text,
         const struct answer_mark *marks, size_t n_marks, const char *lead,
         unsigned indent)
{
    struct place *places = xcalloc(strlen(text) + 1, sizeof(*places));
    size_t n = lay_out(places, t, text, marks, n_marks);
    size_t width = t->width > indent + TEXT_MIN ? t->width - indent : TEXT_MIN;

    for (size_t from = 0, next; from < n; from = next) {
        while (from < n && places[from].blank && !places[from].end)
            from++;
        size_t to = find_end(places, n, from, width, &next);
        add_line(out, t, places, from, to, lead, indent);
        lead = NULL;
    }
    free(places);
}
