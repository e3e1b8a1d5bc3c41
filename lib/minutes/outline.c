/* The outline of a text page: see outline.h. */
#include "config.h"

#include "minutes/outline.h"

#include <string.h>

#include "minutes/agenda.h"
#include "minutes/front.h"
#include "minutes/furniture.h"
#include "minutes/heading.h"
#include "minutes/label.h"
#include "minutes/opening.h"
#include "minutes/title.h"

enum page {
    PAGE_PLAIN,   /* no page that we know: text, perhaps with headings */
    PAGE_ITEM,    /* one agenda item, or several such pages in one file */
    PAGE_MEETING, /* a list of items */
    PAGE_ISSUE,   /* one issue, several meetings */
};

struct outline {
    struct blocks *bs;
    enum page page;
    enum section section;
    bool any;           /* an item was found */
    size_t items;       /* how many */
    bool minutes;       /* the item has had its minutes or decision */
    bool title;         /* the next text is the item's title */
    bool front;         /* nothing but titles and headings until now */
    bool text;          /* the item has had text that is no title */
    struct span number; /* of the title that is awaited */
    struct span last;   /* the last item's number; empty: none */
    struct heading met; /* the meeting; DATE_NONE: no heading yet */
    enum front head;    /* what stands above it */
    bool awaited;       /* block `meeting`, an issue's, has no item yet */
    size_t meeting;
};

static bool
is_text(const struct blocks *bs, size_t i)
{
    return i < bs->n && bs->v[i].role == BLOCK_TEXT;
}

/* Whether block i heads a part that items begin with. */
static bool
is_section(const struct blocks *bs, size_t i, bool agenda)
{
    return i < bs->n && bs->v[i].role == BLOCK_SECTION &&
           (bs->v[i].section == SECTION_MINUTES ||
            bs->v[i].section == SECTION_DECISION ||
            (agenda && bs->v[i].section == SECTION_AGENDA));
}

/* Whether the part that block i heads, or the next one, is "Minutes:". In a
 * text that is no known page, "Decision:" alone may be a line like others. */
static bool
leads_to_minutes(const struct blocks *bs, size_t i)
{
    if (bs->v[i].section == SECTION_DECISION) {
        do
            i++;
        while (i < bs->n && (bs->v[i].role != BLOCK_SECTION ||
                             bs->v[i].section >= SECTION_FIELD));
    }
    return i < bs->n && bs->v[i].section == SECTION_MINUTES;
}

static enum page
kind_of_page(const struct blocks *bs)
{
    /* A page's own first words come in its first lines, before any minutes. */
    for (size_t i = 0; i < bs->n && i < 20 && !is_section(bs, i, false); i++) {
        struct heading h;
        struct span t = block_text(bs, i);
        enum page_line kind = mark_page_line(t);
        if (kind == PAGE_LINE_ITEM)
            return PAGE_ITEM;
        if (kind == PAGE_LINE_MEETING)
            return PAGE_MEETING;
        if (kind == PAGE_LINE_ISSUE || (heading_read(t, &h) && h.issue))
            return PAGE_ISSUE;
    }
    return bs->table ? PAGE_MEETING : PAGE_PLAIN; /* tables list items */
}

static void
begin_item(struct outline *o, size_t i, struct span number)
{
    struct span title = mark_clean_title(block_text(o->bs, i));

    /* "9 Establishing a Panel" of "(Item 9)": the number is said twice. */
    if (number.len != 0 && title.len > number.len + 1 &&
        memcmp(title.s, number.s, number.len) == 0 &&
        span_blank(span_from(title, number.len)) != 0)
        title = span_trim(span_from(title, number.len));
    o->bs->v[i].role = BLOCK_ITEM;
    block_narrow(o->bs, i, title);
    block_set_number(o->bs, i, number);
    if (number.len != 0)
        o->last = number;
    o->any = true;
    o->items++;
    o->minutes = o->title = o->front = o->text = o->awaited = false;
    o->number = span_of("");
    o->section = SECTION_AGENDA;
}

/* The same with a text that is no title. */
static void
begin_untitled(struct outline *o, size_t i)
{
    struct span text = block_text(o->bs, i), number = o->number;

    begin_item(o, i, number);
    block_narrow(o->bs, i, text);
    o->bs->v[i].role = BLOCK_ITEM_TEXT;
    o->text = true;
}

/* Whether what stands before the part that block i heads can be an item's
 * title. Minutes of no known page that began without an item go on so: what
 * looks like an item there is a heading and a label. */
