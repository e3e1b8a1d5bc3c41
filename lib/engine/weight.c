/* What a stem weighs: see weight.h. */
#include "config.h"

#include "engine/weight.h"

#include <math.h>
#include <string.h>

#include "common/buf.h"
#include "engine/match.h"
#include "store/schema.h"

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

enum status
weight_fill(const struct rank *rank, const struct store *store, xs_db *db,
            const struct wording *wording, const char *const *stems, size_t n,
            double *factors, struct error *err)
{
    double repeats = rank_weight(rank, RANK_REPEATS);
    double beta = rank_weight(rank, RANK_RIDF) * weight_share(n);
    struct xs_stats stats = {0};
    struct buf term = {0};
    enum status status = STATUS_OK;

    if (beta > 0)
        status = xs_db_stats(db, &stats, err);
    uint64_t postings = store_stem_postings(store);
    double repeat =
        postings > 0 ? (double)stats.total_length / (double)postings : 1;
    for (size_t i = 0; status == STATUS_OK && i < n; i++) {
        factors[i] = 1;
        if (repeats > 0 && wording != NULL)
            factors[i] +=
                repeats *
                (weight_repeats(wording_count(wording, stems[i])) - 1);
        if (beta > 0) {
            uint32_t df = 0;
            uint64_t cf = 0;
            schema_term(&term, SCHEMA_STEM, stems[i], strlen(stems[i]));
            status = xs_db_term(db, term.data, term.len, &df, &cf, err);
            factors[i] *=
                1 + beta * weight_ridf(stats.documents, df, cf, repeat);
        }
    }
    buf_done(&term);
    return status;
}
