/* What searchd counts. All counters belong to the loop's thread: a request
 * is counted when its line has come and when its reply is known, both there.
 *
 * At every moment, for each protocol,
 *   begun = ok + error + timeout + busy + rejected + in flight. */
#ifndef SEARCHD_STATS_H
#define SEARCHD_STATS_H

#include <stddef.h>
#include <stdint.h>

#include "common/error.h"
#include "searchd/latency.h"

/* How a request ended, and what that is called. */
#define STATS_OUTCOMES(X)                                                      \
    X(OK, ok)                                                                  \
    X(ERROR, error)                                                            \
    X(TIMEOUT, timeout)                                                        \
    X(BUSY, busy)         /* the queue was full */                             \
    X(REJECTED, rejected) /* not tried: malformed, or the client was gone */

enum outcome {
#define X(NAME, name) OUTCOME_##NAME,
    STATS_OUTCOMES(X)
#undef X
        OUTCOMES
};

enum outcome stats_outcome_of(enum status status);

/* "ok" and so on; static. */
const char *stats_outcome_name(enum outcome outcome);

enum stats_proto {
    STATS_LINE, /* every line is a request */
    STATS_HTTP, /* so is every visit that needs a worker, or is refused */
    STATS_PROTOS
};

/* "line", "http"; static. */
const char *stats_proto_name(enum stats_proto proto);

/* The durations of searches, by their upper bounds in
 * microseconds; beyond the last there is one bucket more. */
#define STATS_BOUNDS(X)                                                        \
    X(1000, "0.001")                                                           \
    X(2500, "0.0025")                                                          \
    X(5000, "0.005")                                                           \
    X(10000, "0.01")                                                           \
    X(25000, "0.025")                                                          \
    X(50000, "0.05")                                                           \
    X(100000, "0.1")                                                           \
    X(250000, "0.25")                                                          \
    X(500000, "0.5")                                                           \
    X(1000000, "1")                                                            \
    X(2500000, "2.5")                                                          \
    X(5000000, "5")

#define STATS_BUCKETS 13

struct stats {
    uint64_t started; /* CLOCK_MONOTONIC ns */
    /* Accepted, not among them those refused: over the cap. Of HTTP none is
     * refused: beyond its share they wait unaccepted. */
    uint64_t connections_total[STATS_PROTOS];
    uint64_t connections_rejected;
    uint64_t not_modified; /* visits whose own copy was still good */
    uint64_t reloads;
    struct {
        uint64_t begun;
        uint64_t outcomes[OUTCOMES];
        uint64_t in_flight;
    } requests[STATS_PROTOS];
    uint64_t durations[STATS_BUCKETS]; /* each its own, not cumulated */
    uint64_t durations_sum;            /* ns */
    struct latency latency;
};

void stats_request_begin(struct stats *s, enum stats_proto proto);
void stats_request_end(struct stats *s, enum stats_proto proto,
                       enum outcome outcome);

/* A search's answer took that long, in ns, from the request's arrival on. */
void stats_observe(struct stats *s, uint64_t duration);
/* "0.001" to "5", "+Inf"; static. */
const char *stats_bucket_name(size_t bucket);

/* Of the process; 0 where /proc does not say. Resident memory in bytes, and
 * the part of it that is no file's: the index is mapped, and its pages go when
 * others want the memory. Open descriptors. */
struct stats_process {
    uint64_t memory, anonymous, descriptors;
};
void stats_process(struct stats_process *out);

#endif
