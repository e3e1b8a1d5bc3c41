/* Lines into blocks: see lines.h.
 *
 * An empty line ends a block. Without one, a line begins a block if it is
 * numbered or opens as a resolution or a note does, unless it looks like the
 * wrapped rest of a sentence; or if lines are too long to have been wrapped
 * and end as paragraphs do. */
#include "config.h"

#include "minutes/lines.h"

#include <string.h>

#include "minutes/heading.h"
#include "minutes/label.h"
#include "minutes/level.h"
#include "minutes/opening.h"

/* A line shorter than this (bytes) was not wrapped: the narrowest pages seen
 * wrap at 60 columns, and the last word did not fit. */
#define WRAP_MIN 40

/* A line longer than this (bytes) is hardly one of wrapped text: pages are
 * wrapped at 132 columns, the widest terminal's, or before. */
#define PARAGRAPH_MIN 132

struct reader {
    struct blocks *bs;
    unsigned line;
    bool begin;       /* the next text begins a block */
    bool paragraphs;  /* these lines are a paragraph each */
    struct span last; /* the line before, of the same block */
};

struct span
lines_next(struct span *text)
{
    const char *lf = memchr(text->s, '\n', text->len);
    size_t n = lf != NULL ? (size_t)(lf - text->s) : text->len;
    struct span line = span_to(*text, n);

    *text = span_from(*text, lf != NULL ? n + 1 : n);
    return line;
}

/* Whether the line before may have been wrapped in the midst of a sentence,
 * so that what this line begins with was met by chance. */
static bool
wrapped(const struct reader *r)
{
    return r->last.len >= WRAP_MIN && !span_ends_sentence(r->last);
}

/* A line that is a block of its own wherever it stands. */
static bool
stands_alone(const struct reader *r, struct span line)
{
    enum section section;
    struct heading h;
    struct span number;
    bool sure;

    if (mark_read(line, &section))
        return true;
    if (r->begin || !wrapped(r)) {
        if (mark_page_line(line) != PAGE_LINE_NONE)
            return true;
        if (label_item_number(line, &number, &sure) && sure)
            return true;
    }
    /* A date alone may be the rest of a sentence. */
    return heading_read(line, &h) && (!h.weak || r->begin || !wrapped(r)) &&
           (h.issue || h.committee.len != 0 ||
            span_starts(line, "Minutes of "));
}

/* Whether the lines up to the next empty one are a paragraph each: of those
 * too long to have been wrapped at least half end as a sentence does. Where
 * text is wrapped, one in ten does by chance. */
static bool
one_a_line(struct span text)
{
    size_t ends = 0, all = 0;

    while (text.len != 0) {
        struct span t = span_trim(lines_next(&text));
        if (t.len == 0)
            break;
        if (t.len > PARAGRAPH_MIN) {
            all++;
            ends += span_ends_sentence(t);
        }
    }
    return all != 0 && ends * 2 >= all;
}

/* "1. Apologies" above "None.": a heading on a line of its own. */
static bool
is_heading(struct span last, struct span line)
{
    struct label l;

    return last.len < WRAP_MIN && label_read(last, &l) && label_is_number(&l) &&
           span_title_like(l.rest) && line.s[0] >= 'A' && line.s[0] <= 'Z';
}

/* How a line that follows another without a gap goes on: NULL where it
 * begins a block of its own. */
static const char *
joint(const struct reader *r, struct span line)
{
    struct label l;
    struct level level;
    struct opening o;

    (void)label_read(line, &l);
    if (l.style == LABEL_SUB || l.style == LABEL_DASH)
        return wrapped(r) && !r->paragraphs && !span_ends_open(r->last)
                   ? " "
                   : LINE_BREAK;
    if (r->paragraphs)
        return NULL;
    if (wrapped(r))
        return " ";
    if (label_is_number(&l) || level_read(line, &level) ||
        opening_read(line, &o))
        return NULL;
    return is_heading(r->last, line) ? LINE_BREAK : " ";
}

static enum status
begin_block(struct reader *r, struct error *err)
{
    if (!blocks_add(r->bs, r->line))
        return error_set(err, STATUS_TOO_LARGE,
                         "more than %u paragraphs and lines", BLOCKS_MAX);
    return STATUS_OK;
}

