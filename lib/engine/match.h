/* Matching: a query tree and filters in; the total, the best units and the
 * counts by facet out. The shape that every way of matching has; the way by
 * Xapian is the oracle, whatever is faster must answer the same.
 *
 * What a unit scores: the sum of BM25 over the distinct stems of the query's
 * positive words (stop words aside, unless there is nothing else), whichever
 * branch of the tree it matched by, each times its factor (weight.h). So a
 * phrase scores as its words do, and an unscored match (a filter) scores 0.
 * A title's words count as the rank says (title.h); where they count nothing,
 * words and phrases are looked for in the text alone, unless they say title:.
 */
#ifndef ENGINE_MATCH_H
#define ENGINE_MATCH_H

#include <stdbool.h>

#include "common/arena.h"
#include "common/error.h"
#include "engine/request.h"
#include "engine/stems.h"
#include "engine/wording.h"
#include "match/cache.h"
#include "query/query.h"
#include "shim/xs.h"
#include "store/store.h"

/* BM25 as Xapian's BM25Weight has it. k1, b and min_normlen: the best for
 * short paragraphs among those tried on three collections; k2 0 leaves out a
 * part that Robertson dropped himself; k3 is for a stem that the query's text
 * has more than once, see weight_repeats (in a tree it is once). */
#define MATCH_K1 1.2
#define MATCH_K2 0.0
#define MATCH_K3 8.0
#define MATCH_B 0.6
#define MATCH_MIN_NORMLEN 0.0

/* What restricts without scoring. The first four are in the order of
 * enum store_facet: a facet's counts ignore the filters of its own type. */
enum match_filter_type {
    MATCH_YEAR = STORE_YEAR,
    MATCH_PLAN = STORE_PLAN,
    MATCH_COMMITTEE = STORE_COMMITTEE,
    MATCH_KIND = STORE_KIND,
    MATCH_DOCUMENT,
    MATCH_WITHOUT, /* all units but one */
    MATCH_OTHER,
};

struct match_filter {
    enum match_filter_type type;
    /* A filter of the query's own, which says all; NULL: the fields below
     * do. */
    const struct query *node;
    unsigned year_from, year_to; /* MATCH_YEAR, inclusive */
    enum unit_kind kind;         /* MATCH_KIND */
    const char *text; /* MATCH_PLAN "2014/15", MATCH_COMMITTEE folded words,
                         MATCH_DOCUMENT an id, MATCH_WITHOUT a unit's */
};

struct match_request {
    enum search_engine engine;
    const struct query *tree; /* NULL: every unit */
    const struct match_filter *filters;
    size_t n_filters;
    uint32_t depth; /* how many hits, from the best on; 0: count only */
    enum search_sort sort;
    unsigned facets; /* 1 << enum store_facet, or'ed */
    /* NULL, or a unit's group by docid, below n_groups: hits are the best
     * unit of each group, by score, then by the order's key. */
    const uint32_t *groups;
    uint32_t n_groups;
    /* What the stems' factors, and what a title counts, come from; NULL: they
     * are all 1. */
    const struct rank *rank;
    const struct wording *wording; /* NULL: each is in the query once */
    uint64_t deadline;
    const xs_flag *cancel;
};

struct match_hit {
    uint32_t docid;
    uint32_t more; /* other matching units of its group */
    double score;
};

struct match_result {
    uint64_t total;         /* units, also where they are grouped */
    uint64_t groups;        /* that have a matching unit; 0 where not grouped */
    struct match_hit *hits; /* in order */
    size_t n_hits;
    uint64_t *counts[STORE_FACETS]; /* by code; NULL where not asked for */
    struct stems stems; /* what the hits score by, with df and cf; none where no
                           hits were asked for */
};

/* What a match reads; one thread's. */
struct match_source {
    const struct store *store;
    xs_db *db;
    bool has_positions;            /* db has the forms, too */
    const struct curve *curve;     /* of the store's lengths */
    uint64_t length;               /* their sum */
    struct cache *cache;           /* postings, decoded */
    const uint64_t *live;          /* by docid, as struct node_maker has it */
    const uint32_t *documents;     /* index_documents */
    const char *const *committees; /* index_committees */
    struct tokenizer *tokenizer;
};

/* Matches the way that request says. The result's arrays live in arena. */
enum status match_units(const struct match_source *source,
                        const struct match_request *request,
                        struct arena *arena, struct match_result *out,
                        struct error *err) WARN_UNUSED;

/* Whether the hot way answers it. */
bool match_is_hot(const struct match_request *request);

/* By Xapian alone. */
enum status match_by_xapian(const struct match_source *source,
                            const struct match_request *request,
                            struct arena *arena, struct match_result *out,
                            struct error *err) WARN_UNUSED;

/* For the ways of matching: the keys by docid that order hits of equal score,
 * or all hits where rank is not asked for. */
const uint32_t *match_keys(const struct store *store, enum search_sort sort);

/* Whether a filter of the facet's own type restricts the request. */
bool match_restricts(const struct match_request *request,
                     enum store_facet facet);

#endif
