/* Words, phrases and nearness by positions: see row.h. */
#include "config.h"

#include "match/row.h"

#include <stdlib.h>
#include <string.h>

#include "match/near.h"
#include "match/pair.h"
#include "match/word.h"

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
        word_start(w, words[i].forms, words[i].n, n > 1, m->arena);
        w->place = (uint32_t)i;
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

static bool
has_phrase(struct row *row, uint32_t low)
{
    struct word *first = &row->words[0];
    size_t read = 1; /* the others are, when they are needed */

    word_read(first, low, row->watch, row->arena);
    for (uint32_t i = 0; i < first->run.n; i++) {
        uint64_t start = positions_at(&first->run, i);
        size_t k = 1;
        if (start < first->place)
            continue;
        for (; k < row->n; k++) {
            if (k == read)
                word_read(&row->words[read++], low, row->watch, row->arena);
            if (!word_stands_at(&row->words[k],
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
        word_read(&row->words[i], low, row->watch, row->arena);
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
        if (!word_filter(&row->words[i], window, bits, &most) ||
            !watch_step(row->watch))
            return false;
    if (row->n == 1)
        return true;
    if (row->type == ROW_PHRASE &&
        !pair_filter(&row->pair, row->watch, bits, sure))
        return false;
    return compare(row, bits, sure) && row->watch->status == STATUS_OK;
}
