/* Numbered headings of printed minutes: see agenda.h. */
#include "config.h"

#include "minutes/agenda.h"

#include <stdlib.h>

#include "common/xalloc.h"
#include "minutes/label.h"
#include "minutes/opening.h"

struct entries {
    size_t *v, *at; /* blocks, and where their first line ends; 0: as a whole */
    size_t n, cap, cap_at;
};

/* The bytes of the text's first line. */
static size_t
first_line(struct span text)
{
    size_t at;

    return span_find(text, LINE_BREAK, &at) ? at : text.len;
}

bool
agenda_is_entry(struct span text)
{
    struct label l;
    struct opening o;

    /* A note's word alone is an item's title: "57. NOTE". */
    return label_read(text, &l) && l.style == LABEL_DOT &&
           first_line(text) == text.len && span_title_like(l.rest) &&
           l.rest.s[0] >= 'A' && l.rest.s[0] <= 'Z' &&
           (!opening_read(l.rest, &o) ||
            (o.kind == UNIT_NOTE && o.rest.len == 0));
}

static void
add(struct entries *e, size_t block, size_t at)
{
    e->v = xgrow(e->v, e->n, &e->cap, sizeof(e->v[0]));
    e->at = xgrow(e->at, e->n, &e->cap_at, sizeof(e->at[0]));
    e->v[e->n] = block;
    e->at[e->n++] = at;
}

/* What the page shows as headings, with numbers that rise. */
static void
find_shown(const struct blocks *bs, struct entries *e)
{
    unsigned last = 0;
    struct label l;

    for (size_t i = 0; i < bs->n; i++) {
        struct span text = block_text(bs, i);
        if (bs->v[i].role != BLOCK_TEXT || !bs->v[i].heading ||
            !agenda_is_entry(text) || !label_read(text, &l) || l.number <= last)
            continue;
        last = l.number;
        add(e, i, 0);
    }
    if (e->n < 2)
        e->n = 0;
}

/* Whether most have a text of their own below them. */
static bool
most_have_text(const struct blocks *bs, const struct entries *e)
{
    size_t n = 0;

    for (size_t k = 0; k < e->n; k++) {
        size_t next = e->v[k] + 1;
        bool text = next < bs->n && bs->v[next].role == BLOCK_TEXT &&
                    (k + 1 == e->n || e->v[k + 1] != next);
        n += text || e->at[k] != 0;
    }
    return e->n >= 2 && n * 2 > e->n;
}

/* Texts that are numbered through, none of them a sentence. */
static void
find_numbered(const struct blocks *bs, struct entries *e)
{
    unsigned next = 0, list = 0;
    struct label l;

    for (size_t i = 0; i < bs->n; i++) {
        struct span text = block_text(bs, i);
        if (bs->v[i].role != BLOCK_TEXT || !label_read(text, &l) ||
            l.style != LABEL_DOT)
            continue;
        size_t end = first_line(text);
        bool title = agenda_is_entry(span_trim(span_to(text, end)));
        if (title && (e->n == 0 || l.number == next)) {
            add(e, i, end < text.len ? end : 0);
            next = l.number + 1;
            list = 0;
        } else if (e->n != 0 && l.number == list + 1) {
            list++;
        } else {
            e->n = 0;
            return;
        }
    }
    if (!most_have_text(bs, e))
        e->n = 0;
}

void
agenda_find(struct blocks *bs)
{
    struct entries e = {0}, parted = {0};

    if (bs->facts[FACT_TITLE].origin == ORIGIN_HEADER)
        return; /* a file that a person gave one title is one item */
    for (size_t i = 0; i < bs->n; i++) {
        if (bs->v[i].role == BLOCK_SECTION &&
            bs->v[i].section == SECTION_MINUTES)
            return; /* these words tell where items begin */
    }
    find_shown(bs, &e);
    if (e.n == 0)
        find_numbered(bs, &e);
    for (size_t k = 0; k < e.n; k++) {
        bs->v[e.v[k]].entry = true;
        if (e.at[k] != 0)
            add(&parted, e.v[k], e.at[k]);
    }
    /* Too many blocks to part are too many for a file. */
    if (!blocks_part(bs, parted.v, parted.at, parted.n)) {
        for (size_t k = 0; k < e.n; k++)
            bs->v[e.v[k]].entry = false;
    }
    free(e.v);
    free(e.at);
    free(parted.v);
    free(parted.at);
}
