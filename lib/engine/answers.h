/* Answers that were given, kept for who asks the same again.
 *
 * All are of one generation, and go with it. They are shared by all threads,
 * and never changed. */
#ifndef ENGINE_ANSWERS_H
#define ENGINE_ANSWERS_H

#include <stddef.h>
#include <stdint.h>

#include "answer/answer.h"
#include "engine/index.h"
#include "engine/request.h"

struct answers;

/* Keeps nothing yet. */
struct answers *answers_new(void) __attribute__((returns_nonnull));
/* No thread may use it any more. NULL is a no-op. */
void answers_free(struct answers *c);

/* From here on answers of ix (NULL: none) are kept, of at most `bytes` in all,
 * and no others; those kept so far are forgotten. Whoever calls it holds ix
 * until the next call. It has to be called, too, where the owner of a
 * request's borrowed glossary changes: that is told apart by its address. Any
 * thread. */
void answers_begin(struct answers *c, const struct index *ix, size_t bytes);

/* What was answered to the same request in ix: the caller's, answer_free();
 * NULL where nothing is kept. Two requests are the same if all their fields
 * are but the deadline and the cancel flag, their strings by every byte: what
 * a query is suggested for repeats its blanks. Any thread. */
struct answer *answers_find(struct answers *c, const struct index *ix,
                            const struct search_request *r);

/* The same, for who goes on to answers_find where nothing is kept: that it is
 * not is counted there alone. */
struct answer *answers_look(struct answers *c, const struct index *ix,
                            const struct search_request *r);

/* Keeps a, which is the caller's still and of which no string may change from
 * here on. The one that was not asked for the longest makes room; one that
 * would take more than an eighth of it is not kept. Any thread. */
void answers_keep(struct answers *c, const struct index *ix,
                  const struct search_request *r, struct answer *a);

struct answers_counts {
    uint64_t hits, misses; /* where answers are kept at all */
    uint64_t kept, bytes;  /* now */
};
void answers_count(struct answers *c, struct answers_counts *out);

#endif
