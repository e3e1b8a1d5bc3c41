/* Counting: see stats.h. */
#include "config.h"

#include "searchd/stats.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
    latency_add(&s->latency, duration);
}

const char *
stats_bucket_name(size_t bucket)
{
    return buckets[bucket].name;
}

/* The number behind name in a line "name  1234 kB", in bytes. */
static void
read_kilobytes(const char *line, const char *name, uint64_t *out)
{
    size_t len = strlen(name);
    if (strncmp(line, name, len) == 0 && line[len] == ':')
        *out = (uint64_t)strtoull(line + len + 1, NULL, 10) * 1024;
}

static uint64_t
count_descriptors(void)
{
    uint64_t n = 0;
    DIR *d = opendir("/proc/self/fd");
    if (d == NULL)
        return 0;
    for (struct dirent *e; (e = readdir(d)) != NULL;)
        n += e->d_name[0] != '.';
    (void)closedir(d);
    return n > 0 ? n - 1 : 0; /* d's own */
}

void
stats_process(struct stats_process *out)
{
    char line[256];
    *out = (struct stats_process){.descriptors = count_descriptors()};
    FILE *f = fopen("/proc/self/status", "re");
    if (f == NULL)
        return;
    while (fgets(line, sizeof(line), f) != NULL) {
        read_kilobytes(line, "VmRSS", &out->memory);
        read_kilobytes(line, "RssAnon", &out->anonymous);
    }
    (void)fclose(f);
}
