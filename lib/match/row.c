/* Words, phrases and nearness by positions: see row.h. */
#include "config.h"

#include "match/row.h"

#include <stdlib.h>
#include <string.h>

#include "match/near.h"

/* Where in a form's list the match is. */
struct cursor {
    struct positions_list list;
    uint32_t i; /* of part; list.n_parts: at the end */
    struct positions_part part;
    uint32_t at, end; /* units of the window: part.low[at..end) */
    uint32_t seen;    /* where the last one that was asked about would be */
    struct positions_place place; /* in the part's positions */
};

/* A list of numbers that grows. */
struct numbers {
    uint32_t *list;
    size_t n, cap;
};

struct word {
    struct cursor *forms;
    size_t n;
    uint64_t most;
    uint32_t place; /* in the row */
    /* Where it stands in the unit that is compared; merged: where several of
     * its forms do. */
    struct positions_run run;
    uint32_t at; /* in run */
    struct numbers merged;
};

struct row {
    enum row_type type;
    struct word *words; /* the rarest first */
    size_t n;
    unsigned span;
    struct watch *watch;
    struct arena *arena;
    struct near_place *places; /* of the unit that is compared */
    size_t places_cap;
};

static void
cursor_start(struct cursor *c, const struct positions_list *list)
{
    c->list = *list;
    if (list->n_parts > 0)
        positions_part(list, 0, &c->part);
}

static int
by_rareness(const void *a, const void *b)
{
    const struct word *x = a, *y = b;

    return (x->most > y->most) - (x->most < y->most);
}

struct row *
row_new(const struct node_maker *m, enum row_type type,
        const struct row_word *words, size_t n, unsigned span)
{
    struct row *row = arena_alloc(m->arena, sizeof(*row));

    *row = (struct row){
        .type = type,
        .n = n,
        .span = span,
        .watch = m->watch,
        .arena = m->arena,
    };
    row->words = arena_array(m->arena, n, sizeof(*row->words));
    for (size_t i = 0; i < n; i++) {
        struct word *w = &row->words[i];
        w->place = (uint32_t)i;
        w->forms = arena_array(m->arena, words[i].n, sizeof(*w->forms));
        for (size_t f = 0; f < words[i].n; f++) {
            if (words[i].forms[f].n == 0)
                continue;
            cursor_start(&w->forms[w->n++], &words[i].forms[f]);
            w->most += words[i].forms[f].n;
        }
    }
    qsort(row->words, n, sizeof(*row->words), by_rareness);
    return row;
}

uint64_t
row_most(const struct row *row)
{
    return row->words[0].most;
}

bool
row_compares(const struct row *row)
{
    return row->n > 1;
}

/* ---- which windows ---- */

/* The first place in low[at..n) that is not below; galloping. */
static uint32_t
seek_low(const struct positions_part *p, uint32_t at, uint32_t low)
{
    uint32_t step = 1, high = at;

    while (high < p->n && p->low[high] < low) {
        at = high + 1;
        high += step;
        step *= 2;
    }
    if (high > p->n)
        high = p->n;
    while (at < high) {
        uint32_t middle = at + (high - at) / 2;
        if (p->low[middle] < low)
            at = middle + 1;
        else
            high = middle;
    }
    return at;
}

/* To its first unit in the window or behind it: that unit's window. */
static uint32_t
cursor_next(struct cursor *c, uint32_t window)
{
    const uint32_t windows = POSITIONS_SPAN / WINDOW_UNITS;

    while (c->i < c->list.n_parts) {
        uint32_t first = window_of(c->part.base);
        if (window < first + windows) {
            if (window > first)
                c->at =
                    seek_low(&c->part, c->at, (window - first) * WINDOW_UNITS);
            if (c->at < c->part.n)
                return first + c->part.low[c->at] / WINDOW_UNITS;
        }
        c->at = 0;
        c->place = (struct positions_place){0};
        if (++c->i < c->list.n_parts)
            positions_part(&c->list, c->i, &c->part);
    }
    return WINDOW_END;
}

static uint32_t
word_next(struct word *w, uint32_t from)
{
    uint32_t first = WINDOW_END;

    for (size_t f = 0; f < w->n && first > from; f++) {
        uint32_t next = cursor_next(&w->forms[f], from);
        if (next < first)
            first = next;
    }
    return first;
}

uint32_t
row_next(struct row *row, uint32_t from)
{
    for (size_t i = 0; i < row->n;) {
        uint32_t next = word_next(&row->words[i], from);
        if (next == WINDOW_END)
            return next;
        i = next > from ? (i == 0 ? 1 : 0) : i + 1;
        from = next;
    }
    return from;
}

/* ---- which units ---- */

/* Sets the units that have the form in the window. */
static void
add_units(struct cursor *c, uint32_t window, uint64_t *bits)
{
    c->end = c->at;
    if (cursor_next(c, window) != window) {
        c->end = c->at; /* it may have moved */
        return;
    }
    uint32_t first = (window - window_of(c->part.base)) * WINDOW_UNITS;
    const uint16_t *low = c->part.low;
    uint32_t k = c->at, n = c->part.n, behind = first + WINDOW_UNITS;
    for (; k < n && low[k] < behind; k++)
        window_set(bits, low[k] - first);
    c->end = k;
    c->seen = c->at;
}

static void
add_number(struct row *row, struct numbers *list, uint32_t number)
{
    if (list->n == list->cap) {
        size_t cap = list->cap > 0 ? 2 * list->cap : 64;
        uint32_t *grown = arena_array(row->arena, cap, sizeof(*grown));
        if (list->n > 0)
            memcpy(grown, list->list, list->n * sizeof(*grown));
        list->list = grown;
        list->cap = cap;
    }
    list->list[list->n++] = number;
}

