/* The line protocol's limits. They are in the greeting, in STATS and in
 * doc/protocol.md, which says the same. */
#ifndef PROTO_LIMITS_H
#define PROTO_LIMITS_H

/* Bytes of a request line, its newline not counted: a query of 4,000 bytes
 * and room for verb and options. */
#define PROTO_LINE_MAX 4096

/* Hits of one page, and how deep a page may lie (from + limit): beyond that
 * nobody reads on, and each page costs its depth. */
#define PROTO_LIMIT_MAX 100
#define PROTO_DEPTH_MAX 1000

/* Completions of each kind in a reply to SUGGEST: more than a list below a
 * search box has room for. */
#define PROTO_SUGGEST_MAX 20

/* Bytes of a tag that is echoed. */
#define PROTO_TAG_MAX 64

/* Options of one request: three times those that SEARCH has. */
#define PROTO_OPTIONS_MAX 48

/* Bytes of a reply, the line that ends it not counted: the largest unit with
 * its neighbours is cut to fit. */
#define PROTO_REPLY_MAX (1u << 20)

#endif
