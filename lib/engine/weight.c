/* What a stem weighs: see weight.h. */
#include "config.h"

#include "engine/weight.h"

#include "engine/match.h"
#include <math.h>

/* How many units' worth of the mean a stem's cf/df is drawn by. */
#define PRIOR_UNITS 5.0

/* n / (n + 12) of the way to 4: the best of the forms tried. */
#define SHARE_MOST 4.0
#define SHARE_HALF 12.0

double
weight_ridf(uint32_t units, uint32_t df, uint64_t cf, double repeat)
{
    if (df == 0 || units == 0)
        return 0;
    double n = units, d = df;
    double times = d * ((double)cf + PRIOR_UNITS * repeat) / (d + PRIOR_UNITS);
    double ridf = log2(n / d) + log2(-expm1(-times / n));
    return ridf > 0 ? ridf : 0;
}

double
weight_share(size_t n)
{
    return SHARE_MOST * (double)n / ((double)n + SHARE_HALF);
}

double
weight_repeats(uint32_t count)
{
    return (MATCH_K3 + 1) * count / (MATCH_K3 + count);
}

void
weight_fill(struct stems *stems, const struct rank *rank,
            const struct store *store, uint64_t length,
            const struct wording *wording)
{
    double repeats = rank_weight(rank, RANK_REPEATS);
    double beta = rank_weight(rank, RANK_RIDF) * weight_share(stems->n);
    uint64_t postings = store_stem_postings(store);
    double repeat = postings > 0 ? (double)length / (double)postings : 1;

    for (size_t i = 0; i < stems->n; i++) {
        struct stem *s = &stems->list[i];
        s->factor = 1;
        if (repeats > 0 && wording != NULL)
            s->factor +=
                repeats * (weight_repeats(wording_count(wording, s->text)) - 1);
        if (beta > 0)
            s->factor *= 1 + beta * weight_ridf(store_units(store), s->df,
                                                s->cf, repeat);
    }
}
