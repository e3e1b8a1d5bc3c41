/* Sets of units, window by window: see node.h. */
#include "config.h"

#include "match/node.h"

#include <stdlib.h>
#include <string.h>

#include "match/row.h"

static struct node *
make(const struct node_maker *m, enum node_type type, uint64_t most)
{
    struct node *node = arena_alloc(m->arena, sizeof(*node));

    node->type = type;
    node->most = most;
    node->watch = m->watch;
    node->live = m->live;
    node->end = m->windows;
    return node;
}

struct node *
node_nothing(const struct node_maker *m)
{
    return make(m, NODE_NOTHING, 0);
}

struct node *
node_all(const struct node_maker *m)
{
    return make(m, NODE_ALL, m->units);
}

struct node *
node_postings(const struct node_maker *m, const struct postings *list)
{
    if (list->n == 0)
        return node_nothing(m);
    struct node *node = make(m, NODE_POSTINGS, list->n);
    node->u.postings.list = list;
    return node;
}

struct node *
node_codes(const struct node_maker *m, const uint32_t *column,
           const uint64_t *set)
{
    struct node *node = make(m, NODE_CODES, m->units);

    node->u.column.column = column;
    node->u.column.set = set;
    return node;
}

struct node *
node_values(const struct node_maker *m, const uint32_t *column, uint32_t from,
            uint32_t to)
{
    struct node *node = make(m, NODE_VALUES, m->units);

    node->u.column.column = column;
    node->u.column.from = from;
    node->u.column.to = to;
    return node;
}

struct node *
node_range(const struct node_maker *m, uint32_t from, uint32_t to)
{
    if (from > to)
        return node_nothing(m);
    struct node *node = make(m, NODE_RANGE, (uint64_t)to - from + 1);
    node->u.range.from = from;
    node->u.range.to = to;
    return node;
}

struct node *
node_row(const struct node_maker *m, struct row *row)
{
    struct node *node = make(m, NODE_ROW, row_most(row));

    node->u.row = row;
    return node;
}

/* What is dear to look at comes last: a row compares positions, a column is
 * asked unit by unit. */
static int
cost(const struct node *node)
{
    switch (node->type) {
    case NODE_ROW:
        return row_compares(node->u.row) ? 2 : 0;
    case NODE_CODES:
    case NODE_VALUES:
        return 1;
    default:
        return 0;
    }
}

static int
by_cost(const void *a, const void *b)
{
    const struct node *x = *(struct node *const *)a;
    const struct node *y = *(struct node *const *)b;

    if (cost(x) != cost(y))
        return cost(x) - cost(y);
    return (x->most > y->most) - (x->most < y->most);
}

struct node *
node_and(const struct node_maker *maker, struct node *const *wanted, size_t n,
         struct node *const *unwanted, size_t m)
{
    struct node *all = node_all(maker);

    if (n == 0) {
        wanted = &all;
        n = 1;
    }
    if (n == 1 && m == 0)
        return wanted[0];
    struct node *node = make(maker, NODE_AND, wanted[0]->most);
    struct node **list =
        arena_array(maker->arena, n + m, sizeof(struct node *));
    memcpy(list, wanted, n * sizeof(*list));
    qsort(list, n, sizeof(*list), by_cost);
    if (m > 0)
        memcpy(list + n, unwanted, m * sizeof(*list));
    for (size_t i = 0; i < n; i++)
        if (list[i]->most < node->most)
            node->most = list[i]->most;
    node->u.children.list = list;
    node->u.children.n = n + m;
    node->u.children.n_wanted = n;
    return node;
}

struct node *
node_or(const struct node_maker *m, struct node *const *list, size_t n)
{
    struct node *node;

    node = make(m, NODE_OR, 0);
    node->u.children.list = arena_array(m->arena, n, sizeof(struct node *));
    for (size_t i = 0; i < n; i++) {
        if (list[i]->type == NODE_NOTHING)
            continue;
        node->u.children.list[node->u.children.n++] = list[i];
        node->most += list[i]->most;
    }
    return node->u.children.n == 1 ? node->u.children.list[0] : node;
}

/* ---- which windows ---- */

static uint32_t
next_of_and(struct node *node, uint32_t from)
{
    struct node **list = node->u.children.list;

    for (size_t i = 0; i < node->u.children.n_wanted;) {
        uint32_t next = node_next(list[i], from);
        if (next == WINDOW_END)
            return next;
        /* Whoever is ahead has all the others asked again. */
        i = next > from ? (i == 0 ? 1 : 0) : i + 1;
        from = next;
    }
    return from;
}

static uint32_t
next_of_or(struct node *node, uint32_t from)
{
    uint32_t first = WINDOW_END;

    for (size_t i = 0; i < node->u.children.n && first > from; i++) {
        uint32_t next = node_next(node->u.children.list[i], from);
        if (next < first)
            first = next;
    }
    return first;
}

