/* libxapian for C: the only door to it. Writing, query building, searching,
 * and reading of postings. Nothing here is special to Minutiae.
 *
 * Every function returns an enum status and never throws; results come back
 * as flat copies: no lazy Xapian object crosses, because that is where its
 * exceptions come late. A handle belongs to one thread at a time; an xs_db
 * per thread is fine. Databases are opened with the glass backend only: a
 * stub file, which Xapian would otherwise follow, can run programs.
 *
 * Statuses: STATUS_NOT_FOUND no database there; STATUS_CORRUPT damaged;
 * STATUS_SCHEMA another Xapian format; STATUS_LOCKED another writer;
 * STATUS_IO a read or write failed; STATUS_INVALID an argument that Xapian
 * refuses (a term over 245 bytes); STATUS_TIMEOUT, STATUS_CANCELLED see
 * xs_search; STATUS_NOMEM; STATUS_INTERNAL anything else. */
#ifndef SHIM_XS_H
#define SHIM_XS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/error.h"

#ifdef __cplusplus
#include <atomic>
typedef std::atomic<bool> xs_flag;
#define XS_NOEXCEPT noexcept
extern "C" {
#else
#include <stdatomic.h>
typedef atomic_bool xs_flag;
#define XS_NOEXCEPT
#endif

/* The version of the libxapian that is loaded, "1.4.22"; static. */
const char *xs_version(void) XS_NOEXCEPT;

/* ---- writing ---- */

typedef struct xs_writer xs_writer;

/* Creates a database in dir, which must not exist yet: STATUS_LOCKED where
 * another writer is at work there, else STATUS_INVALID. */
enum status xs_writer_open(xs_writer **out, const char *dir,
                           struct error *err) XS_NOEXCEPT WARN_UNUSED;
/* The same for one that is only there to be merged: committing does not wait
 * for the disk. Whoever merged it has to learn from syncfs(2), of a descriptor
 * opened before, whether the disk failed meanwhile. */
enum status xs_writer_open_scratch(xs_writer **out, const char *dir,
                                   struct error *err) XS_NOEXCEPT WARN_UNUSED;
/* Opens a database to change it. */
enum status xs_writer_open_existing(xs_writer **out, const char *dir,
                                    struct error *err) XS_NOEXCEPT WARN_UNUSED;
/* Discards what was not committed; NULL is a no-op. */
void xs_writer_close(xs_writer *w) XS_NOEXCEPT;

/* Adds to the document being built: a term with wdf more (0: none), ... */
enum status xs_writer_term(xs_writer *w, const char *term, size_t len,
                           uint32_t wdf,
                           struct error *err) XS_NOEXCEPT WARN_UNUSED;
/* ... a term at a position, with wdf more. */
enum status xs_writer_posting(xs_writer *w, const char *term, size_t len,
                              uint32_t pos, uint32_t wdf,
                              struct error *err) XS_NOEXCEPT WARN_UNUSED;
/* Adds the document built, *docid = 1, 2, 3...; begins an empty one. */
enum status xs_writer_add(xs_writer *w, uint32_t *docid,
                          struct error *err) XS_NOEXCEPT WARN_UNUSED;

/* Removes a document; its docid is not given again. STATUS_NOT_FOUND: there is
 * none, and the handle is of no more use. */
enum status xs_writer_delete(xs_writer *w, uint32_t docid,
                             struct error *err) XS_NOEXCEPT WARN_UNUSED;

/* Makes all that was added and removed durable, the folder's entries included
 * (Xapian itself does not fsync the folder). After a failure the handle is of
 * no use: what was pending is gone, a second try would lie. */
enum status xs_writer_commit(xs_writer *w,
                             struct error *err) XS_NOEXCEPT WARN_UNUSED;

/* Compacts the databases srcs[0..n), in order, into dest (which must not
 * exist), docids renumbered one after the other; with durable makes it so, else
 * dest is as one of xs_writer_open_scratch. What a failure leaves in dest is
 * rubbish. */
enum status xs_compact(const char *const *srcs, size_t n, const char *dest,
                       bool durable, struct error *err) XS_NOEXCEPT WARN_UNUSED;

/* ---- reading ---- */

typedef struct xs_db xs_db;

enum status xs_db_open(xs_db **out, const char *dir,
                       struct error *err) XS_NOEXCEPT WARN_UNUSED;
void xs_db_close(xs_db *db) XS_NOEXCEPT; /* NULL is a no-op */

struct xs_stats {
    uint32_t documents;
    uint32_t last_docid;
    uint64_t total_length; /* sum of the documents' lengths */
    uint32_t min_length;   /* lower bound, as Xapian's BM25 uses it */
};
enum status xs_db_stats(xs_db *db, struct xs_stats *out,
                        struct error *err) XS_NOEXCEPT WARN_UNUSED;

/* Whether any document has a term at a position. */
enum status xs_db_has_positions(xs_db *db, bool *out,
                                struct error *err) XS_NOEXCEPT WARN_UNUSED;

/* Documents that have the term, and the sum of its wdfs; 0 and 0 if none.
 * Here and below the empty term is STATUS_INVALID. */
enum status xs_db_term(xs_db *db, const char *term, size_t len, uint32_t *df,
                       uint64_t *cf, struct error *err) XS_NOEXCEPT WARN_UNUSED;

/* A term's postings by ascending docid. One allocation, freed by
 * xs_postings_free. */
struct xs_postings {
    size_t n;
    uint32_t *docids; /* n */
    uint32_t *wdfs;   /* n */
};
enum status xs_db_postings(xs_db *db, const char *term, size_t len,
                           struct xs_postings **out,
                           struct error *err) XS_NOEXCEPT WARN_UNUSED;
void xs_postings_free(struct xs_postings *p) XS_NOEXCEPT;

/* The next terms in byte order that begin with prefix and are > after
 * (after_len 0: from the first): up to max of them. For walks over all terms
 * in bounded steps. */
struct xs_term {
    char *term; /* NUL-terminated as well */
    size_t len;
    uint32_t df;
};
struct xs_terms {
    size_t n;
    struct xs_term *terms; /* n */
};
enum status xs_db_terms(xs_db *db, const char *prefix, size_t prefix_len,
                        const char *after, size_t after_len, size_t max,
                        struct xs_terms **out,
                        struct error *err) XS_NOEXCEPT WARN_UNUSED;
void xs_terms_free(struct xs_terms *t) XS_NOEXCEPT;

/* ---- queries ---- */

/* A query under construction. Builders that take queries consume them, also
 * when they fail; xs_query_free(NULL) is a no-op. */
typedef struct xs_query xs_query;

enum xs_op {
    XS_OR,
    XS_AND,
    XS_NOT,       /* the first, without the second */
    XS_AND_MAYBE, /* the first, with the weight of the second where it is */
    XS_FILTER, /* the first, where the second matches too; its weight alone */
    XS_PHRASE, /* in order, within window positions */
    XS_NEAR,   /* in any order, within window positions */
};

enum status xs_query_term(xs_query **out, const char *term, size_t len,
                          struct error *err) XS_NOEXCEPT WARN_UNUSED;
/* Every document; weight 0. */
enum status xs_query_all(xs_query **out,
                         struct error *err) XS_NOEXCEPT WARN_UNUSED;
/* No document. */
enum status xs_query_nothing(xs_query **out,
                             struct error *err) XS_NOEXCEPT WARN_UNUSED;
/* Combines subs[0..n), n >= 1 (2 for XS_NOT,
 * XS_AND_MAYBE and XS_FILTER). window: for
 * XS_PHRASE and XS_NEAR, 0 for n; others ignore it. Below XS_PHRASE and
 * XS_NEAR stand terms, or XS_OR of terms (works in 1.4.22). */
enum status xs_query_combine(xs_query **out, enum xs_op op, xs_query **subs,
                             size_t n, uint32_t window,
                             struct error *err) XS_NOEXCEPT WARN_UNUSED;
/* Documents in which n words stand near each other: each at a position of its
 * own, the last at most span behind the first. A word is any of its terms.
 * XS_NEAR does not promise that where terms can share positions, which a word
 * and what begins so, or a word twice, do. Local databases only. */
struct xs_near_word {
    const char *const *terms;
    size_t n; /* 0: such a word is nowhere */
};
struct xs_near {
    const struct xs_near_word *words;
    size_t n;
    uint32_t span;
    /* Two words have the same terms, or such as never stand at one position;
     * and a word that is there twice has no two terms that do. It is asked
     * for by XS_NEAR then, which is faster. */
    bool apart;
    /* Of the searches to come: as xs_search_params, which does not reach
     * the comparing of positions. */
    uint64_t deadline;
    const xs_flag *cancel;
};
enum status xs_query_near(xs_query **out, const struct xs_near *near,
                          struct error *err) XS_NOEXCEPT WARN_UNUSED;
/* Documents whose value lies in one of n >= 1 ranges, which ascend and do not
 * overlap. values has last_docid + 1 entries, index 0 unused, and is borrowed
 * as long as the query. deadline and cancel as in xs_near. Local databases
 * only. */
struct xs_range {
    uint32_t from, to; /* inclusive */
};
enum status xs_query_ranges(xs_query **out, const uint32_t *values,
                            const struct xs_range *ranges, size_t n,
                            uint64_t deadline, const xs_flag *cancel,
                            struct error *err) XS_NOEXCEPT WARN_UNUSED;
/* The documents of docids[0..n), ascending, which are copied; weight 0.
 * deadline and cancel as in xs_near. Local databases only. */
enum status xs_query_docids(xs_query **out, const uint32_t *docids, size_t n,
                            uint64_t deadline, const xs_flag *cancel,
                            struct error *err) XS_NOEXCEPT WARN_UNUSED;
/* What sub matches, without weight, and with a look at the clock for each
 * candidate, as xs_near has it. xs_search looks at it for each match of the
 * whole; below XS_OR and beside XS_NOT whole lists are passed over before
 * there is one. Without deadline and flag it is sub without weight. */
enum status xs_query_watched(xs_query **out, xs_query *sub, uint64_t deadline,
                             const xs_flag *cancel,
                             struct error *err) XS_NOEXCEPT WARN_UNUSED;
/* A term of whose occurrences some count otherwise: of its wdf in document
 * docids[i] (ascending) counts[i] are worth factor >= 0 each. What is worth
 * nothing then does not match; scored by BM25 as xs_search has it, with the
 * frequency and the lengths of the index. With n 0 it is the term itself.
 * What is pointed at is copied; deadline and cancel as in xs_near. Local
 * databases only. */
struct xs_recount {
    const char *term;
    size_t len;
    const uint32_t *docids, *counts;
    size_t n;
    double factor;
    double k1, b;
    uint64_t deadline;
    const xs_flag *cancel;
};
enum status xs_query_recounted(xs_query **out, const struct xs_recount *recount,
                               struct error *err) XS_NOEXCEPT WARN_UNUSED;
/* The weight times factor >= 0; factor 0 makes a pure filter. */
enum status xs_query_scale(xs_query **out, xs_query *sub, double factor,
                           struct error *err) XS_NOEXCEPT WARN_UNUSED;
void xs_query_free(xs_query *q) XS_NOEXCEPT;
/* Xapian's own description of it: malloc'd, the caller's. For EXPLAIN. */
enum status xs_query_describe(const xs_query *q, char **out,
                              struct error *err) XS_NOEXCEPT WARN_UNUSED;

/* ---- searching ---- */

/* Counting by value: for each match, counts[codes[docid]]++. codes has
 * last_docid + 1 entries; counts is the caller's, zeroed by the caller. */
struct xs_counter {
    const uint32_t *codes;
    uint64_t *counts;
    size_t n_counts; /* codes are below this */
};

enum xs_sort {
    XS_BY_RELEVANCE, /* weight, highest first; then key, lowest first */
    XS_BY_KEY,       /* key alone, lowest first */
};

struct xs_search_params {
    uint32_t limit; /* hits wanted, from the best on; 0: count only */
    enum xs_sort sort;
    /* By docid, last_docid + 1 entries, no two alike. NULL: equal weights
     * by docid. */
    const uint32_t *keys;
    /* Xapian's BM25Weight: k1, k2, k3, b, min_normlen. */
    double k1, k2, k3, b, min_normlen;
    const struct xs_counter *counters;
    size_t n_counters;
    /* By docid, last_docid + 1 entries below n_groups, or NULL. With them a
     * hit is the best of its group: the highest weight, then the lowest key,
     * whatever the sort, which orders those; limit is how many groups. */
    const uint32_t *groups;
    uint32_t n_groups;
    /* CLOCK_MONOTONIC in nanoseconds, 0 for none: looked at during the match
     * (every 16 documents), STATUS_TIMEOUT. */
    uint64_t deadline;
    /* May be NULL; set by another thread: STATUS_CANCELLED. */
    const xs_flag *cancel;
};

struct xs_hit {
    uint32_t docid;
    uint32_t more; /* other matches in its group; 0 without groups */
    double weight;
};

/* One allocation, freed by xs_result_free. */
struct xs_result {
    uint64_t total;  /* exact; matches, also where they are grouped */
    uint64_t groups; /* groups that have a match; 0 without groups */
    size_t n;
    struct xs_hit *hits;
};

/* Matches the whole query (the total and the counters are exact); q is
 * borrowed. On failure the counters hold part of the counts. */
enum status xs_search(xs_db *db, const xs_query *q,
                      const struct xs_search_params *params,
                      struct xs_result **out,
                      struct error *err) XS_NOEXCEPT WARN_UNUSED;
void xs_result_free(struct xs_result *r) XS_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif
