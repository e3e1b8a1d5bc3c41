/* Pages and their furniture: see pages.h. */
#include "config.h"

#include "minutes/pages.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "common/buf.h"
#include "common/xalloc.h"
#include "minutes/heading.h"
#include "minutes/label.h"
#include "minutes/lines.h"
#include "minutes/mark.h"
#include "minutes/opening.h"

/* Lines at the top or the bottom of a page that can be furniture: an address
 * over four lines, a rule and a page number were seen. */
#define EDGE_LINES 6

/* On half of the pages; or on so many in a row, every page or every other
 * one: heads differ on left and right pages, and in the parts of a pack. */
#define ROW_PAGES 3

/* Longer lines (bytes) are text: two names at the two ends of a wide page. */
#define HEAD_MAX 300

/* Numbers in a head that may be the page's: a date has two before it. */
#define NUMBERS_MAX 6

static unsigned
columns(struct span t)
{
    unsigned n = 0;

    for (size_t i = 0; i < t.len; i++)
        n += ((unsigned char)t.s[i] & 0xc0) != 0x80;
    return n;
}

static bool
add_line(struct pages *p, struct span raw, unsigned page, size_t max)
{
    if (p->n == max)
        return false;
    struct span right = span_trim_end(raw);
    p->lines = xgrow(p->lines, p->n, &p->cap, sizeof(*p->lines));
    p->lines[p->n++] = (struct pages_line){
        .text = span_trim(raw), .page = page, .end = columns(right)};
    return true;
}

bool
pages_split(struct pages *out, struct span text, size_t max)
{
    unsigned page = 1;

    while (text.len != 0) {
        struct span line = lines_next(&text);
        const char *ff;
        while ((ff = memchr(line.s, '\f', line.len)) != NULL) {
            size_t n = (size_t)(ff - line.s);
            if (!add_line(out, span_to(line, n), page++, max))
                return false;
            line = span_from(line, n + 1);
        }
        if (!add_line(out, line, page, max))
            return false;
    }
    for (size_t i = 0; i < out->n; i++)
        if (out->lines[i].text.len != 0)
            out->n_pages = out->lines[i].page;
    return true;
}

void
pages_done(struct pages *p)
{
    free(p->lines);
    *p = (struct pages){0};
}

/* ---- lines that are the same on many pages ---- */

/* A form of a line at an end of a page: with its numbers, or with one of them
 * as its distance from the page's. */
struct form {
    struct span key; /* in the pool, once that is filled */
    size_t at, len;
    unsigned page;
};

struct forms {
    struct form *v;
    size_t n, cap;
    struct buf pool;
};

/* What no page has as its head, whatever it repeats. */
static bool
is_text(struct span line)
{
    enum section section;
    struct opening o;
    struct label l;
    struct span number;
    bool sure;

    return line.len > HEAD_MAX || mark_read(line, &section) ||
           mark_page_line(line) != PAGE_LINE_NONE || opening_read(line, &o) ||
           (label_read(line, &l) && l.rest.len != 0) ||
           (label_item_number(line, &number, &sure) && sure) ||
           span_ends_sentence(line);
}

/* Appends the line with blanks made one, and its number `which` (from 0 on)
 * as its distance from page; false where it has no such number. which < 0:
 * with all its numbers. */
static bool
add_form_text(struct buf *out, struct span line, int which, unsigned page)
{
    int numbers = 0;
    bool found = which < 0;

    for (size_t i = 0; i < line.len;) {
        size_t blank = span_blank(span_from(line, i));
        if (blank != 0) {
            if (out->len != 0 && out->data[out->len - 1] != ' ')
                buf_add_char(out, ' ');
            i += blank;
        } else if (span_is_digit(line.s[i])) {
            struct span rest = span_from(line, i);
            size_t n = 1;
            while (n < rest.len && span_is_digit(rest.s[n]))
                n++;
            if (numbers++ == which && n <= 5) {
                long number = strtol(rest.s, NULL, 10);
                buf_addf(out, "\1%ld", number - (long)page);
                found = true;
            } else {
                buf_add(out, rest.s, n);
            }
            i += n;
        } else {
            buf_add_char(out, line.s[i++]);
        }
    }
    return found;
}

static void
add_forms(struct forms *f, const struct pages_line *line, char edge)
{
    for (int which = -1; which < NUMBERS_MAX; which++) {
        size_t at = f->pool.len;
        buf_add_char(&f->pool, edge);
        if (!add_form_text(&f->pool, line->text, which, line->page)) {
            f->pool.len = at;
            return;
        }
        f->v = xgrow(f->v, f->n, &f->cap, sizeof(*f->v));
        f->v[f->n++] = (struct form){
            .at = at, .len = f->pool.len - at, .page = line->page};
    }
}

static int
compare_keys(struct span a, struct span b)
{
    int c = memcmp(a.s, b.s, a.len < b.len ? a.len : b.len);

    return c != 0 ? c : (a.len > b.len) - (a.len < b.len);
}

static int
compare_forms(const void *a, const void *b)
{
    const struct form *x = a, *y = b;
    int c = compare_keys(x->key, y->key);

    return c != 0 ? c : (x->page > y->page) - (x->page < y->page);
}

