/* Facets: see facets.h. */
#include "config.h"

#include "engine/facets.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static const char *const names[STORE_FACETS] = {
    [STORE_YEAR] = "year",
    [STORE_PLAN] = "plan",
    [STORE_COMMITTEE] = "committee",
    [STORE_KIND] = "kind",
};

/* By value, "" last. */
static int
by_value(const void *a, const void *b)
{
    const struct answer_count *x = a, *y = b;

    if ((x->value[0] == '\0') != (y->value[0] == '\0'))
        return x->value[0] == '\0' ? 1 : -1;
    return strcmp(x->value, y->value);
}

/* "2016" before "2014", "" last. */
static int
by_value_falling(const void *a, const void *b)
{
    const struct answer_count *x = a, *y = b;

    if ((x->value[0] == '\0') != (y->value[0] == '\0'))
        return x->value[0] == '\0' ? 1 : -1;
    return strcmp(y->value, x->value);
}

static struct answer_facet
make_facet(const struct store *store, enum store_facet f,
           const uint64_t *counts, struct arena *arena)
{
    struct answer_facet facet = {.name = names[f]};
    uint32_t values = store_facet_values(store, f);

    for (uint32_t code = 0; code < values; code++)
        facet.n_counts += counts[code] > 0;
    facet.counts = arena_array(arena, facet.n_counts, sizeof(*facet.counts));
    size_t n = 0;
    for (uint32_t code = 0; code < values; code++) {
        if (counts[code] == 0)
            continue;
        const char *value = store_facet_value(store, f, code);
        facet.counts[n++] =
            (struct answer_count){arena_strdup(arena, value), counts[code]};
    }
    if (n > 0)
        qsort(facet.counts, n, sizeof(*facet.counts),
              f == STORE_YEAR || f == STORE_PLAN ? by_value_falling : by_value);
    return facet;
}

void
facets_fill(const struct store *store, const struct match_result *found,
            struct answer *a)
{
    a->facets = arena_array(a->arena, STORE_FACETS, sizeof(*a->facets));
    a->n_facets = 0;
    for (unsigned f = 0; f < STORE_FACETS; f++)
        if (found->counts[f] != NULL)
            a->facets[a->n_facets++] =
                make_facet(store, f, found->counts[f], a->arena);
}
