/* The second stage of a ranking: of the best hits, those rise that have the
 * query's words as they were typed, and next to each other as they were
 * typed. Deterministic: it looks at the texts and the query alone.
 *
 * To a hit's score are added, each sum times the weight of its part:
 *
 *   exact   sum over the forms typed of      idf(form) 2.2 tf/(tf + K)
 *   pairs   sum over pairs a b of  (idf(a) + idf(b))/2
 *                                  (2.2 o/(o + K) + 1.1 u/(u + K))
 *
 * in BM25's terms (K = 1.2 (.4 + .6 length/mean), 2.2 = 1.2 + 1). A pair is
 * two stems that follow each other in the query; stop words may stand between.
 * o: how often b stands as far behind a as it does in the query; u: how often
 * the two stand within 8 words of each other. Text and title are both looked
 * at (a title that counts nothing is not), nothing counts across. From the
 * sequential dependence model (Metzler & Croft, SIGIR 2005), with BM25 in the
 * place of its language models. */
#ifndef ENGINE_RERANK_H
#define ENGINE_RERANK_H

#include <stdint.h>

#include "common/arena.h"
#include "common/error.h"
#include "engine/match.h"

/* So many of the best are looked at, whatever page is asked for, so that pages
 * do not overlap; what is behind them stays as it was. On three collections
 * with judged queries 50, 100, 200 and 500 made no difference; 200 is two of
 * the largest pages. */
#define RERANK_TOP 200u

/* How many hits to match where depth are wanted: request's depth, or as many
 * as its rank looks at. */
uint32_t rerank_depth(const struct match_request *request);

/* Adds to the scores of the first RERANK_TOP hits of found, which answers
 * request, and sorts these again: by score, equal ones by store_newest. Of them
 * all the first `depth` are left. STATUS_TIMEOUT, STATUS_CANCELLED as a match.
 */
enum status rerank_hits(const struct match_source *source,
                        const struct match_request *request, uint32_t depth,
                        struct arena *arena, struct match_result *found,
                        struct error *err) WARN_UNUSED;

#endif
