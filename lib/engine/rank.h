/* The parts of a ranking, and how much each counts: what the option rank= of
 * a request and the setting `rank` say. doc/ranking.md tells what each part
 * is and what it brings. */
#ifndef ENGINE_RANK_H
#define ENGINE_RANK_H

#include <stdbool.h>

#include "common/buf.h"
#include "common/error.h"

enum rank_part {
    RANK_REPEATS, /* a word that is asked for twice counts more (weight.h) */
    RANK_RIDF,    /* words that come in bursts count more (weight.h) */
    RANK_EXACT,   /* words as they were typed (rerank.h) */
    RANK_PAIRS,   /* words that follow each other as in the query (rerank.h) */
    RANK_PARTS
};

/* A weight of 1 in a struct rank, and the largest there is: far beyond
 * anything that ranks well. */
#define RANK_ONE 1000u
#define RANK_MOST (10u * RANK_ONE)

/* Plain BM25 is all zeros. No padding: compared by its bytes. */
struct rank {
    unsigned weight[RANK_PARTS]; /* thousandths; 0: the part is off */
};

/* What searches are ranked by unless somebody says otherwise. */
extern const struct rank rank_default;

/* Reads "none", "default", or parts with commas between, each with a weight
 * behind "=" if not its own default: "ridf=0.5,pairs". Parts that are not
 * named are off. STATUS_USAGE, *out untouched. */
enum status rank_parse(struct rank *out, const char *text,
                       struct error *err) WARN_UNUSED;

/* Appends what rank_parse reads. */
void rank_print(const struct rank *rank, struct buf *out);

/* A part's weight as a factor. */
static inline double
rank_weight(const struct rank *rank, enum rank_part part)
{
    return rank->weight[part] / (double)RANK_ONE;
}

#endif
