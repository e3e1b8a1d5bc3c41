/* The clock in a match: see watch.h. */
#include "config.h"

#include "match/watch.h"

#include <stddef.h>

#include "common/clock.h"

bool
watch_look(struct watch *w)
{
    if (w->status != STATUS_OK)
        return false;
    if (w->cancel != NULL &&
        atomic_load_explicit(w->cancel, memory_order_relaxed))
        w->status = STATUS_CANCELLED;
    else if (w->deadline != 0 && clock_now() >= w->deadline)
        w->status = STATUS_TIMEOUT;
    return w->status == STATUS_OK;
}

enum status
watch_status(const struct watch *w, struct error *err)
{
    if (w->status == STATUS_CANCELLED)
        return error_set(err, STATUS_CANCELLED, "the search was cancelled");
    if (w->status == STATUS_TIMEOUT)
        return error_set(err, STATUS_TIMEOUT, "the search took too long");
    return w->status;
}
