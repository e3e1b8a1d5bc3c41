/* The best units, in a heap: see best.h. */
#include "config.h"

#include "match/best.h"

void
best_start(struct best *best, enum best_order order, uint32_t most,
           struct arena *arena)
{
    *best = (struct best){
        .order = order,
        .most = most,
        .heap = arena_array(arena, most, sizeof(*best->heap)),
    };
}

/* Puts unit where place 0 is free, in a heap of n. */
static void
sift_down(struct best *best, size_t n, const struct best_unit *unit)
{
    struct best_unit *heap = best->heap;
    size_t at = 0;

    for (size_t child = 1; child < n; child = 2 * at + 1) {
        if (child + 1 < n &&
            best_before(best->order, &heap[child], &heap[child + 1]))
            child++;
        if (!best_before(best->order, unit, &heap[child]))
            break;
        heap[at] = heap[child];
        at = child;
    }
    heap[at] = *unit;
}

void
best_insert(struct best *best, const struct best_unit *unit)
{
    struct best_unit *heap = best->heap;

    if (best->n == best->most) {
        sift_down(best, best->n, unit);
        return;
    }
    size_t at = best->n++;
    while (at > 0 && best_before(best->order, &heap[(at - 1) / 2], unit)) {
        heap[at] = heap[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    heap[at] = *unit;
}

void
best_sort(struct best *best)
{
    for (size_t n = best->n; n > 1; n--) {
        struct best_unit last = best->heap[n - 1];
        best->heap[n - 1] = best->heap[0];
        sift_down(best, n - 1, &last);
    }
}
