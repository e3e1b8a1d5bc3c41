/* What a stem of a query weighs: the factor that its BM25 is multiplied by. A
 * constant of the query, so it costs nothing for each match. */
#ifndef ENGINE_WEIGHT_H
#define ENGINE_WEIGHT_H

#include <stddef.h>
#include <stdint.h>

#include "engine/rank.h"
#include "engine/stems.h"
#include "engine/wording.h"
#include "store/store.h"

/* Residual IDF (Church & Gale, "Poisson mixtures", Natural Language
 * Engineering 1, 1995): by how many bits a stem's documents are fewer than if
 * its occurrences were strewn over the collection by chance. A word that
 * means something comes in bursts; one like "also" does not.
 *
 *   max(0, log2(N/df) + log2(1 - exp(-cf'/N)))
 *   cf' = df (cf + m a0) / (df + m)                         m = 5
 *
 * units: N; df: units that have it, cf: how often in all; repeat: a0, how
 * often a unit that has a stem has it, over all stems. A rare word's cf/df
 * says little, so it is drawn towards that mean by m units' worth of it. */
double weight_ridf(uint32_t units, uint32_t df, uint64_t cf, double repeat);

/* How much of the residual IDF a query of n distinct stems takes: 4n/(n+12),
 * which is .3 for one, 1 for four, 2 for twelve. Who asks with few words knows
 * which; of a long question some say what it is about, and most do not. */
double weight_share(size_t n);

/* A stem that a query has count times (Robertson & Walker 1994, with BM25's
 * k3 = 8): 9 count / (8 + count). */
double weight_repeats(uint32_t count);

/* Fills in the stems' factors, from their df and cf; each 1 where rank is
 * plain. length: of all units together. wording: the query's, NULL: each is in
 * it once. */
void weight_fill(struct stems *stems, const struct rank *rank,
                 const struct store *store, uint64_t length,
                 const struct wording *wording);

#endif
