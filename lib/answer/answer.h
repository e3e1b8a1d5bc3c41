/* The answer to a search, and its two forms: the line protocol's and JSON.
 * The engine fills one, the daemon writes its lines, the client reads them
 * back into one, and searchctl --json and HTTP write the same JSON of it. */
#ifndef ANSWER_ANSWER_H
#define ANSWER_ANSWER_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/buf.h"
#include "common/error.h"

struct answer_mark {
    uint32_t start; /* bytes into the snippet's text */
    uint32_t len;   /* bytes */
};

struct answer_snippet {
    const char *text;          /* plain; "…" where it was cut */
    struct answer_mark *marks; /* ascending, apart from each other */
    size_t n_marks;
};

/* What was decided in the item that a hit belongs to. */
struct answer_decision {
    const char *id, *kind, *number, *text; /* number "" unknown */
};

struct answer_hit {
    uint32_t rank; /* 1..; from + 1 is the first of a page */
    double score;
    const char *id, *kind, *number, *title, *document, *plan, *date, *committee,
        *url;      /* "" unknown */
    unsigned year; /* 0 unknown */
    uint32_t more; /* other hits in its document; 0 where not grouped */
    struct answer_mark *title_marks; /* as of a snippet, in the title */
    size_t n_title_marks;
    struct answer_decision *decisions; /* where they were asked for */
    size_t n_decisions;
    struct answer_snippet *snippets;
    size_t n_snippets;
};

struct answer_count {
    const char *value; /* "" for the units without one */
    uint64_t count;
};

struct answer_facet {
    const char *name;            /* "year" */
    struct answer_count *counts; /* ordered: years and plans newest first,
                                    others by value; "" last */
    size_t n_counts;
};

/* An acronym that was taken for its words. */
struct answer_expansion {
    const char *from, *to, *where;
};

struct answer {
    struct arena *arena; /* owns every string and array below */
    struct answer *of;   /* whose arena it is; NULL: it is this one's */
    atomic_uint sharers; /* of this one, and itself */
    const char *query;   /* as understood; "" where nothing was asked */
    uint64_t total;      /* exact */
    bool grouped;        /* one hit a document */
    uint64_t groups;     /* how many documents the total is in, if grouped */
    uint32_t from;
    uint64_t generation;
    double ms;
    bool relaxed; /* any word was enough, as nothing had them all */
    struct answer_hit *hits;
    size_t n_hits;
    struct answer_facet *facets;
    size_t n_facets;
    const char *suggestion; /* NULL where none is made */
    uint64_t suggestion_total;
    struct answer_expansion *expanded;
    size_t n_expanded;
    const char **missing; /* words that nothing in the index matches */
    size_t n_missing;
    const char **notes; /* sentences for the person who asked */
    size_t n_notes;
    bool hurried; /* another time it may say more: not to be kept */
};

/* An empty answer with an arena of its own. */
struct answer *answer_new(void) __attribute__((returns_nonnull));
void answer_free(struct answer *a); /* NULL is a no-op */

/* The same answer once more, with fields of its own and the strings and arrays
 * of a, which stay as long as either does and which nobody may change from
 * here on. Any thread. */
struct answer *answer_share(struct answer *a) __attribute__((returns_nonnull));

/* ---- the line form (doc/protocol.md) ---- */

/* Appends the lines QUERY, NOTE*, EXPAND*, MISSING*, SUGGESTION?, HIT and its
 * SNIPs and DECISIONs, FACET*; not the OK line. Fields are tab-separated, no
 * text holds a control character (one that does is written as a blank). */
void answer_write_lines(const struct answer *a, struct buf *out);

/* Appends the fields of the OK line after "OK": " hits=1 total=1 from=0
 * relaxed=0 ms=0.3 gen=42", and " groups=1" where the hits are grouped. */
void answer_write_ok(const struct answer *a, struct buf *out);

/* Takes one line of a reply (without its newline) into a. Unknown tags are
 * ignored, as the protocol asks of clients; a known one with a malformed
 * field is STATUS_INVALID. An OK line sets the totals. */
enum status answer_read_line(struct answer *a, const char *line, size_t len,
                             struct error *err) WARN_UNUSED;

/* ---- JSON ---- */

/* Appends one object (RFC 8259, UTF-8, no newline); names as doc/protocol.md
 * lists them. Unknown strings and years are null. */
void answer_write_json(const struct answer *a, struct buf *out);

#endif
