/* A search: a request and a generation in, an answer out. The one function
 * that the daemon, and whoever tests the engine, call.
 *
 * A searcher belongs to one thread; it holds a reference to its generation,
 * a Xapian database and a tokenizer of its own. */
#ifndef ENGINE_SEARCHER_H
#define ENGINE_SEARCHER_H

#include "answer/answer.h"
#include "common/error.h"
#include "engine/index.h"
#include "engine/request.h"

struct searcher;

/* Takes a reference of ix. */
enum status searcher_new(struct searcher **out, struct index *ix,
                         struct error *err) WARN_UNUSED;
void searcher_free(struct searcher *s); /* NULL is a no-op */

struct index *searcher_index(const struct searcher *s); /* borrowed */

/* Answers r: *out is the caller's, answer_free(); its strings and arrays may be
 * those of others, too, and must not be changed. An answer's ms is the time
 * spent in here, also where it was kept (answers.h). STATUS_BAD_QUERY with a
 * column; STATUS_TIMEOUT past r->deadline; STATUS_CANCELLED once *r->cancel is
 * true. */
enum status searcher_search(struct searcher *s, const struct search_request *r,
                            struct answer **out, struct error *err) WARN_UNUSED;

/* What searcher_search would find kept for r in ix, in some microseconds and
 * without a searcher; NULL: nothing is, or r wants none. The caller's as there.
 * Any thread. */
struct answer *searcher_kept(const struct index *ix,
                             const struct search_request *r);

/* How the query was understood: lines of text for a person, each ended by a
 * newline: tree, terms with their counts, what was dropped or relaxed. */
enum status searcher_explain(struct searcher *s, const struct search_request *r,
                             struct buf *out, struct error *err) WARN_UNUSED;

#endif
