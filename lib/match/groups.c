/* Groups: see groups.h. */
#include "config.h"

#include "match/groups.h"

#include <stdlib.h>

struct groups {
    uint32_t n, n_found;
    uint32_t *found; /* groups that have a unit */
    /* By group; docid 0: it has none. Of many groups most have none: pages of
     * zeros that are never touched cost nothing. */
    struct best_unit best[];
};

enum status
groups_new(struct groups **out, uint32_t n, struct error *err)
{
    struct groups *g =
        calloc(1, sizeof(*g) + (size_t)n * sizeof(struct best_unit));

    if (g != NULL)
        g->found = malloc((size_t)n * sizeof(*g->found) + 1);
    if (g == NULL || g->found == NULL) {
        groups_free(g);
        return error_set(err, STATUS_NOMEM, "no memory for %u groups", n);
    }
    g->n = n;
    *out = g;
    return STATUS_OK;
}

void
groups_free(struct groups *g)
{
    if (g == NULL)
        return;
    free(g->found);
    free(g);
}

void
groups_add(struct groups *g, uint32_t group, const struct best_unit *unit)
{
    struct best_unit *best = &g->best[group];
    uint32_t more = best->more + 1;

    if (best->docid == 0) {
        g->found[g->n_found++] = group;
        more = 0;
    }
    if (best->docid == 0 || best_before(BEST_BY_SCORE, unit, best))
        *best = *unit;
    best->more = more;
}

uint32_t
groups_count(const struct groups *g)
{
    return g->n_found;
}

void
groups_take(const struct groups *g, struct best *best)
{
    for (uint32_t i = 0; i < g->n_found; i++)
        best_add(best, &g->best[g->found[i]]);
}
