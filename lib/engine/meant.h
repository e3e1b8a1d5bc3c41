/* What is said of a search that finds too little: the words that the index
 * does not have, and "did you mean". */
#ifndef ENGINE_MEANT_H
#define ENGINE_MEANT_H

#include <stdbool.h>

#include "answer/answer.h"
#include "common/arena.h"
#include "common/error.h"

#include "engine/question.h"
#include "engine/request.h"
#include "engine/searcher.h"

/* Sets a->missing to what r's question wants and the index does not have: see
 * missing.h. look: the question finds nothing, or any of its words would do;
 * then an acronym that the index does not have is missing, too, unless what it
 * stands for is found in a row, which is looked for within half of what
 * r->deadline leaves. */
enum status meant_add_missing(struct answer *a, struct searcher *s,
                              const struct search_request *r,
                              const struct question *question, bool look,
                              struct arena *scratch,
                              struct error *err) WARN_UNUSED;

/* Tries the texts of spell_texts for r, whose question finds nothing, with its
 * options and filters; the first that finds something is a->suggestion. None
 * is, too, where there is no time to see: half of what r->deadline leaves is
 * for this, since the answer itself is there already. STATUS_CANCELLED and
 * faults of the index as searcher_search. */
enum status meant_add_suggestion(struct answer *a, struct searcher *s,
                                 const struct search_request *r,
                                 const struct question *question,
                                 struct arena *scratch,
                                 struct error *err) WARN_UNUSED;

#endif