static bool
can_head_item(const struct outline *o, size_t i)
{
    return o->page != PAGE_PLAIN ||
           ((o->any || !o->minutes) && leads_to_minutes(o->bs, i));
}

/* A number alone, and in the next block the title. */
static bool
numbered_item(struct outline *o, size_t i)
{
    struct blocks *bs = o->bs;
    struct span number;
    bool sure;

    if (!label_item_number(block_text(bs, i), &number, &sure) ||
        !is_text(bs, i + 1))
        return false;
    struct span t = block_text(bs, i + 1);
    bool heads = is_section(bs, i + 2, true) && can_head_item(o, i + 2);
    bool title = title_is(t);
    bool known = o->page == PAGE_MEETING && sure && title_may_be(t);
    /* Among minutes a number alone may be a list's. */
    bool next =
        o->section == SECTION_AGENDA || label_item_before(o->last, number);
    bool listed = known && title && next;
    if (o->page == PAGE_ITEM || !(listed || (heads && (known || title))))
        return false;
    bs->v[i].role = BLOCK_DROPPED;
    begin_item(o, i + 1, number);
    return true;
}

/* A title without a number, right before "Minutes:". Before an item has had
 * its minutes such a line is the agenda's text, and between "Decision:" and
 * "Minutes:" it is the decision. */
static bool
titled_item(struct outline *o, size_t i)
{
    struct blocks *bs = o->bs;

    if (o->page == PAGE_ITEM || o->page == PAGE_ISSUE ||
        (o->any && !o->minutes) || !title_is(block_text(bs, i)) ||
        !is_section(bs, i + 1, o->page == PAGE_MEETING))
        return false;
    if (!can_head_item(o, i + 1))
        return false;
    if (o->section == SECTION_DECISION &&
        bs->v[i + 1].section == SECTION_MINUTES)
        return false;
    begin_item(o, i, span_of(""));
    return true;
}

/* Printed minutes: "47. Title" and below it paragraphs (1), (2)... */
static bool
heads_paragraphs(const struct outline *o, size_t i)
{
    struct label first;

    return is_text(o->bs, i + 1) && agenda_is_entry(block_text(o->bs, i)) &&
           label_read(block_text(o->bs, i + 1), &first) &&
           first.style == LABEL_PAREN && first.number == 1;
}

static bool
printed_item(struct outline *o, size_t i)
{
    struct label l;

    if (o->page != PAGE_PLAIN ||
        !(o->bs->v[i].entry || heads_paragraphs(o, i)) ||
        !label_read(block_text(o->bs, i), &l))
        return false;
    block_narrow(o->bs, i, l.rest);
    begin_item(o, i, l.printed);
    o->section = SECTION_MINUTES;
    o->minutes = true;
    return true;
}

/* The meeting's heading: only before the minutes begin, or where an issue's
 * page goes on to the next meeting. */
static bool
meeting_heading(struct outline *o, size_t i)
{
    struct heading h;

    if (!heading_read(block_text(o->bs, i), &h))
        return false;
    bool other = o->bs->facts[FACT_COMMITTEE].value != NULL &&
                 h.committee.len != 0 && o->page == PAGE_PLAIN;
    if ((h.issue && o->page != PAGE_ISSUE) || other)
        return false;
    if (h.issue) {
        if (o->awaited) /* nothing came of that meeting: its line is text */
            o->bs->v[o->meeting].role = BLOCK_TEXT;
        o->title = o->awaited = true;
        o->meeting = i;
        o->number = h.item;
    } else if (o->title) {
        return false; /* "Minutes of the meeting held on ...": an item */
    } else if (!o->front && (!o->any || o->minutes || o->text)) {
        return false;
    } else if (o->met.found != DATE_NONE &&
               (o->met.found != h.found || strcmp(o->met.date, h.date) != 0)) {
        return false; /* another meeting's */
    }
    o->met = h;
    o->bs->v[i].role = BLOCK_MEETING;
    if (o->page == PAGE_PLAIN && o->head == FRONT_NONE) {
        o->head = front_read(o->bs, i, h.committee.len != 0);
        o->meeting = i;
    }
    return true;
}

/* "12/00417" after "Decision number:": one word with a digit in it. */
static bool
field_value(const struct outline *o, size_t i)
{
    struct span t = block_text(o->bs, i);
    bool digit = false;

    if (i == 0 || o->bs->v[i - 1].role != BLOCK_SECTION ||
        o->bs->v[i - 1].section != SECTION_NUMBER || t.len > 40)
        return false;
    for (size_t k = 0; k < t.len; k++) {
        if (span_blank(span_from(t, k)) != 0)
            return false;
        digit = digit || span_is_digit(t.s[k]);
    }
    return digit;
}

