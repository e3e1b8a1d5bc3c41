/* poll(2) up to a deadline: see wait.h. */
#include "config.h"

#include "client/wait.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>

#include "common/clock.h"

uint64_t
wait_deadline(unsigned timeout_ms)
{
    return timeout_ms == 0 ? 0 : clock_now() + timeout_ms * CLOCK_NS_PER_MS;
}

/* Milliseconds for poll: -1 without a deadline, rounded up, so that a wait
 * does not spin through its last millisecond. */
static int
remaining(uint64_t deadline)
{
    if (deadline == 0)
        return -1;
    uint64_t now = clock_now();
    if (now >= deadline)
        return 0;
    uint64_t ms = (deadline - now + CLOCK_NS_PER_MS - 1) / CLOCK_NS_PER_MS;
    return ms > INT_MAX ? INT_MAX : (int)ms;
}

enum status
wait_for(int fd, short events, uint64_t deadline, const char *name,
         struct error *err)
{
    struct pollfd p = {.fd = fd, .events = events};

    for (;;) {
        int ms = remaining(deadline);
        int n = poll(&p, 1, ms);
        if (n > 0)
            return STATUS_OK;
        if (n < 0 && errno != EINTR)
            return error_set_errno(err, STATUS_IO, "waiting for %s", name);
        if (n == 0 && ms == 0)
            return error_set(err, STATUS_TIMEOUT,
                             "%s did not answer in time: ask again later",
                             name);
    }
}
