/* Words, phrases and nearness by positions: see row.h. */
#include "config.h"

#include "match/row.h"

#include <stdlib.h>
#include <string.h>

#include "match/cursor.h"
#include "match/near.h"
#include "match/pair.h"
#include "match/run.h"

/* So many postings and more for each unit that is looked for: units are sought
 * one by one. A search costs some sixteen steps of going through them. */
#define SEEK 16u

/* A word of more forms has few units of each: no room for ranks, which is 640
 * bytes a form. */
#define RANKED 16u

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
    struct pair pair; /* of a phrase: its two rarest words */
    struct watch *watch;
    struct arena *arena;
    struct near_place *places; /* of the unit that is compared */
    size_t places_cap;
};

static int
by_rareness(const void *a, const void *b)
{
    const struct word *x = a, *y = b;

    return (x->most > y->most) - (x->most < y->most);
}

static struct pair
make_pair(const struct row *row)
{
    const struct word *w = row->words;

    return (struct pair){
        .words = {{w[0].forms, w[0].n}, {w[1].forms, w[1].n}},
        .distance = (int32_t)w[1].place - (int32_t)w[0].place,
        .whole = row->n == 2,
    };
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
        bool ranked = n > 1 && words[i].n <= RANKED;
        w->place = (uint32_t)i;
        w->forms = arena_array(m->arena, words[i].n, sizeof(*w->forms));
        for (size_t f = 0; f < words[i].n; f++) {
            if (words[i].forms[f].n == 0)
                continue;
            cursor_start(&w->forms[w->n++], &words[i].forms[f],
                         ranked ? arena_alloc(m->arena, sizeof(struct ranks))
                                : NULL);
            w->most += words[i].forms[f].n;
        }
    }
    qsort(row->words, n, sizeof(*row->words), by_rareness);
    if (n > 1)
        row->pair = make_pair(row);
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

/* Leaves those that have any of the forms: whether any is left. */
static bool
seek_units(struct word *w, uint64_t *bits)
{
    uint64_t any = 0;
    uint32_t k;

    for (unsigned i = 0; i < WINDOW_WORDS; i++) {
        uint64_t out = 0;
        for (uint64_t in = bits[i]; in != 0; in &= in - 1) {
            uint32_t low = i * 64 + (uint32_t)__builtin_ctzll(in);
            bool has = false;
            for (size_t f = 0; f < w->n && !has; f++)
                has = cursor_find(&w->forms[f], low, &k);
            out |= has ? in & -in : 0;
        }
        any |= bits[i] = out;
    }
    for (size_t f = 0; f < w->n; f++)
        cursor_again(&w->forms[f]);
    return any != 0;
}

/* Leaves those that have the word, of at most *most; *most: of how many at
 * most. Whether any is left. */
static bool
filter_word(struct word *w, uint32_t window, uint64_t *bits, uint32_t *most)
{
    uint64_t here[WINDOW_WORDS] = {0};
    uint32_t units = 0, cost = 0;

    for (size_t f = 0; f < w->n; f++) {
        units += cursor_enter(&w->forms[f], window);
        cost += cursor_cost(&w->forms[f]);
    }
    if (cost / SEEK >= *most)
        return seek_units(w, bits);
    for (size_t f = 0; f < w->n; f++)
        cursor_set(&w->forms[f], here);
    if (units < *most)
        *most = units;
    return window_and(bits, here);
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

/* Reads where the word stands in the unit, ascending: mostly it has one of the
 * forms there, which is read in place. */
static void
read_word(struct row *row, struct word *w, uint32_t low)
{
    struct positions_run run;
    unsigned forms = 0;
    uint32_t k;

    w->run.n = w->at = 0;
    for (size_t f = 0; f < w->n && watch_step(row->watch); f++) {
        struct cursor *c = &w->forms[f];
        if (!cursor_find(c, low, &k))
            continue;
        if (forms++ == 0) {
            positions_run(&c->part, k, &w->run);
            continue;
        }
        if (forms == 2) {
            w->merged.n = 0;
            add_run(row, &w->merged, &w->run);
        }
        positions_run(&c->part, k, &run);
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
    if (w->run.narrow != NULL && w->run.n <= RUN_SHORT)
        return position <= UINT16_MAX &&
               run_has(w->run.narrow, w->run.n, (uint16_t)position);
    while (w->at < w->run.n && positions_at(&w->run, w->at) < position)
        w->at++;
    return w->at < w->run.n && positions_at(&w->run, w->at) == position;
}

static bool
has_phrase(struct row *row, uint32_t low)
{
    struct word *first = &row->words[0];
    size_t read = 1; /* the others are, when they are needed */

    read_word(row, first, low);
    for (uint32_t i = 0; i < first->run.n; i++) {
        uint64_t start = positions_at(&first->run, i);
        size_t k = 1;
        if (start < first->place)
            continue;
        for (; k < row->n; k++) {
            if (k == read)
                read_word(row, &row->words[read++], low);
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
has_near(struct row *row, uint32_t low)
{
    size_t n = 0, total = 0;
    struct word *w;

    for (size_t i = 0; i < row->n; i++) {
        read_word(row, &row->words[i], low);
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

/* Leaves those whose positions are right, of those that sure says nothing of.
 */
static bool
compare(struct row *row, uint64_t *bits, const uint64_t *sure)
{
    uint64_t any = 0;

    for (unsigned i = 0; i < WINDOW_WORDS; i++) {
        uint64_t out = bits[i] & sure[i];
        for (uint64_t in = bits[i] & ~sure[i]; in != 0; in &= in - 1) {
            uint32_t low = i * 64 + (uint32_t)__builtin_ctzll(in);
            bool has = row->type == ROW_PHRASE ? has_phrase(row, low)
                                               : has_near(row, low);
            out |= has ? in & -in : 0;
        }
        any |= bits[i] = out;
    }
    return any != 0;
}

bool
row_filter(struct row *row, uint32_t window, uint64_t *bits)
{
    uint64_t sure[WINDOW_WORDS] = {0};
    uint32_t most = WINDOW_UNITS;

    for (size_t i = 0; i < row->n; i++)
        if (!filter_word(&row->words[i], window, bits, &most) ||
            !watch_step(row->watch))
            return false;
    if (row->n == 1)
        return true;
    if (row->type == ROW_PHRASE &&
        !pair_filter(&row->pair, row->watch, bits, sure))
        return false;
    return compare(row, bits, sure) && row->watch->status == STATUS_OK;
}
