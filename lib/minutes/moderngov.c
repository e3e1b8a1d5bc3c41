/* ModernGov's pages: see moderngov.h. */
#include "config.h"

#include "minutes/moderngov.h"

#include <string.h>

#include "minutes/heading.h"
#include "minutes/label.h"
#include "minutes/lines.h"
#include "minutes/mark.h"

struct reader {
    struct blocks *bs;
    const struct page *page;
    struct error *err;
    bool one;           /* the page of one item: its title is the page's */
    bool any;           /* an item has begun */
    struct span number; /* of the item that is to come; empty: none */
    uint64_t item;      /* the same; 0: none */
    unsigned line;      /* of the number */
    bool awaited;       /* the number has no item yet */
    bool cells;         /* its items stand in a table */
    bool fresh;         /* an item has just begun */
    bool word;          /* this part's text is what was pasted from Word */
};

static enum page_mark
mark(const struct page *page, size_t i)
{
    return page->v[i].place.mark;
}

static size_t
count(const struct page *page, enum page_mark m)
{
    size_t n = 0;

    for (size_t i = 0; i < page->n; i++)
        n += mark(page, i) == m;
    return n;
}

/* What the page's main title says that it is. */
static enum page_line
kind_of_page(const struct page *page)
{
    for (size_t i = 0; i < page->n; i++) {
        if (mark(page, i) == PAGE_MARK_MAIN_TITLE)
            return mark_page_line(page_text(page, i));
    }
    return PAGE_LINE_NONE;
}

/* Whether a title of the page heads a meeting. */
static bool
has_meeting(const struct page *page)
{
    struct heading h;

    for (size_t i = 0; i < page->n; i++) {
        if (mark(page, i) == PAGE_MARK_SUB_TITLE &&
            heading_read(page_text(page, i), &h))
            return true;
    }
    return false;
}

bool
moderngov_is(const struct page *page)
{
    enum page_line kind = kind_of_page(page);

    if (kind == PAGE_LINE_ISSUE)
        return false;
    return count(page, PAGE_MARK_ITEM_TITLE) != 0 ||
           count(page, PAGE_MARK_ITEM_NUMBER) != 0 ||
           (kind == PAGE_LINE_ITEM && (count(page, PAGE_MARK_SUB_TITLE) != 0 ||
                                       count(page, PAGE_MARK_SECTION) != 0)) ||
           (count(page, PAGE_MARK_SUB_TITLE) != 0 && !has_meeting(page) &&
            count(page, PAGE_MARK_SECTION) != 0);
}

static enum status
add(struct reader *r, enum block_role role, unsigned line, struct span text)
{
    if (!blocks_add(r->bs, line))
        return error_set(r->err, STATUS_TOO_LARGE,
                         "more than %u paragraphs and lines", BLOCKS_MAX);
    blocks_join(r->bs, "", text);
    r->bs->v[r->bs->n - 1].role = role;
    /* A line break in a title is a blank. */
    if (text.len != 0)
        for (char *p = r->bs->pool.data + r->bs->v[r->bs->n - 1].text,
                  *end = p + text.len;
             (p = memchr(p, '\n', (size_t)(end - p))) != NULL;)
            *p = ' ';
    return STATUS_OK;
}

/* An item begins, with the number that stood before it. */
static enum status
begin_item(struct reader *r, unsigned line, struct span title, uint64_t item)
{
    size_t at = r->bs->n;
    size_t from = r->bs->pool.len;

    buf_add(&r->bs->pool, r->number.s, r->number.len);
    enum status status = add(r, BLOCK_ITEM, line, mark_clean_title(title));
    if (status != STATUS_OK)
        return status;
    block_set_number(r->bs, at,
                     (struct span){r->bs->pool.data + from, r->number.len});
    r->bs->v[at].item = r->item != 0 ? r->item : item;
    r->number = span_of("");
    r->item = 0;
    r->any = true;
    r->fresh = true;
    r->awaited = r->word = false;
    return STATUS_OK;
}

/* What comes has no title of its own: the number waits for none, or the page
 * of one item has none. */
static enum status
begin_untitled(struct reader *r, size_t i)
{
    if (!r->awaited && !(r->one && !r->any))
        return STATUS_OK;
    return begin_item(r, r->awaited ? r->line : r->page->v[i].line, span_of(""),
                      0);
}

static enum status
take_title(struct reader *r, size_t i)
{
    struct span title = page_text(r->page, i);
    const struct page_para *p = &r->page->v[i];
    struct label l;

    r->cells = p->cell != 0;
    /* Said twice on an item's own page. */
    if (r->one && r->any)
        return STATUS_OK;
    /* "1. Apologies", the number in the same cell. */
    if (r->number.len == 0 && label_read(title, &l) && l.style == LABEL_DOT &&
        span_title_like(l.rest)) {
        r->number = l.printed;
        title = l.rest;
    }
    return begin_item(r, p->line, title, p->item);
}