/* A line's text to the block it belongs to. */
static enum status
add_text(struct reader *r, struct span line, struct error *err)
{
    bool alone = stands_alone(r, line);
    const char *with = r->begin || alone ? NULL : joint(r, line);

    if (with == NULL) {
        enum status status = begin_block(r, err);
        if (status != STATUS_OK)
            return status;
    }
    blocks_join(r->bs, with != NULL ? with : "", line);
    r->begin = alone;
    r->last = alone ? span_of("") : line;

    struct block *b = &r->bs->v[r->bs->n - 1];
    if (alone && mark_read(line, &b->section))
        b->role = BLOCK_SECTION;
    return STATUS_OK;
}

/* A line whose end says that the page cut the text off: the notice is no
 * text, but a block of its own where minutes are missing. */
static enum status
add_line(struct reader *r, struct span line, struct error *err)
{
    struct span before;
    bool minutes;
    enum status status = STATUS_OK;

    if (!mark_cut(line, &before, &minutes))
        return add_text(r, line, err);
    if (before.len != 0)
        status = add_text(r, before, err);
    if (status == STATUS_OK && minutes) {
        status = begin_block(r, err);
        if (status == STATUS_OK)
            r->bs->v[r->bs->n - 1].role = BLOCK_CUT;
    }
    r->begin = true;
    return status;
}

/* A cell of a flattened table begins: its item's title and the headings of
 * its parts stand on one line. */
static enum status
add_cell(struct reader *r, struct span line, struct error *err)
{
    struct span before, mark, after;
    enum status status = STATUS_OK;

    while (status == STATUS_OK && mark_find(line, &before, &mark, &after)) {
        if (before.len != 0)
            status = add_line(r, before, err);
        r->begin = true;
        if (status == STATUS_OK)
            status = add_line(r, mark, err);
        line = after;
    }
    if (status == STATUS_OK && line.len != 0)
        status = add_line(r, line, err);
    return status;
}

/* The next cell of a row, without its bar; *row is then what follows. */
static struct span
next_cell(struct span *row)
{
    const char *bar = memchr(row->s, '|', row->len);
    size_t n = bar != NULL ? (size_t)(bar - row->s) : row->len;
    struct span cell = span_trim(span_to(*row, n));

    *row = span_from(*row, bar != NULL ? n + 1 : n);
    return cell;
}

/* "|---|:--|": nothing but bars, dashes and colons, and dashes among them. */
static bool
is_rule(struct span line)
{
    size_t dashes = 0;

    for (size_t i = 0; i < line.len; i++) {
        if (strchr("|-: ", line.s[i]) == NULL)
            return false;
        dashes += line.s[i] == '-';
    }
    return dashes > 0 && line.s[0] == '|';
}

/* The head of a page's table of items: "| No. | Item |", and its rule on the
 * next line. Nothing less makes a bar the edge of a cell: programs, sums and
 * other tables have bars too, and are text. */
static bool
is_table_head(struct span line, struct span next)
{
    if (line.s[0] != '|')
        return false;
    line = span_from(line, 1);
    return span_is(next_cell(&line), "No.") &&
           span_is(next_cell(&line), "Item") && span_trim(line).len == 0 &&
           is_rule(span_trim(lines_next(&next)));
}

/* "| 1. | Apologies Minutes: ... |": the cells of a row; an empty one only
 * ends a block. */
static enum status
add_row(struct reader *r, struct span line, struct error *err)
{
    enum status status = STATUS_OK;

    r->begin = true;
    while (line.len != 0 && status == STATUS_OK) {
        struct span cell = next_cell(&line);
        r->begin = true;
        if (cell.len != 0)
            status = add_cell(r, cell, err);
    }
    r->begin = true;
    return status;
}

enum status
lines_read(struct blocks *bs, struct span text, unsigned line,
           struct error *err)
{
    struct reader r = {.bs = bs, .line = line, .begin = true};
    enum status status = STATUS_OK;

    r.last = span_of("");
    for (bool gap = true; text.len != 0 && status == STATUS_OK; r.line++) {
        if (gap)
            r.paragraphs = one_a_line(text);
        struct span t = span_trim(lines_next(&text));
        gap = t.len == 0;
        if (t.len == 0) {
            r.begin = true;
            r.last = t;
        } else if (!bs->table && is_table_head(t, text)) {
            bs->table = r.begin = true;
        } else if (bs->table && (is_rule(t) || is_table_head(t, text))) {
            r.begin = true;
        } else if (bs->table && t.s[0] == '|') {
            status = add_row(&r, t, err);
        } else if (bs->table && r.begin) {
            status = add_cell(&r, t, err);
        } else {
            status = add_line(&r, t, err);
        }
    }
    return status;
}
