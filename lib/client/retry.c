/* Another attempt: see retry.h. */
#include "config.h"

#include "client/retry.h"

#include <poll.h>
#include <stddef.h>

#include "common/clock.h"

/* How long a server that was never seen is looked for: several times what
 * systemd takes to start a searchd that was killed (RestartSec=100ms, and the
 * start). Whoever has none gets to know it before wondering. */
#define MOMENT_MS 1000

/* How long one that was there is waited for: as long as searchd takes to end
 * the searches of those before us (5 s, its --timeout), RestartSec, and the
 * start of the next process; twice that for a machine under load. */
#define RESTART_MS 11000

/* How often a server may go with our request, which may be what it dies of.
 * Nobody else should be without one for that more often; and where systemd
 * counts starts, it gives up at five (StartLimitBurst=, as it comes). */
#define LOST_MAX 3

/* The first pause, which doubles: a connection handed to the next process is
 * waiting for us already. The longest: what a person does not notice beside a
 * restart. */
#define PAUSE_MIN_MS 10
#define PAUSE_MAX_MS 250

void
retry_begin(struct retry *r, uint64_t deadline)
{
    *r = (struct retry){.deadline = deadline, .pause_ms = PAUSE_MIN_MS};
}

/* When to give up, for this reason. */
static uint64_t
find_limit(const struct retry *r, enum retry_why why)
{
    bool brief = why == RETRY_ABSENT && !r->met;
    uint64_t limit =
        r->since + (brief ? MOMENT_MS : RESTART_MS) * CLOCK_NS_PER_MS;

    return r->deadline != 0 && r->deadline < limit ? r->deadline : limit;
}

bool
retry_again(struct retry *r, enum retry_why why)
{
    uint64_t now = clock_now();

    if (why == RETRY_NEVER)
        return false;
    if (why != RETRY_ABSENT)
        r->met = true;
    if (why == RETRY_LOST) {
        if (++r->lost >= LOST_MAX)
            return false;
        r->since = 0;
        r->pause_ms = PAUSE_MIN_MS;
    }
    if (r->since == 0)
        r->since = now;
    uint64_t limit = find_limit(r, why);
    if (now >= limit)
        return false;
    uint64_t left = (limit - now) / CLOCK_NS_PER_MS + 1;
    /* Nothing interrupts it but a signal, and then it is only shorter. */
    (void)poll(NULL, 0, (int)(r->pause_ms < left ? r->pause_ms : left));
    r->pause_ms =
        r->pause_ms * 2 < PAUSE_MAX_MS ? r->pause_ms * 2 : PAUSE_MAX_MS;
    return true;
}
