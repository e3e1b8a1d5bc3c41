/* The best units: see best.h. */
#include "config.h"

#include "match/best.h"

#include <stdlib.h>

void
best_start(struct best *best, enum best_order order, uint32_t most,
           struct arena *arena)
{
    *best = (struct best){
        .order = order,
        .most = most,
        .list = arena_array(arena, 2 * (size_t)most, sizeof(*best->list)),
    };
}

static void
swap(struct best_unit *a, struct best_unit *b)
{
    struct best_unit x = *a;

    *a = *b;
    *b = x;
}

/* Puts the middle one of the first, the middle and the last unit first. */
static void
choose_pivot(enum best_order order, struct best_unit *list, size_t n)
{
    struct best_unit *a = &list[0], *b = &list[n / 2], *c = &list[n - 1];

    if (best_before(order, b, a))
        swap(a, b);
    if (best_before(order, c, b))
        swap(b, c);
    if (best_before(order, b, a))
        swap(a, b);
    swap(a, b);
}

/* Hoare's quickselect ("Algorithm 65: FIND", CACM 4, 1961): the first `wanted`
 * of list[0..n) are then those that come first, 0 < wanted < n. Units all
 * differ, by their keys. */
static void
select_first(enum best_order order, struct best_unit *list, size_t n,
             size_t wanted)
{
    while (n > 1) {
        size_t used = 1; /* list[1..used) is before the pivot */
        choose_pivot(order, list, n);
        for (size_t i = 1; i < n; i++)
            if (best_before(order, &list[i], &list[0]))
                swap(&list[used++], &list[i]);
        swap(&list[0], &list[used - 1]);
        if (used == wanted || used - 1 == wanted)
            return;
        if (used > wanted) {
            n = used - 1;
        } else {
            list += used;
            n -= used;
            wanted -= used;
        }
    }
}

void
best_cut(struct best *best)
{
    if (best->n <= best->most)
        return;
    select_first(best->order, best->list, best->n, best->most);
    best->n = best->most;
    best->worst = best->list[0];
    for (size_t i = 1; i < best->n; i++)
        if (best_before(best->order, &best->worst, &best->list[i]))
            best->worst = best->list[i];
    best->full = true;
}

static int
by_score(const void *a, const void *b)
{
    return best_before(BEST_BY_SCORE, a, b) ? -1
                                            : best_before(BEST_BY_SCORE, b, a);
}

static int
by_key(const void *a, const void *b)
{
    return best_before(BEST_BY_KEY, a, b) ? -1 : best_before(BEST_BY_KEY, b, a);
}

void
best_sort(struct best *best)
{
    best_cut(best);
    if (best->n > 0)
        qsort(best->list, best->n, sizeof(*best->list),
              best->order == BEST_BY_SCORE ? by_score : by_key);
}