/* The pages of n equal forms, and how many of them come in a row. */
static void
count_pages(const struct form *v, size_t n, unsigned *pages, unsigned *row)
{
    unsigned last = 0, now = 0;

    *pages = *row = 0;
    for (size_t i = 0; i < n; i++) {
        if (v[i].page == last)
            continue;
        now = last != 0 && v[i].page - last <= 2 ? now + 1 : 1;
        last = v[i].page;
        ++*pages;
        if (now > *row)
            *row = now;
    }
}

/* Keeps one of each form that enough pages have. */
static void
count_forms(struct forms *f, unsigned n_pages)
{
    size_t kept = 0;

    for (size_t i = 0; i < f->n; i++)
        f->v[i].key = (struct span){f->pool.data + f->v[i].at, f->v[i].len};
    if (f->n > 0)
        qsort(f->v, f->n, sizeof(*f->v), compare_forms);
    for (size_t from = 0, i; from < f->n; from = i) {
        unsigned pages, row;
        for (i = from;
             i < f->n && compare_keys(f->v[i].key, f->v[from].key) == 0;)
            i++;
        count_pages(&f->v[from], i - from, &pages, &row);
        if (pages >= 2 && (pages * 2 >= n_pages || row >= ROW_PAGES))
            f->v[kept++] = f->v[from];
    }
    f->n = kept;
}

static bool
has_form(const struct forms *f, struct span key)
{
    size_t low = 0, high = f->n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int c = compare_keys(f->v[middle].key, key);
        if (c == 0)
            return true;
        if (c < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

static bool
is_repeated(const struct forms *f, const struct pages_line *line, char edge)
{
    struct buf key = {0};
    bool found = false, more = true;

    for (int which = -1; which < NUMBERS_MAX && more && !found; which++) {
        buf_clear(&key);
        buf_add_char(&key, edge);
        more = add_form_text(&key, line->text, which, line->page);
        found = more && has_form(f, (struct span){key.data, key.len});
    }
    buf_done(&key);
    return found;
}

/* ---- page numbers ---- */

static bool
take_page(struct span *t)
{
    struct span r = *t;
    unsigned ignored;

    if (!span_take_word(&r, "Page", false))
        return false;
    r = span_trim_start(r);
    if (!span_take_number(&r, 5, &ignored))
        return false;
    *t = r;
    return true;
}

/* "Page 3", "Page 3 of 12", "- 3 -"; "3" and "3 of 12" only on page 3. */
static bool
is_page_number(const struct pages_line *line)
{
    struct span t = line->text;
    unsigned number = 0, ignored;
    bool page = take_page(&t);
    bool dash = !page && span_take_dash(&t);

    if (!page) {
        t = span_trim_start(t);
        if (!span_take_number(&t, 5, &number))
            return false;
    }
    if (dash)
        return span_take_dash(&t) && span_trim(t).len == 0;
    if ((page || number == line->page) && span_take_word(&t, "of", false)) {
        t = span_trim_start(t);
        return span_take_number(&t, 5, &ignored) && span_trim(t).len == 0;
    }
    return span_trim(t).len == 0 && (page || number == line->page);
}

/* ---- the ends of pages ---- */

/* Marks the furniture from `at` on, going by `step` to the page's other
 * end. */
static void
mark_edge(struct pages *p, const struct forms *f, size_t at, int step, size_t n)
{
    char edge = step > 0 ? 'T' : 'B';
    unsigned seen = 0;

    for (size_t i = 0; i < n && seen < EDGE_LINES; i++) {
        struct pages_line *line = &p->lines[at];
        at = step > 0 ? at + 1 : at - 1;
        if (line->text.len == 0 || line->furniture)
            continue;
        seen++;
        if (!is_page_number(line) &&
            (is_text(line->text) || !is_repeated(f, line, edge)))
            return;
        line->furniture = true;
    }
}

static void
add_edge(const struct pages *p, struct forms *f, size_t at, int step, size_t n)
{
    unsigned seen = 0;

    for (size_t i = 0; i < n && seen < EDGE_LINES; i++) {
        const struct pages_line *line = &p->lines[at];
        at = step > 0 ? at + 1 : at - 1;
        if (line->text.len == 0)
            continue;
        seen++;
        if (!is_text(line->text))
            add_forms(f, line, step > 0 ? 'T' : 'B');
    }
}

/* Who met when may stand on every page, and nowhere else. */
static void
find_heading(struct pages *p)
{
    struct heading h;

    p->heading = span_of("");
    for (size_t i = 0; i < p->n; i++) {
        const struct pages_line *line = &p->lines[i];
        if (line->text.len == 0 || !heading_read(line->text, &h) ||
            h.committee.len == 0)
            continue;
        if (line->furniture)
            p->heading = line->text;
        return;
    }
}

void
pages_find_furniture(struct pages *p)
{
    struct forms forms = {0};

    for (int round = 0; round < 2; round++) {
        for (size_t from = 0, to; from < p->n; from = to) {
            for (to = from;
                 to < p->n && p->lines[to].page == p->lines[from].page;)
                to++;
            if (round == 0) {
                add_edge(p, &forms, from, 1, to - from);
                add_edge(p, &forms, to - 1, -1, to - from);
            } else {
                mark_edge(p, &forms, from, 1, to - from);
                mark_edge(p, &forms, to - 1, -1, to - from);
            }
        }
        if (round == 0)
            count_forms(&forms, p->n_pages);
    }
    find_heading(p);
    free(forms.v);
    buf_done(&forms.pool);
}
