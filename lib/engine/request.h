/* What a search asks for: the query and the options that the line protocol
 * and the search box share, under the same names. */
#ifndef ENGINE_REQUEST_H
#define ENGINE_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/error.h"
#include "common/kind.h"
#include "engine/rank.h"
#include "shim/xs.h"
#include "store/store.h"
#include "text/plan.h"

/* Also the protocol's limits (proto/limits.h says the same; a test compares
 * them): a page, and how deep it may lie. */
#define SEARCH_LIMIT_MAX 100
#define SEARCH_DEPTH_MAX 1000
#define SEARCH_LIMIT_DEFAULT 10

enum search_match {
    SEARCH_AUTO, /* all words; any word where nothing has them all */
    SEARCH_ALL,
    SEARCH_ANY,
};

enum search_sort {
    SEARCH_BY_RELEVANCE,
    SEARCH_BY_NEWEST,
    SEARCH_BY_OLDEST,
    SEARCH_BY_DOCUMENT, /* the order of document ids, units as printed */
};

struct answers;
/* Which way units are matched; the answers are the same. */
enum search_engine {
    SEARCH_HOT,       /* our own: match_hot.h */
    SEARCH_BY_XAPIAN, /* the oracle */
};

struct glossary;

/* To add a field: a plain value belongs to what answers.c compares without
 * further ado, a string has to be added to make_key there. */
struct search_request {
    const char *query; /* borrowed; any bytes */
    size_t query_len;
    uint32_t limit; /* 0 to SEARCH_LIMIT_MAX; 0: count and facets only */
    uint32_t from;  /* hits to skip */
    enum search_match match;
    enum search_sort sort;
    unsigned year_from, year_to; /* filter; 0: none */
    bool has_kind;
    enum unit_kind kind;
    char plan[PLAN_SIZE];  /* "" none */
    const char *committee; /* borrowed; NULL or "" none */
    const char *document;  /* borrowed; a document's id; NULL none */
    const char *without;   /* borrowed; a unit's id, which is no hit; NULL
                              none */
    unsigned facets;       /* 1 << enum store_facet, or'ed */
    unsigned snippets;     /* fragments a hit, 0 to 2 */
    bool group;       /* the best unit of each document; limit and from count
                         documents */
    bool decisions;   /* with each hit what its document resolved or decided */
    bool expand;      /* acronyms stand for their words, and words for them */
    struct rank rank; /* what hits are ranked by; no option, since what it
                         asks for is not for everybody to try */
    enum search_engine engine;       /* no option, as rank is none */
    uint64_t deadline;               /* CLOCK_MONOTONIC ns; 0: none */
    const xs_flag *cancel;           /* borrowed; NULL: none */
    const struct glossary *glossary; /* an administrator's; borrowed; NULL:
                                        none */
    struct answers *answers; /* where answers are kept; borrowed; NULL: this
                                one is found anew, and not kept */
};

/* The defaults: 10 hits, match=auto, by relevance, facet year, 2 snippets,
 * acronyms expanded, rank_default. */
void search_request_init(struct search_request *r);

/* Reads "hot" or "xapian". STATUS_USAGE, *out untouched. */
enum status search_engine_parse(enum search_engine *out, const char *text,
                                struct error *err) WARN_UNUSED;

/* Sets the option of that name ("limit", "from", "match", "sort", "year",
 * "kind", "plan", "committee", "document", "facets", "snippets", "group",
 * "decision", "expand") from its text; value is borrowed as long as r lives.
 * STATUS_USAGE says what is wrong with which option; STATUS_NOT_FOUND: no
 * option has that name. */
enum status search_request_set(struct search_request *r, const char *name,
                               const char *value,
                               struct error *err) WARN_UNUSED;

/* The bounds that need both options: from + limit. STATUS_USAGE. */
enum status search_request_check(const struct search_request *r,
                                 struct error *err) WARN_UNUSED;

/* Whether there is time to go on: STATUS_TIMEOUT past the deadline,
 * STATUS_CANCELLED once somebody has set *cancel. */
enum status search_request_time(const struct search_request *r,
                                struct error *err) WARN_UNUSED;

#endif
