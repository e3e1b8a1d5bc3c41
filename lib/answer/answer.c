/* An answer's beginning and end: see answer.h. */
#include "config.h"

#include "answer/answer.h"

#include <stdlib.h>

#include "common/xalloc.h"

struct answer *
answer_new(void)
{
    struct arena *arena = arena_new();
    struct answer *a = arena_alloc(arena, sizeof(*a));

    a->arena = arena;
    atomic_init(&a->sharers, 1);
    a->query = "";
    return a;
}

struct answer *
answer_share(struct answer *a)
{
    struct answer *owner = a->of != NULL ? a->of : a;
    struct answer *copy = xmalloc(sizeof(*copy));

    atomic_fetch_add_explicit(&owner->sharers, 1, memory_order_relaxed);
    *copy = (struct answer){
        .arena = a->arena,
        .of = owner,
        .query = a->query,
        .total = a->total,
        .grouped = a->grouped,
        .groups = a->groups,
        .from = a->from,
        .generation = a->generation,
        .ms = a->ms,
        .relaxed = a->relaxed,
        .hits = a->hits,
        .n_hits = a->n_hits,
        .facets = a->facets,
        .n_facets = a->n_facets,
        .suggestion = a->suggestion,
        .suggestion_total = a->suggestion_total,
        .expanded = a->expanded,
        .n_expanded = a->n_expanded,
        .missing = a->missing,
        .n_missing = a->n_missing,
        .notes = a->notes,
        .n_notes = a->n_notes,
        .hurried = a->hurried,
    };
    return copy;
}

void
answer_free(struct answer *a)
{
    if (a == NULL)
        return;
    struct answer *owner = a->of != NULL ? a->of : a;
    if (a->of != NULL)
        free(a);
    if (atomic_fetch_sub_explicit(&owner->sharers, 1, memory_order_acq_rel) ==
        1)
        arena_free(owner->arena);
}
