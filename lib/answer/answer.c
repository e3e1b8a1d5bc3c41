/* An answer's beginning and end: see answer.h. */
#include "config.h"

#include "answer/answer.h"

struct answer *
answer_new(void)
{
    struct arena *arena = arena_new();
    struct answer *a = arena_alloc(arena, sizeof(*a));

    a->arena = arena;
    a->query = "";
    return a;
}

void
answer_free(struct answer *a)
{
    if (a != NULL)
        arena_free(a->arena);
}
