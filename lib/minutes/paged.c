/* Text of pages into blocks: see paged.h. */
#include "config.h"

#include "minutes/paged.h"

#include <stdlib.h>
#include <string.h>

#include "common/xalloc.h"
#include "minutes/heading.h"
#include "minutes/hyphens.h"
#include "minutes/label.h"
#include "minutes/level.h"
#include "minutes/opening.h"
#include "minutes/pages.h"
#include "minutes/plain.h"

/* Shorter lines (characters) say nothing of the page's width: as in
 * lines.c. */
#define WRAP_MIN 40

/* Of a line's width, in percent, what a proportional font leaves uncertain:
 * lines of one width on paper were seen to differ by that in characters. */
#define SLACK 10

struct reader {
    struct pages pages;
    unsigned width;      /* of most full lines, in columns; 0: not known */
    struct arena *arena; /* words that were parted */
    struct buf text;
    unsigned *page_of; /* by line of text, from 0 on */
    size_t n, cap;
};

static int
compare_widths(const void *a, const void *b)
{
    unsigned x = *(const unsigned *)a, y = *(const unsigned *)b;

    return (x > y) - (x < y);
}

/* Nine in ten lines are no wider: a few rows of a table may be. */
static void
measure(struct reader *r)
{
    unsigned *ends = xreallocarray(NULL, r->pages.n + 1, sizeof(*ends));
    size_t n = 0;

    for (size_t i = 0; i < r->pages.n; i++)
        if (!r->pages.lines[i].furniture && r->pages.lines[i].end >= WRAP_MIN)
            ends[n++] = r->pages.lines[i].end;
    if (n > 0) {
        qsort(ends, n, sizeof(*ends), compare_widths);
        r->width = ends[(n - 1) * 9 / 10];
    }
    free(ends);
}

/* Whether a line was wrapped: the first word of the next had no room on it. */
static bool
is_full(const struct reader *r, const struct pages_line *line,
        const struct pages_line *next)
{
    size_t word = 0;

    while (word < next->text.len &&
           span_blank(span_from(next->text, word)) == 0)
        word++;
    return r->width != 0 &&
           (size_t)line->end + 1 + word >
               (size_t)r->width - (size_t)r->width * SLACK / 100;
}

static bool
begins_anew(struct span line)
{
    struct label l;
    struct level level;
    struct opening o;

    return label_read(line, &l) || level_read(line, &level) ||
           opening_read(line, &o);
}

/* Whether the text ends with a word that ends neither a sentence nor a
 * heading. */
static bool
ends_amid(struct span t)
{
    static const char *const words[] = {"and", "or",   "the", "a",    "an",
                                        "of",  "to",   "in",  "for",  "with",
                                        "by",  "from", "at",  "that", "which"};
    size_t n = t.len;

    while (n > 0 && span_is_letter(t.s[n - 1]))
        n--;
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (n > 0 && t.len - n == strlen(words[i]) &&
            memcmp(t.s + n, words[i], t.len - n) == 0)
            return true;
    }
    return false;
}

/* Whether a paragraph goes on over the end of a page. */
static bool
goes_on(const struct reader *r, const struct pages_line *line,
        const struct pages_line *next)
{
    bool small = next->text.s[0] >= 'a' && next->text.s[0] <= 'z';

    if (!span_ends_sentence(line->text))
        return small || is_full(r, line, next) ||
               (ends_amid(line->text) && !begins_anew(next->text));
    return is_full(r, line, next) && !begins_anew(next->text);
}

static void
put_line(struct reader *r, struct span text, unsigned page)
{
    r->page_of = xgrow(r->page_of, r->n, &r->cap, sizeof(*r->page_of));
    r->page_of[r->n++] = page;
    for (size_t i = 0; i < text.len; i++) {
        /* Two blanks are one that a justified line made wider; more part the
         * cells of a table. */
        bool wide = i + 1 < text.len && text.s[i] == ' ' &&
                    text.s[i + 1] == ' ' &&
                    (i + 2 == text.len || text.s[i + 2] != ' ') && i > 0 &&
                    text.s[i - 1] != ' ';
        if (!wide)
            buf_add_char(&r->text, text.s[i]);
    }
    buf_add_char(&r->text, '\n');
}

