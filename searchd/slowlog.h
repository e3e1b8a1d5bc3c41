/* The slow-query log: the searches that took longest to answer, kept for an
 * administrator, and only while the setting slow-log asks for it. Nothing else
 * in searchd keeps or writes what somebody searched for. The loop's. */
#ifndef SEARCHD_SLOWLOG_H
#define SEARCHD_SLOWLOG_H

#include <stddef.h>
#include <stdint.h>

#include "common/buf.h"
#include "searchd/stats.h"

/* Searches kept, the newest: as many as redis keeps. */
#define SLOWLOG_MAX 128
/* Bytes of a query: enough to know it again; a query may have 4,000. */
#define SLOWLOG_QUERY_MAX 256
/* Milliseconds: with less it would be a log of all that people search for. */
#define SLOWLOG_LEAST 100

struct slowlog_entry;

/* All zero: empty. */
struct slowlog {
    struct slowlog_entry *ring; /* NULL: never used */
    size_t next, n;
};

/* Forgets all, and frees. */
void slowlog_empty(struct slowlog *l);

/* A search over that protocol ended so, just now, and took so many ns. Where
 * this is ms milliseconds or more, keeps it and writes a line of the log.
 * ms 0: the slow-query log is off, and is emptied. */
void slowlog_note(struct slowlog *l, unsigned ms, enum stats_proto proto,
                  enum outcome outcome, uint64_t duration, const char *query,
                  size_t len);

/* Appends a line SLOW for each, the newest first: see doc/protocol.md. */
void slowlog_write(const struct slowlog *l, struct buf *out);

#endif
