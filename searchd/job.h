/* A job: work that a worker does for the loop. What asked for it (a line
 * connection, an HTTP request) embeds a struct job and is called back; the
 * pool knows nothing else of it.
 *
 * A job has one owner at a time: its maker until pool_submit, the pool until
 * done is called, then its maker again. */
#ifndef SEARCHD_JOB_H
#define SEARCHD_JOB_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/queue.h>

#include "common/error.h"
#include "engine/index.h"
#include "engine/searcher.h"
#include "shim/xs.h"

/* What a worker has for a job: valid during run only. */
struct job_context {
    struct index *index;       /* the generation that serves; NULL: none */
    struct searcher *searcher; /* the worker's own, in index; NULL with it */
    struct error why;          /* why there is none */
};

struct job {
    /* Does the work. On a worker; not called for a job cancelled before its
     * turn came. */
    void (*run)(struct job *job, const struct job_context *context);
    /* Takes the job back. On the loop, for every job that was submitted and
     * not taken back by pool_cancel. */
    void (*done)(struct job *job);
    xs_flag cancel;    /* set by pool_cancel, read by the search */
    uint64_t deadline; /* CLOCK_MONOTONIC ns, for run to look at */

    /* The pool's own. */
    TAILQ_ENTRY(job) link;
    bool queued; /* in the queue, not yet taken; under the pool's lock */
};

#endif
