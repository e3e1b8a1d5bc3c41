/* What units score: the sum of BM25 over stems, as Xapian's BM25Weight has
 * it, window by window. */
#ifndef MATCH_SCORE_H
#define MATCH_SCORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "match/postings.h"

/* The weight of a term that df of n units have: the part of BM25 that is the
 * same for all of them, with its factor (k1 + 1). */
double score_weight(double n, double df, double k1);

struct score_stem {
    const struct postings *list;
    double weight;
};

struct score;

/* stems[0..n) and curve are borrowed; in arena. */
struct score *score_new(const struct curve *curve,
                        const struct score_stem *stems, size_t n,
                        struct arena *arena);

/* At least what any unit of the window scores. Windows never fall from one
 * call to the next, as in score_window. */
double score_bound(struct score *s, uint32_t window);

/* Takes units out of bits that do not reach least, which is above 0, by their
 * impacts alone: a third of the work of scoring them. Whether any are left. As
 * score_bound, of which it needs no call. */
bool score_narrow(struct score *s, uint32_t window, double least,
                  uint64_t *bits);

/* The scores of the units of bits, by docid within the window; others are
 * without meaning. The result is s's, until the next call. */
const double *score_window(struct score *s, uint32_t window,
                           const uint64_t *bits);

/* Of one unit, anywhere. */
double score_unit(const struct score *s, uint32_t docid);

#endif
