/* The workers and their two queues. Jobs go in through one bounded queue and
 * come back through another, by way of the loop's wake. */
#ifndef SEARCHD_POOL_H
#define SEARCHD_POOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <event2/event.h>

#include "common/error.h"
#include "searchd/job.h"
#include "searchd/serving.h"

struct pool;

/* Jobs begin in the order in which they came, `workers` at a time. One that
 * has run for long_ns counts no more: so that the short ones do not wait for
 * the long ones, up to `spares` other jobs then begin beside these. */
struct pool_size {
    unsigned workers, spares;
    uint64_t long_ns;
    unsigned queue; /* the most jobs that wait */
};

/* Starts all workers. All functions below belong to the loop's thread. */
enum status pool_new(struct pool **out, struct event_base *base,
                     const struct pool_size *size,
                     struct error *err) WARN_UNUSED;
/* All workers, the spare ones too: each has to have a searcher. */
size_t pool_workers(const struct pool *p);
/* Ends the workers after what they do just now, calls done of every job that
 * is left, frees. NULL is a no-op. */
void pool_free(struct pool *p);

/* From here on jobs run in sv, which becomes the pool's and must have a
 * searcher for each worker; or, where sv is NULL, find out why there is none.
 * Workers that are idle change over at once, the others after their job: only
 * then is the old one let go. A job submitted after this call never sees the
 * old one. */
void pool_serve(struct pool *p, struct serving *sv, const struct error *why);

/* Hands job over; run and done must be set. STATUS_BUSY: the queue is full,
 * the job is still the caller's. */
enum status pool_submit(struct pool *p, struct job *job,
                        struct error *err) WARN_UNUSED;

/* Nobody waits for job any more. True: it was still in the queue and is the
 * caller's again. False: a worker has it, its search ends soon and done will
 * be called. */
bool pool_cancel(struct pool *p, struct job *job);

/* Jobs that wait for a worker. */
size_t pool_queued(struct pool *p);
/* The most that ever did. */
size_t pool_queue_peak(const struct pool *p);

/* For how long jobs have waited without a worker taking one, in ns; 0 where
 * none waits. */
uint64_t pool_stalled(struct pool *p);

/* For how long the one worker has been at its job that has been so the
 * longest, in ns; 0 where all wait. Of a worker that never comes back this
 * tells also when nothing is queued. */
uint64_t pool_busy(struct pool *p);

/* What is wrong with the workers, for a log: static text; NULL where they
 * move. */
struct pool_patience {
    uint64_t stalled, busy; /* ns that pool_stalled, pool_busy may be */
};
const char *pool_trouble(struct pool *p, const struct pool_patience *patience);

#endif
