/* What searchd counts. All counters belong to the loop's thread: a request
 * is counted when its line has come and when its reply is known, both there.
 *
 * At every moment
 *   requests = ok + error + timeout + busy + rejected + in flight. */
#ifndef SEARCHD_STATS_H
#define SEARCHD_STATS_H

#include <stdint.h>

#define STATS_COUNTERS(X)                                                      \
    X(connections_total)    /* accepted, the refused ones not among them */    \
    X(connections_rejected) /* over the cap */                                 \
    X(requests)             /* lines that came */                              \
    X(requests_ok)                                                             \
    X(requests_error)                                                          \
    X(requests_timeout)                                                        \
    X(requests_busy)     /* the queue was full */                              \
    X(requests_rejected) /* not tried: malformed, or the client was gone */    \
    X(requests_in_flight)                                                      \
    X(reloads)

struct stats {
    uint64_t started; /* CLOCK_MONOTONIC ns */
#define X(name) uint64_t name;
    STATS_COUNTERS(X)
#undef X
};

/* How a request ended. */
enum outcome {
    OUTCOME_OK,
    OUTCOME_ERROR,
    OUTCOME_TIMEOUT,
    OUTCOME_BUSY,
    OUTCOME_REJECTED,
};

void stats_request_begin(struct stats *s);
void stats_request_end(struct stats *s, enum outcome outcome);

/* Resident memory of the process in bytes; 0 where /proc does not say. */
uint64_t stats_memory(void);

#endif
