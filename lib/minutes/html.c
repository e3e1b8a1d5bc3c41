/* HTML into blocks: see html.h. */
#include "config.h"

#include "minutes/html.h"

#include <stdlib.h>
#include <string.h>

#include "common/xalloc.h"
#include "minutes/heading.h"
#include "minutes/lines.h"
#include "minutes/mark.h"
#include "minutes/moderngov.h"
#include "minutes/outline.h"
#include "minutes/page.h"

/* Which of a page's paragraphs are its text. */
struct choice {
    bool main, article; /* only what stands in there */
    bool form;          /* what stands in forms, too */
    bool aside;         /* all of it: there is nothing else */
};

static bool
is_chosen(const struct choice *c, const struct page_place *p)
{
    if (c->main && !p->main)
        return false;
    if (c->article && !p->article)
        return false;
    return (c->aside || !p->aside) && (c->form || !p->form);
}

static size_t
bytes_chosen(const struct page *page, const struct choice *c)
{
    size_t n = 0;

    for (size_t i = 0; i < page->n; i++) {
        if (is_chosen(c, &page->v[i].place))
            n += page->v[i].text_len;
    }
    return n;
}

/* <main> is the text, or <article>, or all but menus and the like. Some pages
 * stand in one form as a whole: then it is no form to fill in. */
static struct choice
choose(const struct page *page)
{
    struct choice c = {.main = true, .form = true};

    if (bytes_chosen(page, &c) == 0) {
        c = (struct choice){.article = true, .form = true};
        if (bytes_chosen(page, &c) == 0)
            c = (struct choice){.form = true};
    }
    size_t with = bytes_chosen(page, &c);
    c.form = false;
    if (bytes_chosen(page, &c) * 2 < with)
        c.form = true;
    if (with == 0)
        c = (struct choice){.form = true, .aside = true};
    return c;
}

/* Titles that programs give where nobody gave one. */
static bool
is_made_up(struct span title)
{
    return span_starts(title, "Microsoft Word") ||
           span_starts(title, "Untitled") || span_is(title, "New Page 1") ||
           span_is(title, "Document");
}

/* The page's own title: its first <h1> that is no page line and no meeting's
 * heading, else its <title>. */
static void
say_title(struct blocks *bs, const struct page *page, const struct choice *c)
{
    struct heading h;

    for (size_t i = 0; i < page->n; i++) {
        struct span t = page_text(page, i);
        if (page->v[i].place.heading != 1 || !is_chosen(c, &page->v[i].place) ||
            mark_page_line(t) != PAGE_LINE_NONE || heading_read(t, &h))
            continue;
        blocks_fact(bs, FACT_TITLE, t, ORIGIN_PAGE, page->v[i].line);
        return;
    }
    const char *title = page->said[PAGE_TITLE].value;
    if (title != NULL && !is_made_up(span_of(title)) &&
        mark_page_line(span_of(title)) == PAGE_LINE_NONE &&
        !heading_read(span_of(title), &h))
        blocks_fact(bs, FACT_TITLE, span_of(title), ORIGIN_PAGE,
                    page->said[PAGE_TITLE].line);
}

/* What the outline found: items have titles of their own. Without any, the
 * title is no text of the page, and the headings are known. */
static void
settle_titles(struct blocks *bs)
{
    char *said = bs->facts[FACT_TITLE].value;
    size_t items = 0;
    bool other = false;

    for (size_t i = 0; i < bs->n; i++) {
        if (bs->v[i].role != BLOCK_ITEM) {
            bs->v[i].item = 0;
            continue;
        }
        items++;
        other = said == NULL || !span_is(block_text(bs, i), said);
    }
    if (items == 1 && other) {
        free(said);
        bs->facts[FACT_TITLE].value = NULL;
    }
    bool dropped = items != 0 || said == NULL;
    for (size_t i = 0; i < bs->n; i++) {
        if (!bs->v[i].heading || bs->v[i].role != BLOCK_TEXT)
            continue;
        if (!dropped && span_is(block_text(bs, i), said)) {
            bs->v[i].role = BLOCK_DROPPED;
            dropped = true;
        } else {
            bs->v[i].role = BLOCK_HEADING;
        }
    }
}

