/* HTML pages as paragraphs: see page.h.
 *
 * Only the ends of blocks part paragraphs: an inline tag is nothing, and
 * blanks and line ends of the source are one blank. */
#include "config.h"

#include "minutes/page.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "common/utf8.h"
#include "common/xalloc.h"
#include "minutes/agenda.h"
#include "minutes/block.h"
#include "minutes/element.h"
#include "minutes/markup.h"
#include "minutes/row.h"
#include "text/decode.h"

/* Paragraphs at the top of a page: a <time> further down is another's. */
#define PAGE_TOP 20

/* What an open element changes, and its end takes back. */
struct frame {
    size_t depth;
    enum element kind;
    struct page_place place;
    bool skip, pre, title;
    size_t list; /* of lists, from 1; 0: in none */
    size_t cell, row_from;
};

struct reader {
    struct page *page;
    unsigned line;
    bool stop;
    size_t depth;
    struct frame now;
    struct frame *frames; /* what was, below it */
    size_t n_frames, frames_cap;
    struct list *lists;
    size_t n_lists, lists_cap;
    size_t cells; /* counted through */

    struct buf text; /* of the open paragraph */
    unsigned text_line;
    bool thin;                   /* not all of it is bold */
    bool blank;                  /* blanks are due before its next word */
    uint64_t item;               /* seen since the last paragraph */
    char label[LIST_LABEL_SIZE]; /* to be drawn before the next one */
};

static struct span
open_text(const struct reader *r)
{
    return r->text.len != 0
               ? span_trim((struct span){r->text.data, r->text.len})
               : span_of("");
}

/* A line of a list inside a line of another: a line of that paragraph. */
static bool
goes_on(const struct reader *r)
{
    return r->now.list != 0 && r->lists[r->now.list - 1].inside &&
           r->page->n != 0;
}

static void
add_para(struct reader *r)
{
    struct page *page = r->page;

    if (page->n >= BLOCKS_MAX) {
        r->stop = true;
        return;
    }
    page->v = xgrow(page->v, page->n, &page->cap, sizeof(page->v[0]));
    page->v[page->n++] = (struct page_para){.place = r->now.place,
                                            .line = r->text_line,
                                            .text = page->pool.len,
                                            .cell = r->now.cell,
                                            .item = r->item};
    r->item = 0;
}

/* The open paragraph ends; without text it is none. */
static void
end_para(struct reader *r)
{
    struct page *page = r->page;
    struct span text = open_text(r);

    if (text.len != 0) {
        struct page_para *last;
        if (goes_on(r))
            buf_add_str(&page->pool, LINE_BREAK);
        else
            add_para(r);
        if (r->stop)
            return;
        last = &page->v[page->n - 1];
        if (r->label[0] != '\0' && !list_said(r->label, text))
            buf_add_str(&page->pool, r->label);
        buf_add(&page->pool, text.s, text.len);
        last->text_len = page->pool.len - last->text;
        last->bold = !r->thin && agenda_is_entry(page_text(page, page->n - 1));
        r->label[0] = '\0';
        if (r->now.list != 0)
            r->lists[r->now.list - 1].text = true;
    }
    buf_clear(&r->text);
    r->blank = r->thin = false;
}

static void
add_char(struct reader *r, const char *s, size_t n)
{
    if (r->text.len == 0)
        r->text_line = r->line;
    if (r->blank && r->text.len != 0 && r->text.data[r->text.len - 1] != '\n')
        buf_add_char(&r->text, ' ');
    r->blank = false;
    r->thin = r->thin || !r->now.place.bold;
    buf_add(&r->text, s, n);
}

static void
line_break(struct reader *r)
{
    if (r->text.len != 0)
        buf_add_char(&r->text, '\n');
    r->blank = false;
}

/* A character beyond ASCII; &#146; means what windows-1252 has there. */
static void
add_high(struct reader *r, const char *s, size_t n, uint32_t cp)
{
    char utf8[4];

    if (cp >= 0x80 && cp < 0xa0) {
        n = utf8_encode(decode_windows_1252((unsigned char)cp), utf8);
        s = utf8;
    }
    add_char(r, s, n);
}

static void
on_text(void *arg, struct span text)
{
    struct reader *r = arg;

    if (r->now.skip)
        return;
    for (size_t i = 0; i < text.len;) {
        unsigned used = 1;
        unsigned char c = (unsigned char)text.s[i];
        if (c >= 0x80) {
            uint32_t cp = utf8_decode(text.s + i, text.len - i, &used);
            add_high(r, text.s + i, used, cp);
        } else if (c == '\n' && r->now.pre) {
            line_break(r);
        } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
            r->blank = true;
        } else if (c > ' ' && c != 0x7f) {
            add_char(r, text.s + i, 1);
        }
        i += used;
    }
}

static void
say(struct reader *r, enum page_said what, struct span value)
{
    value = span_trim(value);
    if (r->page->said[what].value != NULL || value.len == 0)
        return;
    r->page->said[what].value = xmemdup0(value.s, value.len);
    utf8_make_line(r->page->said[what].value, value.len);
    r->page->said[what].line = r->line;
}

/* Browsers write where a page that they saved came from:
 * <!-- saved from url=(0049)https://... --> */
