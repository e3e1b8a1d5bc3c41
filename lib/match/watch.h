/* The clock in a match. What fails deep in it is kept here, and all that goes
 * on looks at that in its next step. */
#ifndef MATCH_WATCH_H
#define MATCH_WATCH_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "common/error.h"

struct watch {
    uint64_t deadline;         /* CLOCK_MONOTONIC ns; 0: none */
    const atomic_bool *cancel; /* NULL: none */
    enum status status;        /* STATUS_OK as long as there is time */
    unsigned steps;
};

/* Looks at the clock and the flag: whether there is time to go on. */
bool watch_look(struct watch *w);

/* One of many small steps, at most some microseconds: looks at the clock
 * now and then. */
static inline bool
watch_step(struct watch *w)
{
    return ++w->steps % 64 != 0 ? w->status == STATUS_OK : watch_look(w);
}

/* What became of it, with its message: STATUS_OK, STATUS_TIMEOUT or
 * STATUS_CANCELLED. */
enum status watch_status(const struct watch *w, struct error *err) WARN_UNUSED;

#endif