/* Any page: its text, read as a text is. */
static enum status
read_text(struct blocks *bs, const struct page *page, struct error *err)
{
    struct choice c = choose(page);
    enum status status = STATUS_OK;

    say_title(bs, page, &c);
    for (size_t i = 0; i < page->n && status == STATUS_OK; i++) {
        size_t from = bs->n;
        if (!is_chosen(&c, &page->v[i].place))
            continue;
        status = lines_read(bs, page_text(page, i), page->v[i].line, err);
        for (size_t k = from; k < bs->n; k++) {
            bs->v[k].heading = page->v[i].place.heading != 0 || page->v[i].bold;
            bs->v[k].item = page->v[i].item;
        }
    }
    if (status == STATUS_OK && bs->n != 0) {
        outline_find(bs);
        settle_titles(bs);
    }
    return status;
}

/* "Annual meeting, 20 May 2019": the date that a page's title ends with. */
static void
say_title_date(struct blocks *bs)
{
    const char *said = bs->facts[FACT_TITLE].value;
    struct span t = span_of(said != NULL ? said : "");
    char iso[DATE_SIZE];

    for (size_t i = 1; i < t.len && i <= HEADING_MAX; i++) {
        struct span date = span_from(t, i);
        if (span_blank_end(span_to(t, i)) != 0 && span_blank(date) == 0 &&
            date_read(&date, iso) == DATE_FOUND && date_only_time(date)) {
            blocks_fact(bs, FACT_LATE_DATE, span_of(iso), ORIGIN_TITLE,
                        bs->facts[FACT_TITLE].line);
            return;
        }
    }
}

/* When the meeting was. An issue has several meetings, each with its date.
 * When a page was published is a date for want of any other. */
static void
say_dates(struct blocks *bs, const struct page *page)
{
    struct heading h;

    for (size_t i = 0; i < bs->n; i++) {
        if (bs->v[i].role == BLOCK_MEETING &&
            heading_read(block_text(bs, i), &h) && h.issue)
            return;
    }
    if (page->said[PAGE_DATE].value != NULL)
        blocks_fact(bs, FACT_DATE, span_of(page->said[PAGE_DATE].value),
                    ORIGIN_PAGE, page->said[PAGE_DATE].line);
    say_title_date(bs);
    if (page->said[PAGE_PUBLISHED].value != NULL)
        blocks_fact(bs, FACT_LATE_DATE,
                    span_of(page->said[PAGE_PUBLISHED].value), ORIGIN_PAGE,
                    page->said[PAGE_PUBLISHED].line);
}

/* When the meeting was, and where the page came from. */
static void
say_facts(struct blocks *bs, const struct page *page)
{
    const char *base = page->said[PAGE_BASE].value;

    say_dates(bs, page);
    const char *url = page->said[PAGE_URL].value;
    if (url != NULL)
        blocks_fact(bs, FACT_URL, span_of(url), ORIGIN_PAGE,
                    page->said[PAGE_URL].line);
    if (base == NULL)
        base = url;
    if (base != NULL)
        blocks_fact(bs, FACT_BASE, span_of(base), ORIGIN_PAGE, 0);
}

enum status
html_read(struct blocks *bs, struct span text, struct error *err)
{
    struct page page = {0};
    enum status status = page_read(&page, text, err);

    if (status == STATUS_OK) {
        status = moderngov_is(&page) ? moderngov_read(bs, &page, err)
                                     : read_text(bs, &page, err);
        say_facts(bs, &page);
    }
    page_done(&page);
    return status;
}

enum status
html_part(struct blocks *bs, struct span html, unsigned line, struct error *err)
{
    struct page page = {0};
    size_t from = bs->n;
    enum status status = page_read(&page, html, err);

    for (size_t i = 0; i < page.n && status == STATUS_OK; i++)
        status =
            lines_read(bs, page_text(&page, i), line + page.v[i].line - 1, err);
    if (status == STATUS_OK)
        moderngov_unsection(bs, from);
    page_done(&page);
    return status;
}
