/* A search as a question: its text parsed, and what only restricts (options,
 * and filters at the top of the query) taken out of the tree, so that a facet
 * can be counted without the filters of its own. */
#ifndef ENGINE_QUESTION_H
#define ENGINE_QUESTION_H

#include "common/arena.h"
#include "common/buf.h"
#include "common/error.h"
#include "engine/match.h"
#include "engine/request.h"

struct searcher;

struct question {
    const char *text;   /* the query as understood; "" for none */
    struct query *tree; /* without its filters, acronyms expanded; NULL: every
                            unit */
    struct query *any;  /* the same with any word enough, for where the tree
                           finds nothing; NULL: there is no such */
    const struct query *wanted; /* the tree, all words wanted */
    const struct query *typed;  /* the same, acronyms as they were typed */
    const struct answer_expansion *expanded; /* the store's and arena's */
    size_t n_expanded;
    const struct wording *wording; /* the text, as it was typed */
    struct match_filter *filters;
    size_t n_filters;
    struct query_notes notes; /* how the text was read */
};

/* Everything lives in arena. STATUS_BAD_QUERY with a column; a request
 * without any word or filter is one as well. */
enum status question_make(struct question *out, struct searcher *s,
                          const struct search_request *r, struct arena *arena,
                          struct error *err) WARN_UNUSED;

/* "year 2014..2016" */
void question_describe_filter(const struct match_filter *f, struct buf *out);
/* A line for each filter: "filter year 2014..2016". */
void question_describe_filters(const struct question *question,
                               struct buf *out);

#endif
