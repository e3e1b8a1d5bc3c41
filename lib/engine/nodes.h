/* A query tree and filters into nodes of a match (match/node.h), as compile.h
 * does it for Xapian. */
#ifndef ENGINE_NODES_H
#define ENGINE_NODES_H

#include "common/buf.h"
#include "engine/match.h"
#include "match/node.h"

/* Steps may fail: the first failure is kept in status, all later steps do
 * nothing that matters. */
struct nodes {
    const struct match_source *source;
    struct node_maker maker;
    /* The lists that are held until nodes_done. */
    const struct postings **held;
    size_t n_held, cap_held;
    struct buf term;
    enum status status;
    struct error *err;
    bool text_alone; /* titles count nothing: what is asked for anywhere is
                        looked for in the text; false to begin with */
};

/* watch, arena and err are borrowed; free with nodes_done, also after a
 * failure. */
void nodes_start(struct nodes *n, const struct match_source *source,
                 struct watch *watch, struct arena *arena, struct error *err);
void nodes_done(struct nodes *n);

/* A term's postings, of the cache; NULL after a failure. */
const struct postings *nodes_postings(struct nodes *n, const char *prefix,
                                      const char *value);

/* What matches a word by its forms, a phrase or words near each other: by the
 * store's positions, without postings. */
struct node *nodes_row(struct nodes *n, const struct query *q);

/* What matches the tree. */
struct node *nodes_tree(struct nodes *n, const struct query *tree);

struct node *nodes_filter(struct nodes *n, const struct match_filter *f);

#endif