static void
on_comment(void *arg, struct span text)
{
    struct reader *r = arg;
    static const char words[] = "saved from url=(";

    text = span_trim(text);
    if (!span_starts(text, words))
        return;
    text = span_from(text, sizeof(words) - 1);
    const char *end = memchr(text.s, ')', text.len);
    if (end == NULL)
        return;
    text = span_from(text, (size_t)(end + 1 - text.s));
    if (span_starts(text, "http")) /* and no file of their own disk */
        say(r, PAGE_URL, text);
}

static void
push(struct reader *r, enum element kind)
{
    r->frames =
        xgrow(r->frames, r->n_frames, &r->frames_cap, sizeof(r->frames[0]));
    r->frames[r->n_frames++] = r->now;
    r->now.depth = r->depth;
    r->now.kind = kind;
}

static void
begin_list(struct reader *r, const char *tag, const char *const *attributes)
{
    struct list list = list_of(tag, attributes);

    if (r->now.list != 0) {
        const struct list *outer = &r->lists[r->now.list - 1];
        list.inside = outer->inside || outer->text;
    }
    r->lists = xgrow(r->lists, r->n_lists, &r->lists_cap, sizeof(r->lists[0]));
    r->lists[r->n_lists++] = list;
    r->now.list = r->n_lists;
}

static void
begin_line(struct reader *r, const char *const *attributes)
{
    r->label[0] = '\0';
    if (r->now.list == 0)
        return;
    struct list *list = &r->lists[r->now.list - 1];
    list->text = false;
    list_line(list, attributes, r->label);
}

static void
on_start(void *arg, const char *tag, const char *const *attributes)
{
    struct reader *r = arg;
    enum element kind = element_kind(tag);
    struct element_place change = {0};

    r->depth++;
    if (r->now.skip)
        return;
    if (kind == ELEMENT_META) {
        enum page_said what;
        struct span value;
        if (element_says(tag, attributes, &what, &value) &&
            (what != PAGE_PUBLISHED || r->page->n < PAGE_TOP))
            say(r, what, value);
        kind = ELEMENT_INLINE;
    }
    uint64_t item = element_item(tag, attributes);
    if (item != 0 && (r->item == 0 || strcmp(tag, "a") != 0))
        r->item = item;
    bool placed = element_place(tag, attributes, &r->now.place, &change);
    if (kind == ELEMENT_BREAK)
        line_break(r);
    if (kind == ELEMENT_INLINE || kind == ELEMENT_BREAK) {
        if (!placed)
            return;
    } else {
        end_para(r);
        r->now.title = false;
    }
    push(r, kind);
    r->now.place = change.place;
    r->now.skip = change.skip;
    r->now.pre = r->now.pre || kind == ELEMENT_PRE;
    r->now.title = kind == ELEMENT_TITLE;
    if (kind == ELEMENT_LIST)
        begin_list(r, tag, attributes);
    else if (kind == ELEMENT_LINE)
        begin_line(r, attributes);
    else if (kind == ELEMENT_TABLE || kind == ELEMENT_ROW)
        r->now.row_from = r->page->n;
    else if (kind == ELEMENT_CELL)
        r->now.cell = ++r->cells;
    if (kind == ELEMENT_TABLE) /* its cells are not those around it */
        r->now.cell = 0;
}

/* The <title> is of the page, no paragraph of it. */
static void
end_title(struct reader *r)
{
    say(r, PAGE_TITLE, open_text(r));
    buf_clear(&r->text);
    r->blank = false;
}

static void
on_end(void *arg, const char *tag)
{
    struct reader *r = arg;
    size_t depth = r->depth;

    r->depth -= r->depth > 0;
    if (r->n_frames == 0 || r->now.depth != depth) {
        if (!r->now.skip && element_kind(tag) > ELEMENT_BREAK)
            end_para(r);
        return;
    }
    enum element kind = r->now.kind;
    if (kind == ELEMENT_TITLE && r->now.title)
        end_title(r);
    else if (kind > ELEMENT_BREAK)
        end_para(r);
    if (kind == ELEMENT_ROW && !r->stop)
        row_join(r->page, r->now.row_from);
    if (kind == ELEMENT_LIST)
        r->n_lists = r->now.list - 1;
    if (kind == ELEMENT_LINE)
        r->label[0] = '\0';
    r->now = r->frames[--r->n_frames];
}

enum status
page_read(struct page *page, struct span html, struct error *err)
{
    struct reader r = {.page = page};
    struct markup_reader markup = {.start = on_start,
                                   .end = on_end,
                                   .text = on_text,
                                   .comment = on_comment,
                                   .arg = &r,
                                   .line = &r.line,
                                   .stop = &r.stop};
    enum status status = markup_read(html, &markup, err);

    if (status == STATUS_OK && !r.stop)
        end_para(&r);
    if (status == STATUS_OK && r.stop)
        status = error_set(err, STATUS_TOO_LARGE,
                           "more than %u paragraphs and lines", BLOCKS_MAX);
    buf_done(&r.text);
    free(r.frames);
    free(r.lists);
    return status;
}

void
page_done(struct page *page)
{
    buf_done(&page->pool);
    free(page->v);
    for (size_t i = 0; i < PAGE_SAIDS; i++)
        free(page->said[i].value);
    *page = (struct page){0};
}

struct span
page_text(const struct page *page, size_t i)
{
    return (struct span){page->pool.data + page->v[i].text,
                         page->v[i].text_len};
}
