/* A ring of slow searches: see slowlog.h. */
#include "config.h"

#include "searchd/slowlog.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "common/clock.h"
#include "common/log.h"
#include "common/utf8.h"
#include "common/xalloc.h"
#include "proto/reply.h"

struct slowlog_entry {
    struct timespec ended;
    uint64_t ms;
    enum stats_proto proto;
    enum outcome outcome;
    char query[SLOWLOG_QUERY_MAX + 1];
};

void
slowlog_empty(struct slowlog *l)
{
    if (l->ring != NULL)
        explicit_bzero(l->ring, SLOWLOG_MAX * sizeof(l->ring[0]));
    free(l->ring);
    *l = (struct slowlog){0};
}

void
slowlog_note(struct slowlog *l, unsigned ms, enum stats_proto proto,
             enum outcome outcome, uint64_t duration, const char *query,
             size_t len)
{
    if (ms == 0) {
        slowlog_empty(l);
        return;
    }
    if (duration / CLOCK_NS_PER_MS < ms)
        return;
    if (l->ring == NULL)
        l->ring = xcalloc(SLOWLOG_MAX, sizeof(l->ring[0]));
    struct slowlog_entry *e = &l->ring[l->next];
    l->next = (l->next + 1) % SLOWLOG_MAX;
    if (l->n < SLOWLOG_MAX)
        l->n++;
    *e = (struct slowlog_entry){
        .ms = duration / CLOCK_NS_PER_MS,
        .proto = proto,
        .outcome = outcome,
    };
    (void)clock_gettime(CLOCK_REALTIME, &e->ended);
    len = utf8_cut(query, len, SLOWLOG_QUERY_MAX);
    memcpy(e->query, query, len);
    for (size_t i = 0; i < len; i++)
        if (e->query[i] == '\0')
            e->query[i] = ' ';
    utf8_make_line(e->query, len);
    log_event(LOG_LEVEL_NOTICE, "slow-query",
              "ms=%" PRIu64 " outcome=%s proto=%s query=\"%s\"", e->ms,
              stats_outcome_name(outcome), stats_proto_name(proto), e->query);
}

void
slowlog_write(const struct slowlog *l, struct buf *out)
{
    for (size_t i = 1; i <= l->n; i++) {
        const struct slowlog_entry *e =
            &l->ring[(l->next + SLOWLOG_MAX - i) % SLOWLOG_MAX];
        struct tm tm;
        char when[32] = "";
        if (gmtime_r(&e->ended.tv_sec, &tm) != NULL)
            (void)strftime(when, sizeof(when), "%Y-%m-%dT%H:%M:%S", &tm);
        buf_addf(out, "SLOW\t%s.%03ldZ\t%" PRIu64 "\t%s\t%s\t", when,
                 e->ended.tv_nsec / 1000000, e->ms,
                 stats_outcome_name(e->outcome), stats_proto_name(e->proto));
        reply_add_field(out, e->query, strlen(e->query));
        buf_add_char(out, '\n');
    }
}
