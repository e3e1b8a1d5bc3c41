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
};

struct word {
    struct cursor *forms;
    size_t n;
    uint64_t most;
    uint32_t place; /* in the row */
};

/* A list of numbers that grows. */
struct numbers {
    uint32_t *list;
    size_t n, cap;
};

struct row {
    enum row_type type;
    struct word *words; /* the rarest first */
    size_t n;
    unsigned span;
    struct watch *watch;
    struct arena *arena;
    struct numbers starts, found; /* of the unit that is compared */
    struct near_place *places;
    size_t n_places, places_cap;
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

/* Where the word stands in the unit, ascending, into *out. */
static void
read_word(struct row *row, const struct word *w, uint32_t docid,
          struct numbers *out)
{
    unsigned forms = 0;

    out->n = 0;
    for (size_t f = 0; f < w->n; f++) {
        const struct cursor *c = &w->forms[f];
        struct positions_run run;
        uint32_t low = docid % POSITIONS_SPAN;
        if (c->at == c->end || !watch_step(row->watch))
            continue;
        uint32_t k = seek_low(&c->part, c->at, low);
        if (k >= c->end || c->part.low[k] != low)
            continue;
        positions_run(&c->part, k, &run);
        for (uint32_t i = 0; i < run.n; i++)
            add_number(row, out, positions_at(&run, i));
        forms++;
    }
    if (forms < 2)
        return;
    qsort(out->list, out->n, sizeof(*out->list), by_number);
    size_t n = 0;
    for (size_t i = 0; i < out->n; i++)
        if (i == 0 || out->list[i] != out->list[i - 1])
            out->list[n++] = out->list[i];
    out->n = n;
}

/* Leaves the starts behind which the word stands at its place. */
static void
keep_starts(struct row *row, uint32_t place)
{
    struct numbers *starts = &row->starts;
    const struct numbers *found = &row->found;
    size_t n = 0, j = 0;

    for (size_t i = 0; i < starts->n; i++) {
        uint64_t wanted = (uint64_t)starts->list[i] + place;
        while (j < found->n && found->list[j] < wanted)
            j++;
        if (j < found->n && found->list[j] == wanted)
            starts->list[n++] = starts->list[i];
    }
    starts->n = n;
}

static bool
has_phrase(struct row *row, uint32_t docid)
{
    struct numbers *starts = &row->starts;
    uint32_t place = row->words[0].place;
    size_t n = 0;

    read_word(row, &row->words[0], docid, starts);
    for (size_t i = 0; i < starts->n; i++)
        if (starts->list[i] >= place)
            starts->list[n++] = starts->list[i] - place;
    starts->n = n;
    for (size_t i = 1; i < row->n && starts->n > 0; i++) {
        read_word(row, &row->words[i], docid, &row->found);
        keep_starts(row, row->words[i].place);
    }
    return starts->n > 0;
}

static int
by_position(const void *a, const void *b)
{
    const struct near_place *x = a, *y = b;

    return (x->pos > y->pos) - (x->pos < y->pos);
}

static void
add_places(struct row *row, uint32_t word)
{
    size_t n = row->n_places + row->found.n;

    if (n > row->places_cap) {
        size_t cap = 2 * n;
        struct near_place *grown = arena_array(row->arena, cap, sizeof(*grown));
        if (row->n_places > 0)
            memcpy(grown, row->places, row->n_places * sizeof(*grown));
        row->places = grown;
        row->places_cap = cap;
    }
    for (size_t i = 0; i < row->found.n; i++)
        row->places[row->n_places++] =
            (struct near_place){row->found.list[i], word, false};
}

static bool
has_near(struct row *row, uint32_t docid)
{
    row->n_places = 0;
    for (size_t i = 0; i < row->n; i++) {
        read_word(row, &row->words[i], docid, &row->found);
        if (row->found.n == 0)
            return false;
        add_places(row, row->words[i].place);
    }
    qsort(row->places, row->n_places, sizeof(*row->places), by_position);
    return near_any(row->places, row->n_places, row->n, row->span, row->watch);
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
