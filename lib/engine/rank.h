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
    RANK_STOPS,   /* stop words are left out: 1 or 0 (question.h) */
    RANK_TITLE,   /* what a title's word counts of one of the text (title.h) */
    RANK_PARTS
};

/* From here on parts say what is looked for at all: 1 unless they are named,
 * so that a list of what adds to BM25 leaves them as they are. */
#define RANK_LOOKS RANK_STOPS

/* A weight of 1 in a struct rank, and the largest there is: far beyond
 * anything that ranks well. */
#define RANK_ONE 1000u
#define RANK_MOST (10u * RANK_ONE)

/* No padding: compared by its bytes. */
struct rank {
    unsigned weight[RANK_PARTS]; /* thousandths; 0: the part is off */
};

/* The parts as rank_parse's errors and the manual name them. */
#define RANK_NAMES "repeats, ridf, exact, pairs, stops, title"

/* What searches are ranked by unless somebody says otherwise. */
extern const struct rank rank_default;

/* Reads parts with commas between, each with a weight behind "=" if not its
 * own default: "ridf=0.5,pairs". Of those that are not named stops and title
 * are 1, the others off; behind "default" they are as they come:
 * "default,title=0". "none", alone, names nothing: BM25. stops takes 0 or 1.
 * STATUS_USAGE, *out untouched. */
enum status rank_parse(struct rank *out, const char *text,
                       struct error *err) WARN_UNUSED;

/* Appends what rank_parse reads: what is on, and stops and title where they are
 * not 1; "none" where that is nothing. */
void rank_print(const struct rank *rank, struct buf *out);

/* A part's weight as a factor. */
static inline double
rank_weight(const struct rank *rank, enum rank_part part)
{
    return rank->weight[part] / (double)RANK_ONE;
}

#endif
