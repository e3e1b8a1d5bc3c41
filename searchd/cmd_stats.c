/* STATS: what searchd is, serves and has done, a name and a value a line. */
#include "config.h"

#include "searchd/command.h"

#include <inttypes.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "common/clock.h"
#include "proto/limits.h"
#include "searchd/http.h"

static void
text(struct buf *out, const char *name, const char *value)
{
    buf_addf(out, "STAT\t%s\t", name);
    reply_add_field(out, value, strlen(value));
    buf_add_char(out, '\n');
}

static void
number(struct buf *out, const char *name, uint64_t value)
{
    buf_addf(out, "STAT\t%s\t%" PRIu64 "\n", name, value);
}

static void
add_index(struct buf *out, const struct server *s)
{
    static const struct manifest none;
    const struct manifest *m =
        s->index != NULL ? index_manifest(s->index) : &none;
    uint64_t now = (uint64_t)time(NULL);
    text(out, "index", s->options->index);
    number(out, "generation",
           s->index != NULL ? index_generation(s->index) : 0);
    number(out, "documents", m->documents);
    number(out, "units", m->units);
    number(out, "index_age",
           m->created != 0 && now > m->created ? now - m->created : 0);
    number(out, "index_verified",
           s->index != NULL && loader_verified(s->loader));
    number(out, "reloads_failed", loader_failures(s->loader));
    number(out, "acronyms",
           s->index != NULL ? glossary_count(index_glossary(s->index)) : 0);
    number(out, "acronyms_listed", glossary_count(s->options->glossary));
}

/* prefix and prefix_ok, prefix_error... */
static void
add_requests(struct buf *out, const char *prefix, const struct stats *s,
             enum stats_proto proto)
{
    number(out, prefix, s->requests[proto].begun);
#define X(NAME, name)                                                          \
    buf_addf(out, "STAT\t%s_" #name "\t%" PRIu64 "\n", prefix,                 \
             s->requests[proto].outcomes[OUTCOME_##NAME]);
    STATS_OUTCOMES(X)
#undef X
    buf_addf(out, "STAT\t%s_in_flight\t%" PRIu64 "\n", prefix,
             s->requests[proto].in_flight);
}

static void
add_connections(struct buf *out, const struct server *s)
{
    const struct stats *stats = &s->stats;
    number(out, "connections", s->n_conns);
    number(out, "connections_total",
           stats->connections_total[STATS_LINE] +
               stats->connections_total[STATS_HTTP]);
    number(out, "connections_rejected", stats->connections_rejected);
    number(out, "http_connections", s->http != NULL ? s->http->n_conns : 0);
    number(out, "http_connections_total", stats->connections_total[STATS_HTTP]);
}

static void
add_answers(struct buf *out, const struct server *s)
{
    struct answers_counts counts;
    answers_count(s->answers, &counts);
    number(out, "answers_hits", counts.hits);
    number(out, "answers_misses", counts.misses);
    number(out, "answers_kept", counts.kept);
    number(out, "answers_bytes", counts.bytes);
    number(out, "answers_bytes_max", (uint64_t)s->options->answer_cache << 20);
}

static void
add_postings(struct buf *out, const struct server *s)
{
    struct cache_stats read = {0};
    if (s->index != NULL)
        cache_read(index_cache(s->index), &read);
    number(out, "postings_hits", read.hits);
    number(out, "postings_misses", read.misses);
    number(out, "postings_kept", read.lists);
    number(out, "postings_bytes", read.bytes);
    number(out, "postings_bytes_max",
           (uint64_t)s->options->postings_cache << 20);
}

static void
milliseconds(struct buf *out, const char *name, uint64_t ns)
{
    buf_addf(out, "STAT\t%s\t%.3f\n", name, (double)ns / CLOCK_NS_PER_MS);
}

static void
add_latency(struct buf *out, const struct latency *l)
{
    struct latency_quantiles q;
    latency_read(l, &q);
    milliseconds(out, "latency_p50_ms", q.p50);
    milliseconds(out, "latency_p95_ms", q.p95);
    milliseconds(out, "latency_p99_ms", q.p99);
}

static void
add_limits(struct buf *out, const struct server *s)
{
    number(out, "threads", s->options->threads);
    number(out, "queue_max", s->options->queue);
    number(out, "connections_max", s->max_conns);
    number(out, "timeout_ms", s->options->timeout_ms);
    number(out, "line_max", PROTO_LINE_MAX);
    number(out, "limit_max", PROTO_LIMIT_MAX);
    number(out, "depth_max", PROTO_DEPTH_MAX);
    number(out, "suggest_max", PROTO_SUGGEST_MAX);
    number(out, "reply_max", PROTO_REPLY_MAX);
}

static enum status
stats(struct call *call, struct error *err)
{
    (void)err;
    const struct server *s = call->server;
    struct buf *out = &call->out;
    text(out, "version", PACKAGE_VERSION);
    text(out, "xapian", xs_version());
    text(out, "libevent", event_get_version());
    number(out, "pid", (uint64_t)getpid());
    number(out, "uptime",
           (clock_now() - s->stats.started) / (1000 * CLOCK_NS_PER_MS));
    struct stats_process process;
    stats_process(&process);
    number(out, "memory_rss", process.memory);
    number(out, "memory_anonymous", process.anonymous);
    number(out, "descriptors", process.descriptors);
    add_index(out, s);
    add_connections(out, s);
    add_requests(out, "requests", &s->stats, STATS_LINE);
    add_requests(out, "http_requests", &s->stats, STATS_HTTP);
    number(out, "http_not_modified", s->stats.not_modified);
    number(out, "reloads", s->stats.reloads);
    add_answers(out, s);
    add_postings(out, s);
    add_latency(out, &s->stats.latency);
    number(out, "queue", pool_queued(s->pool));
    number(out, "queue_peak", pool_queue_peak(s->pool));
    number(out, "unsent", s->unsent);
    add_limits(out, s);
    return STATUS_OK;
}

const struct command cmd_stats = {
    .verb = "STATS",
    .form = "STATS",
    .what = "What searchd is, serves and has done.",
    .on_loop = stats,
};