static enum status
take_number(struct reader *r, size_t i)
{
    const struct page_para *p = &r->page->v[i];
    struct span text = page_text(r->page, i), number;
    enum status status = STATUS_OK;
    bool sure;

    if (!label_item_number(text, &number, &sure))
        return STATUS_OK; /* "No.", the column's head */
    if (r->awaited)
        status = begin_untitled(r, i);
    r->number = number;
    r->item = p->item;
    r->line = p->line;
    r->awaited = true;
    return status;
}

static enum status
take_sub_title(struct reader *r, size_t i)
{
    struct heading h;
    struct span text = page_text(r->page, i);

    if (heading_read(text, &h))
        return add(r, BLOCK_MEETING, r->page->v[i].line, text);
    if (r->one)
        return take_title(r, i);
    return add(r, BLOCK_COMMITTEE, r->page->v[i].line, text);
}

/* Whether what belongs to the part that begins after i was pasted from Word:
 * then only that is its text, and what else stands there is the page's. */
static bool
has_word(const struct page *page, size_t i)
{
    for (i++; i < page->n && mark(page, i) < PAGE_MARK_WORD; i++) {
        if (mark(page, i) != PAGE_MARK_NONE)
            return false;
    }
    return i < page->n;
}

static enum status
take_section(struct reader *r, size_t i)
{
    struct span text = page_text(r->page, i);
    enum section section;
    struct buf words = {0};
    enum status status = begin_untitled(r, i);

    r->word = has_word(r->page, i);
    if (status != STATUS_OK)
        return status;
    buf_add(&words, text.s, text.len);
    if (text.s[text.len - 1] != ':')
        buf_add_char(&words, ':');
    bool known = mark_read((struct span){words.data, words.len}, &section);
    buf_done(&words);
    status =
        add(r, known ? BLOCK_SECTION : BLOCK_HEADING, r->page->v[i].line, text);
    if (status == STATUS_OK && known)
        r->bs->v[r->bs->n - 1].section = section;
    return status;
}

void
moderngov_unsection(struct blocks *bs, size_t from)
{
    for (size_t i = from; i < bs->n; i++) {
        struct block *b = &bs->v[i];
        if (b->role != BLOCK_SECTION)
            continue;
        if (b->section == SECTION_DECISION)
            b->label = true;
        else
            b->role = BLOCK_TEXT;
    }
}

static enum status
take_text(struct reader *r, size_t i)
{
    const struct page_para *p = &r->page->v[i];
    struct span text = page_text(r->page, i), before;
    bool word = p->place.mark == PAGE_MARK_WORD, minutes;
    size_t from = r->bs->n;

    if (!word &&
        (r->word || p->place.aside || !r->any || (r->cells && p->cell == 0)) &&
        !mark_cut(text, &before, &minutes))
        return STATUS_OK;
    if (!word && !r->any && !r->awaited)
        return STATUS_OK;
    enum status status = begin_untitled(r, i);
    if (status == STATUS_OK)
        status = lines_read(r->bs, text, p->line, r->err);
    if (status == STATUS_OK)
        moderngov_unsection(r->bs, from);
    return status;
}

enum status
moderngov_read(struct blocks *bs, const struct page *page, struct error *err)
{
    struct reader r = {
        .bs = bs, .page = page, .err = err, .number = span_of("")};
    enum status status = STATUS_OK;

    r.one = kind_of_page(page) == PAGE_LINE_ITEM ||
            (count(page, PAGE_MARK_ITEM_TITLE) == 0 &&
             count(page, PAGE_MARK_ITEM_NUMBER) == 0);
    for (size_t i = 0; i < page->n && status == STATUS_OK; i++) {
        switch (mark(page, i)) {
        case PAGE_MARK_MAIN_TITLE:
            break;
        case PAGE_MARK_SUB_TITLE:
            status = take_sub_title(&r, i);
            break;
        case PAGE_MARK_ITEM_NUMBER:
            status = take_number(&r, i);
            break;
        case PAGE_MARK_ITEM_TITLE:
            status = take_title(&r, i);
            break;
        case PAGE_MARK_SECTION:
            status = take_section(&r, i);
            break;
        default:
            status = take_text(&r, i);
        }
        /* Where no part is named, what was pasted is all. */
        if (r.fresh && !r.word)
            r.word = mark(page, i) == PAGE_MARK_WORD || has_word(page, i);
        r.fresh = false;
    }
    if (status == STATUS_OK && r.awaited)
        status = begin_item(&r, r.line, span_of(""), 0);
    return status;
}
