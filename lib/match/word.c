/* A word of a row: see word.h. */
#include "config.h"

#include "match/word.h"

#include <stdlib.h>
#include <string.h>

#include "match/run.h"

/* So many postings and more for each search in a form's list: units are sought
 * one by one. A search costs some sixteen steps of going through them. */
#define SEEK 16u

/* A word of more forms has few units of each: no room for ranks, which is 640
 * bytes a form. */
#define RANKED 16u

void
word_start(struct word *w, const struct positions_list *forms, size_t n,
           bool compared, struct arena *arena)
{
    bool ranked = compared && n <= RANKED;

    *w = (struct word){0};
    w->forms = arena_array(arena, n, sizeof(*w->forms));
    for (size_t f = 0; f < n; f++) {
        if (forms[f].n == 0)
            continue;
        cursor_start(&w->forms[w->n++], &forms[f],
                     ranked ? arena_alloc(arena, sizeof(struct ranks)) : NULL);
        w->most += forms[f].n;
    }
}

uint32_t
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

bool
word_filter(struct word *w, uint32_t window, uint64_t *bits, uint32_t *most)
{
    uint64_t here[WINDOW_WORDS] = {0};
    uint32_t units = 0, cost = 0;

    for (size_t f = 0; f < w->n; f++) {
        units += cursor_enter(&w->forms[f], window);
        cost += cursor_cost(&w->forms[f]);
    }
    if (cost / SEEK >= (uint64_t)*most * w->n)
        return seek_units(w, bits);
    for (size_t f = 0; f < w->n; f++)
        cursor_set(&w->forms[f], here);
    if (units < *most)
        *most = units;
    return window_and(bits, here);
}

static void
add_number(struct word_numbers *list, uint32_t number, struct arena *arena)
{
    if (list->n == list->cap) {
        size_t cap = list->cap > 0 ? 2 * list->cap : 64;
        uint32_t *grown = arena_array(arena, cap, sizeof(*grown));
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
add_run(struct word_numbers *list, const struct positions_run *run,
        struct arena *arena)
{
    for (uint32_t i = 0; i < run->n; i++)
        add_number(list, positions_at(run, i), arena);
}

static void
sort_numbers(struct word_numbers *list)
{
    size_t n = 0;

    qsort(list->list, list->n, sizeof(*list->list), by_number);
    for (size_t i = 0; i < list->n; i++)
        if (i == 0 || list->list[i] != list->list[i - 1])
            list->list[n++] = list->list[i];
    list->n = n;
}

void
word_read(struct word *w, uint32_t low, struct watch *watch,
          struct arena *arena)
{
    struct positions_run run;
    unsigned forms = 0;
    uint32_t k;

    w->run.n = w->at = 0;
    for (size_t f = 0; f < w->n && watch_step(watch); f++) {
        struct cursor *c = &w->forms[f];
        if (!cursor_find(c, low, &k))
            continue;
        if (forms++ == 0) {
            positions_run(&c->part, k, &w->run);
            continue;
        }
        if (forms == 2) {
            w->merged.n = 0;
            add_run(&w->merged, &w->run, arena);
        }
        positions_run(&c->part, k, &run);
        add_run(&w->merged, &run, arena);
    }
    if (forms < 2)
        return;
    sort_numbers(&w->merged);
    w->run =
        (struct positions_run){(uint32_t)w->merged.n, NULL, w->merged.list};
}

bool
word_stands_at(struct word *w, uint64_t position)
{
    if (w->run.narrow != NULL && w->run.n <= RUN_SHORT)
        return position <= UINT16_MAX &&
               run_has(w->run.narrow, w->run.n, (uint16_t)position);
    while (w->at < w->run.n && positions_at(&w->run, w->at) < position)
        w->at++;
    return w->at < w->run.n && positions_at(&w->run, w->at) == position;
}