/* A block of the page's own words; "Agenda item" makes the next a title. */
static bool
page_words(struct outline *o, size_t i)
{
    enum page_line kind = mark_page_line(block_text(o->bs, i));

    if (kind == PAGE_LINE_ITEM && o->page == PAGE_ITEM) {
        o->title = true;
        if (!is_text(o->bs, i + 1)) { /* no title follows: an item without */
            block_narrow(o->bs, i, span_of(""));
            begin_item(o, i, span_of(""));
            return true;
        }
    } else if (kind == PAGE_LINE_NONE || o->page == PAGE_PLAIN ||
               o->section != SECTION_AGENDA || o->any) {
        return false;
    }
    o->bs->v[i].role = BLOCK_DROPPED;
    return true;
}

/* The block where an item's title is awaited. */
static void
take_title(struct outline *o, size_t i)
{
    struct span text = block_text(o->bs, i);

    if (!title_may_be(text) ||
        (o->page == PAGE_ISSUE && !span_title_like(text)))
        begin_untitled(o, i);
    else
        begin_item(o, i, o->number);
}

static void
visit_text(struct outline *o, size_t i)
{
    struct blocks *bs = o->bs;
    struct span number;
    bool sure;

    if (page_words(o, i))
        return;
    if (field_value(o, i)) {
        bs->v[i].role = BLOCK_DROPPED;
        return;
    }
    if (o->title && label_item_number(block_text(bs, i), &number, &sure) &&
        is_text(bs, i + 1)) {
        o->number = number;
        bs->v[i].role = BLOCK_DROPPED;
        return;
    }
    if (meeting_heading(o, i))
        return;
    if (o->title) {
        take_title(o, i);
        return;
    }
    if (numbered_item(o, i) || titled_item(o, i) || printed_item(o, i))
        return;
    bool title = title_is(block_text(bs, i));
    if (title && o->page == PAGE_ISSUE && i > 0 &&
        mark_page_line(block_text(bs, i - 1)) == PAGE_LINE_ISSUE)
        bs->v[i].role = BLOCK_DROPPED; /* the issue's title: its items' too */
    o->front = o->front && title;
    o->text = o->text || !title;
}

/* A page that promised items and has none: what was taken for its front
 * matter is its text. */
static void
no_items(struct outline *o)
{
    struct blocks *bs = o->bs;

    bs->plain = true;
    for (size_t i = 0; i < bs->n; i++) {
        if (bs->v[i].role == BLOCK_DROPPED &&
            mark_page_line(block_text(bs, i)) == PAGE_LINE_OTHER)
            bs->v[i].role = BLOCK_TEXT;
    }
}

/* A plain file's first block is its title, where it looks like one and is
 * not all there is. */
static void
plain_title(struct outline *o)
{
    struct blocks *bs = o->bs;
    const char *said = bs->facts[FACT_TITLE].value;
    size_t i = 0;

    while (i < bs->n &&
           (bs->v[i].role == BLOCK_MEETING || bs->v[i].role == BLOCK_DROPPED))
        i++;
    if (!is_text(bs, i) || i + 1 >= bs->n || !title_is(block_text(bs, i)))
        return;
    if (said == NULL || span_is(block_text(bs, i), said))
        begin_item(o, i, span_of(""));
}

void
outline_find(struct blocks *bs)
{
    struct outline o = {.bs = bs,
                        .page = kind_of_page(bs),
                        .number = span_of(""),
                        .last = span_of(""),
                        .met = {.found = DATE_NONE},
                        .front = true};

    bs->plain = o.page == PAGE_PLAIN || o.page == PAGE_ISSUE;
    if (o.page == PAGE_PLAIN) {
        furniture_find(bs);
        agenda_find(bs);
    }
    for (size_t i = 0; i < bs->n; i++) {
        struct block *b = &bs->v[i];
        if (b->role == BLOCK_TEXT) {
            visit_text(&o, i);
        } else if (b->role == BLOCK_SECTION && b->section < SECTION_FIELD) {
            o.section = b->section;
            o.front = false;
            o.minutes = o.minutes || is_section(bs, i, false);
        }
    }
    if (o.awaited)
        bs->v[o.meeting].role = BLOCK_TEXT;
    if (!o.any) {
        no_items(&o);
        if (o.head == FRONT_NONE)
            plain_title(&o);
    }
    if (o.head == FRONT_TITLE && o.items != 1)
        front_say_title(bs, o.meeting);
}