/* Has the next line go on with the last one: a heading that was wrapped is
 * known as one only as a whole. */
static void
go_on_line(struct reader *r)
{
    r->text.data[r->text.len - 1] = ' ';
    r->n--;
}

/* Whether a sentence goes on from a line that was wrapped to the next: what
 * ends there and begins with a capital may be two paragraphs. */
static bool
is_wrapped(const struct reader *r, const struct pages_line *line,
           const struct pages_line *next)
{
    return is_full(r, line, next) && !span_ends_sentence(line->text) &&
           next->text.s[0] >= 'a' && next->text.s[0] <= 'z';
}

/* Whether the text is set with an empty line after every line: those say
 * nothing then, and two or more part paragraphs. */
static bool
is_double_spaced(const struct reader *r)
{
    size_t none = 0, one = 0, empty = 0;
    const struct pages_line *last = NULL;

    for (size_t i = 0; i < r->pages.n; i++) {
        const struct pages_line *line = &r->pages.lines[i];
        if (line->furniture || line->text.len == 0) {
            empty++;
            continue;
        }
        if (last != NULL && last->page == line->page &&
            is_wrapped(r, last, line)) {
            none += empty == 0;
            one += empty == 1;
        }
        last = line;
        empty = 0;
    }
    return one >= 4 && none * 10 < one;
}

/* The lines that are text, with an empty one where paragraphs end. */
static void
put_lines(struct reader *r)
{
    const struct pages_line *last = NULL;
    bool doubled = is_double_spaced(r);
    size_t empty = 0;
    struct heading h;

    if (r->pages.heading.len != 0) {
        put_line(r, r->pages.heading, 1);
        put_line(r, span_of(""), 1);
    }
    for (size_t i = 0; i < r->pages.n; i++) {
        const struct pages_line *line = &r->pages.lines[i];
        if (line->furniture || line->text.len == 0) {
            empty += !line->furniture;
            continue;
        }
        bool gap = empty > 0;
        if (last != NULL && last->page != line->page)
            gap = !goes_on(r, last, line);
        else if (last != NULL && doubled && empty == 1)
            gap = !goes_on(r, last, line);
        if (gap && last != NULL)
            put_line(r, span_of(""), last->page);
        if (last != NULL && !gap && heading_read(last->text, &h) &&
            is_full(r, last, line))
            go_on_line(r);
        put_line(r, line->text, line->page);
        last = line;
        empty = 0;
    }
}

/* Lines of the text that was put together into pages. */
static unsigned
page_of(const struct reader *r, unsigned line)
{
    if (line == 0 || r->n == 0)
        return line;
    return r->page_of[line <= r->n ? line - 1 : r->n - 1];
}

static void
number_pages(const struct reader *r, struct blocks *bs)
{
    for (size_t i = 0; i < bs->n; i++)
        bs->v[i].line = page_of(r, bs->v[i].line);
    for (size_t f = 0; f < FACTS; f++)
        bs->facts[f].line = page_of(r, bs->facts[f].line);
}

enum status
paged_read(struct blocks *bs, struct span text, struct error *err)
{
    struct reader r = {.arena = arena_new()};
    enum status status = STATUS_OK;

    if (!pages_split(&r.pages, text, BLOCKS_MAX))
        status =
            error_set(err, STATUS_TOO_LARGE, "more than %u lines", BLOCKS_MAX);
    if (status == STATUS_OK) {
        pages_find_furniture(&r.pages);
        measure(&r);
        buf_add_str(&r.text, "");
        hyphens_join(&r.pages, r.arena);
        put_lines(&r);
        status = plain_read(bs, (struct span){r.text.data, r.text.len}, err);
    }
    if (status == STATUS_OK)
        number_pages(&r, bs);
    pages_done(&r.pages);
    buf_done(&r.text);
    arena_free(r.arena);
    free(r.page_of);
    return status;
}
