/* Counting: see stats.h. */
#include "config.h"

#include "searchd/stats.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

void
stats_request_begin(struct stats *s, enum stats_proto proto)
{
    s->requests[proto].begun++;
    s->requests[proto].in_flight++;
}

void
stats_request_end(struct stats *s, enum stats_proto proto, enum outcome outcome)
{
    s->requests[proto].in_flight--;
    s->requests[proto].outcomes[outcome]++;
}

enum outcome
stats_outcome_of(enum status status)
{
    switch (status) {
    case STATUS_OK:
        return OUTCOME_OK;
    case STATUS_TIMEOUT:
        return OUTCOME_TIMEOUT;
    case STATUS_BUSY:
        return OUTCOME_BUSY;
    default:
        return OUTCOME_ERROR;
    }
}

const char *
stats_outcome_name(enum outcome outcome)
{
    static const char *const names[OUTCOMES] = {
#define X(NAME, name) [OUTCOME_##NAME] = #name,
        STATS_OUTCOMES(X)
#undef X
    };
    return names[outcome];
}

const char *
stats_proto_name(enum stats_proto proto)
{
    return proto == STATS_HTTP ? "http" : "line";
}

static const struct {
    uint64_t bound; /* microseconds */
    const char *name;
} buckets[] = {
#define X(bound, name) {bound, name},
    STATS_BOUNDS(X)
#undef X
        {UINT64_MAX, "+Inf"},
};
_Static_assert(sizeof(buckets) / sizeof(buckets[0]) == STATS_BUCKETS,
               "a counter for each bucket");

void
stats_observe(struct stats *s, uint64_t duration)
{
    size_t i = 0;
    while (duration / 1000 > buckets[i].bound)
        i++;
    s->durations[i]++;
    s->durations_sum += duration;
}

const char *
stats_bucket_name(size_t bucket)
{
    return buckets[bucket].name;
}

uint64_t
stats_memory(void)
{
    FILE *f = fopen("/proc/self/statm", "re");
    if (f == NULL)
        return 0;
    uint64_t size, resident;
    if (fscanf(f, "%" SCNu64 " %" SCNu64, &size, &resident) != 2)
        resident = 0;
    (void)fclose(f);
    return resident * (uint64_t)sysconf(_SC_PAGESIZE);
}
