/* What was decided in the agenda item that a hit belongs to. */
#ifndef ENGINE_DECISIONS_H
#define ENGINE_DECISIONS_H

#include "answer/answer.h"
#include "common/arena.h"
#include "store/store.h"

/* So many decisions a hit: an item of real minutes has one or two; with
 * texts of DECISIONS_TEXT bytes, what a page of 100 hits gets stays within
 * half of a reply's size. */
#define DECISIONS_MAX 8
#define DECISIONS_TEXT 600

/* A document may be a whole file of units; its decisions are looked for this
 * far before and behind the hit: more than any meeting has, and 50 us. */
#define DECISIONS_SCAN 10000

/* The resolutions, recommendations and decisions of the document that unit
 * docid belongs to, in its order; of more than DECISIONS_MAX the first that
 * follow the unit, then the last before it. Texts that are too long are cut
 * at a word, with "...". None for a unit that is one itself. Returns how many;
 * *out lives in arena. */
size_t decisions_find(const struct store *store, uint32_t docid,
                      struct arena *arena, struct answer_decision **out);

#endif
