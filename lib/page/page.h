/* The intranet search box as pages: an answer, a document or an error in,
 * HTML (or a feed, or a descriptor) out. Pure: no sockets, no index. Every
 * value from outside goes through one function of escape.h; every link is
 * made by link.h, so that a path prefix holds everywhere. Pages need no
 * script (the one there is completes what is typed) and name no other host.
 *
 * All functions: any thread; what is passed in is borrowed for the call;
 * the page is appended to out. */
#ifndef PAGE_PAGE_H
#define PAGE_PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "answer/answer.h"
#include "common/buf.h"

/* What an intranet sets for itself. Never NULL; "" where nothing is set,
 * but for title and language. */
struct page_site {
    const char *title;       /* "Minutes search" */
    const char *logo;        /* text at the top, "" for title */
    const char *home_url;    /* back to the intranet; http, https or relative */
    const char *home_text;   /* its words */
    const char *language;    /* of the minutes, "en-GB" */
    const char *accent;      /* "#0b5a8a", checked when it was set */
    const char *accent_dark; /* the same on a dark page */
    const char *prefix; /* path before ours behind a proxy: "" or "/minutes" */
    const char *origin; /* "https://intranet.example", for what must be
                           absolute (feed, descriptor, citation); without
                           one, what the request's Host says */
};

/* What a page's address says besides its path, as it came: decoded, valid
 * UTF-8 without controls. "" where it is not there. Links keep what they do
 * not change. */
struct page_query {
    const char *q;
    const char *year, *kind, *committee, *plan, *document;
    const char *sort;     /* "" relevance */
    const char *match;    /* "" auto */
    const char *group;    /* "document": one hit a document; else "" */
    const char *decision; /* "yes": what was decided below each; else "" */
    const char *expand;   /* "no": acronyms as they are; else "" */
    const char *similar;  /* a unit's id: what is like it is asked for, and
                             not q, sort, match or expand; else "" */
    uint32_t from;        /* 0 */
    uint32_t limit;       /* 10 */
};

/* A query that asks for nothing. */
extern const struct page_query page_nothing;

/* What the index holds, for the empty box. */
struct page_facts {
    uint64_t documents, units;
    unsigned first_year, last_year; /* 0: none known */
    uint64_t generation;
};

/* The unit that others are like. */
struct page_like {
    const char *document, *title; /* its document's id and title */
    const char *id, *kind, *number, *text;
};

/* One agenda item in context. */
struct page_unit {
    const char *id;     /* whole */
    const char *key;    /* "p7": the fragment */
    const char *kind;   /* "minute" */
    const char *number; /* "7", or "" */
    const char *text;   /* U+2028 is a line break */
    const struct answer_mark *marks;
    size_t n_marks;
    bool hit; /* the query finds it */
};

struct page_document {
    const char *id, *title, *committee, *date, *plan, *url, *source;
    unsigned year;
    const struct page_unit *units;
    size_t n_units;
    uint32_t from; /* of a long document, the first unit that is here */
    uint32_t all;  /* and how many it has in all; 0: these are all */
    /* The hit that was followed here (&hit=N), and its neighbours in the
     * order of the results; 0 and NULL where there is none. */
    uint32_t rank;
    const char *previous_document, *previous_key;
    const char *next_document, *next_key;
    uint64_t total;   /* hits of the query in all; 0 without a query */
    const char *host; /* for the permanent links, where site->origin is "";
                         "" or NULL: they have the path alone */
};

/* GET /: the box alone. facts NULL: there is no index yet. */
void page_home(const struct page_site *site, const struct page_facts *facts,
               struct buf *out);

/* GET /search: the box, what was found, years, filters, pages. Nothing found
 * is a page too, with what can be done about it. */
void page_results(const struct page_site *site, const struct page_query *query,
                  const struct answer *answer, struct buf *out);

/* GET /similar: what is like one unit, query->similar, which is `like`. */
void page_similar(const struct page_site *site, const struct page_query *query,
                  const struct page_like *like, const struct answer *answer,
                  struct buf *out);

/* GET /d/DOCUMENT. */
void page_document(const struct page_site *site, const struct page_query *query,
                   const struct page_document *document, struct buf *out);

/* Any failure: status is HTTP's; what, the heading; message, a sentence;
 * column of the query (0: none), shown under it. The box is there to go on. */
void page_error(const struct page_site *site, const struct page_query *query,
                unsigned status, const char *what, const char *message,
                unsigned column, struct buf *out);

/* GET /help: how to ask, by examples; and the form for other pages, which
 * sends to host where site->origin is "". */
void page_help(const struct page_site *site, const char *host, struct buf *out);

/* GET /feed.atom: Atom (RFC 4287) of an answer sorted newest first. host is
 * where site->origin is "". updated: seconds since 1970. */
void page_feed(const struct page_site *site, const struct page_query *query,
               const struct answer *answer, const char *host, uint64_t updated,
               struct buf *out);

/* GET /opensearch.xml: OpenSearch 1.1. */
void page_opensearch(const struct page_site *site, const char *host,
                     struct buf *out);

/* GET /search.js: completion of what is typed, for browsers that run it. */
void page_script(struct buf *out);

/* GET /style.css: the stylesheet with the site's colours. */
void page_style(const struct page_site *site, struct buf *out);

/* GET /favicon.svg. */
void page_favicon(struct buf *out);

#endif