static int
by_number(const void *a, const void *b)
{
    const uint32_t *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

static void
add_run(struct row *row, struct numbers *list, const struct positions_run *run)
{
    for (uint32_t i = 0; i < run->n; i++)
        add_number(row, list, positions_at(run, i));
}

static void
sort_numbers(struct numbers *list)
{
    size_t n = 0;

    qsort(list->list, list->n, sizeof(*list->list), by_number);
    for (size_t i = 0; i < list->n; i++)
        if (i == 0 || list->list[i] != list->list[i - 1])
            list->list[n++] = list->list[i];
    list->n = n;
}

/* Whether the form is in the unit; units ascend within a window. */
static bool
find_form(struct cursor *c, uint32_t docid, struct positions_run *out)
{
    uint32_t low = docid % POSITIONS_SPAN;

    if (c->at == c->end)
        return false;
    c->seen = seek_low(&c->part, c->seen, low);
    if (c->seen >= c->end || c->part.low[c->seen] != low)
        return false;
    positions_run_on(&c->part, &c->place, c->seen, out);
    return true;
}

/* Reads where the word stands in the unit, ascending: mostly it has one of the
 * forms there, which is read in place. */
static void
read_word(struct row *row, struct word *w, uint32_t docid)
{
    unsigned forms = 0;
    struct positions_run run;

    w->run.n = w->at = 0;
    for (size_t f = 0; f < w->n && watch_step(row->watch); f++) {
        if (!find_form(&w->forms[f], docid, &run))
            continue;
        if (forms++ == 0) {
            w->run = run;
            continue;
        }
        if (forms == 2) {
            w->merged.n = 0;
            add_run(row, &w->merged, &w->run);
        }
        add_run(row, &w->merged, &run);
    }
    if (forms < 2)
        return;
    sort_numbers(&w->merged);
    w->run =
        (struct positions_run){(uint32_t)w->merged.n, NULL, w->merged.list};
}

/* Whether the word stands there. Positions asked for ascend. */
static bool
stands_at(struct word *w, uint64_t position)
{
    while (w->at < w->run.n && positions_at(&w->run, w->at) < position)
        w->at++;
    return w->at < w->run.n && positions_at(&w->run, w->at) == position;
}

static bool
has_phrase(struct row *row, uint32_t docid)
{
    struct word *first = &row->words[0];
    size_t read = 1; /* the others are, when they are needed */

    read_word(row, first, docid);
    for (uint32_t i = 0; i < first->run.n; i++) {
        uint64_t start = positions_at(&first->run, i);
        size_t k = 1;
        if (start < first->place)
            continue;
        for (; k < row->n; k++) {
            if (k == read)
                read_word(row, &row->words[read++], docid);
            if (!stands_at(&row->words[k],
                           start - first->place + row->words[k].place))
                break;
        }
        if (k == row->n)
            return true;
    }
    return false;
}

static void
make_room(struct row *row, size_t n)
{
    if (n <= row->places_cap)
        return;
    row->places_cap = 2 * n;
    row->places =
        arena_array(row->arena, row->places_cap, sizeof(*row->places));
}

/* The word that stands next, of those that stand anywhere still; or NULL. */
static struct word *
next_word(struct row *row)
{
    struct word *next = NULL;
    uint32_t first = 0;

    for (size_t i = 0; i < row->n; i++) {
        struct word *w = &row->words[i];
        uint32_t pos;
        if (w->at == w->run.n)
            continue;
        pos = positions_at(&w->run, w->at);
        if (next == NULL || pos < first) {
            next = w;
            first = pos;
        }
    }
    return next;
}

static bool
has_near(struct row *row, uint32_t docid)
{
    size_t n = 0, total = 0;
    struct word *w;

    for (size_t i = 0; i < row->n; i++) {
        read_word(row, &row->words[i], docid);
        if (row->words[i].run.n == 0)
            return false;
        total += row->words[i].run.n;
    }
    make_room(row, total);
    while ((w = next_word(row)) != NULL && watch_step(row->watch)) {
        uint32_t pos = positions_at(&w->run, w->at++);
        /* Those of a damaged file may not ascend. */
        if (n == 0 || pos >= row->places[n - 1].pos)
            row->places[n++] = (struct near_place){pos, w->place, false};
    }
    return near_any(row->places, n, row->n, row->span, row->watch);
}

/* Leaves those whose positions are right. */
static bool
compare(struct row *row, uint32_t window, uint64_t *bits)
{
    bool any = false;

    for (unsigned i = 0; i < WINDOW_WORDS; i++) {
        uint64_t out = 0;
        for (uint64_t in = bits[i]; in != 0; in &= in - 1) {
            uint32_t docid =
                window_first(window) + i * 64 + (uint32_t)__builtin_ctzll(in);
            bool has = row->type == ROW_PHRASE ? has_phrase(row, docid)
                                               : has_near(row, docid);
            out |= has ? in & -in : 0;
        }
        bits[i] = out;
        any |= out != 0;
    }
    return any && row->watch->status == STATUS_OK;
}

bool
row_filter(struct row *row, uint32_t window, uint64_t *bits)
{
    for (size_t i = 0; i < row->n; i++) {
        uint64_t here[WINDOW_WORDS] = {0};
        for (size_t f = 0; f < row->words[i].n; f++)
            add_units(&row->words[i].forms[f], window, here);
        if (!window_and(bits, here) || !watch_step(row->watch))
            return false;
    }
    return row->n == 1 || compare(row, window, bits);
}
