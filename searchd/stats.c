/* Counting: see stats.h. */
#include "config.h"

#include "searchd/stats.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

void
stats_request_begin(struct stats *s)
{
    s->requests++;
    s->requests_in_flight++;
}

void
stats_request_end(struct stats *s, enum outcome outcome)
{
    s->requests_in_flight--;
    switch (outcome) {
    case OUTCOME_OK:
        s->requests_ok++;
        break;
    case OUTCOME_ERROR:
        s->requests_error++;
        break;
    case OUTCOME_TIMEOUT:
        s->requests_timeout++;
        break;
    case OUTCOME_BUSY:
        s->requests_busy++;
        break;
    case OUTCOME_REJECTED:
        s->requests_rejected++;
        break;
    }
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