uint32_t
node_next(struct node *node, uint32_t from)
{
    switch (node->type) {
    case NODE_NOTHING:
        return WINDOW_END;
    case NODE_ALL:
    case NODE_CODES:
    case NODE_VALUES:
        return from < node->end ? from : WINDOW_END;
    case NODE_POSTINGS:
        node->u.postings.at =
            postings_seek(node->u.postings.list, node->u.postings.at, from);
        return node->u.postings.list->windows[node->u.postings.at].number;
    case NODE_RANGE:
        if (from > window_of(node->u.range.to))
            return WINDOW_END;
        return from > window_of(node->u.range.from)
                   ? from
                   : window_of(node->u.range.from);
    case NODE_AND:
        return next_of_and(node, from);
    case NODE_OR:
        return next_of_or(node, from);
    case NODE_ROW:
        return row_next(node->u.row, from);
    }
    return WINDOW_END;
}

/* ---- which units in one ---- */

static bool
nothing_of(uint64_t *bits)
{
    window_clear(bits);
    return false;
}

static bool
filter_postings(struct node *node, uint32_t window, uint64_t *bits)
{
    const struct postings *p = node->u.postings.list;
    uint64_t here[WINDOW_WORDS] = {0};

    if (node_next(node, window) != window)
        return nothing_of(bits);
    const struct postings_window *w = &p->windows[node->u.postings.at];
    for (uint32_t i = w[0].start; i < w[1].start; i++)
        window_set(here, p->low[i]);
    return window_and(bits, here);
}

static bool
filter_column(struct node *node, uint32_t window, uint64_t *bits)
{
    const uint32_t *column = node->u.column.column + window_first(window);
    const uint64_t *set = node->u.column.set;
    uint32_t from = node->u.column.from, to = node->u.column.to;
    bool codes = node->type == NODE_CODES, any = false;

    if (window >= node->end)
        return nothing_of(bits);
    if (!window_and(bits, node->live + (size_t)window * WINDOW_WORDS))
        return false;
    for (unsigned i = 0; i < WINDOW_WORDS; i++) {
        uint64_t out = 0;
        for (uint64_t in = bits[i]; in != 0; in &= in - 1) {
            uint32_t value = column[i * 64 + (unsigned)__builtin_ctzll(in)];
            bool has = codes ? (set[value / 64] >> value % 64 & 1) != 0
                             : value >= from && value <= to;
            out |= has ? in & -in : 0;
        }
        bits[i] = out;
        any |= out != 0;
    }
    return any;
}

static bool
filter_range(const struct node *node, uint32_t window, uint64_t *bits)
{
    uint64_t here[WINDOW_WORDS] = {0};
    uint64_t first = window_first(window);
    uint64_t last = first + WINDOW_UNITS - 1;
    uint64_t from = node->u.range.from > first ? node->u.range.from : first;
    uint64_t to = node->u.range.to < last ? node->u.range.to : last;

    for (; from <= to; from++)
        window_set(here, (uint32_t)(from - first));
    return window_and(bits, here);
}

static bool
filter_and(struct node *node, uint32_t window, uint64_t *bits)
{
    struct node **list = node->u.children.list;
    size_t n = node->u.children.n_wanted;

    for (size_t i = 0; i < n; i++)
        if (!node_filter(list[i], window, bits))
            return false;
    for (size_t i = n; i < node->u.children.n; i++) {
        uint64_t here[WINDOW_WORDS];
        if (node_next(list[i], window) != window)
            continue;
        memcpy(here, bits, sizeof(here));
        if (node_filter(list[i], window, here) && !window_without(bits, here))
            return false;
    }
    return true;
}

static bool
filter_or(struct node *node, uint32_t window, uint64_t *bits)
{
    uint64_t left[WINDOW_WORDS], here[WINDOW_WORDS];
    bool any = false;

    memcpy(left, bits, sizeof(left));
    for (size_t i = 0; i < node->u.children.n; i++) {
        struct node *child = node->u.children.list[i];
        if (!watch_step(node->watch))
            break;
        if (node_next(child, window) != window)
            continue;
        memcpy(here, left, sizeof(here));
        if (!node_filter(child, window, here))
            continue;
        any = true;
        if (!window_without(left, here))
            return true; /* all that were asked about */
    }
    return window_without(bits, left) && any;
}

bool
node_filter(struct node *node, uint32_t window, uint64_t *bits)
{
    switch (node->type) {
    case NODE_NOTHING:
        return nothing_of(bits);
    case NODE_ALL:
        if (window >= node->end)
            return nothing_of(bits);
        return window_and(bits, node->live + (size_t)window * WINDOW_WORDS);
    case NODE_POSTINGS:
        return filter_postings(node, window, bits);
    case NODE_CODES:
    case NODE_VALUES:
        return filter_column(node, window, bits);
    case NODE_RANGE:
        return filter_range(node, window, bits);
    case NODE_AND:
        return filter_and(node, window, bits);
    case NODE_OR:
        return filter_or(node, window, bits);
    case NODE_ROW:
        return row_filter(node->u.row, window, bits);
    }
    return nothing_of(bits);
}
