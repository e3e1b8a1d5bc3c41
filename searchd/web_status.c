/* /healthz and /metrics: for those who watch over searchd. */
#include "config.h"

#include <inttypes.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include <event2/event.h>

#include "common/clock.h"
#include "searchd/visit.h"
#include "shim/xs.h"

#define SECOND (1000 * CLOCK_NS_PER_MS)

/* ---- /healthz ---- */

static enum status
health(struct visit *v, struct error *err)
{
    (void)err;
    const struct server *s = v->http->server;
    struct http_reply *r = &v->reply;
    const char *trouble = s->index == NULL            ? "no index"
                          : server_trouble(s) != NULL ? "workers do not answer"
                          : s->stopping               ? "stopping"
                                                      : NULL;
    r->cache = HTTP_CACHE_NEVER;
    if (trouble != NULL) {
        r->status = 503;
        buf_addf(&r->body, "%s\n", trouble);
    } else {
        buf_addf(&r->body, "ok gen=%" PRIu64 "\n", index_generation(s->index));
    }
    return STATUS_OK;
}

const struct web_route web_health = {
    .path = "/healthz",
    .type = HTTP_TYPE_TEXT,
    .on_loop = health,
};

/* ---- /metrics: Prometheus's text format, version 0.0.4 ---- */

static void
describe(struct buf *out, const char *name, const char *type, const char *help)
{
    buf_addf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void
gauge(struct buf *out, const char *name, const char *help, uint64_t value)
{
    describe(out, name, "gauge", help);
    buf_addf(out, "%s %" PRIu64 "\n", name, value);
}

static void
counter(struct buf *out, const char *name, const char *help, uint64_t value)
{
    describe(out, name, "counter", help);
    buf_addf(out, "%s %" PRIu64 "\n", name, value);
}

static void
add_queries(struct buf *out, const struct stats *s)
{
    describe(out, "minutiae_queries_total", "counter",
             "Requests that were answered, by protocol and outcome.");
    for (size_t p = 0; p < STATS_PROTOS; p++) {
#define X(OUTCOME, name)                                                       \
    buf_addf(out,                                                              \
             "minutiae_queries_total{proto=\"%s\",outcome=\"" #name            \
             "\"} %" PRIu64 "\n",                                              \
             stats_proto_name(p), s->requests[p].outcomes[OUTCOME_##OUTCOME]);
        STATS_OUTCOMES(X)
#undef X
    }
    describe(out, "minutiae_queries_in_flight", "gauge",
             "Requests that are being answered.");
    for (size_t p = 0; p < STATS_PROTOS; p++)
        buf_addf(out, "minutiae_queries_in_flight{proto=\"%s\"} %" PRIu64 "\n",
                 stats_proto_name(p), s->requests[p].in_flight);
    counter(out, "minutiae_http_not_modified_total",
            "Visits that were told that their own copy is still good.",
            s->not_modified);
}

static void
add_durations(struct buf *out, const struct stats *s)
{
    static const char name[] = "minutiae_query_duration_seconds";
    uint64_t count = 0;
    describe(out, name, "histogram",
             "From a request's arrival to its answer, of those that need the "
             "index or an answer that was kept.");
    for (size_t i = 0; i < STATS_BUCKETS; i++) {
        count += s->durations[i];
        buf_addf(out, "%s_bucket{le=\"%s\"} %" PRIu64 "\n", name,
                 stats_bucket_name(i), count);
    }
    buf_addf(out, "%s_sum %.6f\n%s_count %" PRIu64 "\n", name,
             (double)s->durations_sum / (double)SECOND, name, count);
}

/* NaN is Prometheus's word for a quantile of nothing. */
static void
add_quantile(struct buf *out, const char *name, const char *quantile,
             const struct latency *l, uint64_t ns)
{
    buf_addf(out, "%s{quantile=\"%s\"} ", name, quantile);
    if (l->n == 0)
        buf_add_str(out, "NaN\n");
    else
        buf_addf(out, "%.6f\n", (double)ns / (double)SECOND);
}

/* A histogram's buckets are too coarse to tell of a change; its quantiles are
 * another metric, since a name has one type. */
static void
add_latency(struct buf *out, const struct stats *s)
{
    static const char name[] = "minutiae_query_latency_seconds";
    struct latency_quantiles q;
    latency_read(&s->latency, &q);
    describe(out, name, "summary",
             "The same: quantiles of the last 1000, sum and count of all.");
    add_quantile(out, name, "0.5", &s->latency, q.p50);
    add_quantile(out, name, "0.95", &s->latency, q.p95);
    add_quantile(out, name, "0.99", &s->latency, q.p99);
    uint64_t count = 0;
    for (size_t i = 0; i < STATS_BUCKETS; i++)
        count += s->durations[i];
    buf_addf(out, "%s_sum %.6f\n%s_count %" PRIu64 "\n", name,
             (double)s->durations_sum / (double)SECOND, name, count);
}

static void
add_index(struct buf *out, const struct server *s)
{
    static const struct manifest none;
    const struct manifest *m =
        s->index != NULL ? index_manifest(s->index) : &none;
    uint64_t now = (uint64_t)time(NULL);
    gauge(out, "minutiae_index_documents", "Documents in the index.",
          m->documents);
    gauge(out, "minutiae_index_units", "Paragraphs in the index.", m->units);
    gauge(out, "minutiae_index_generation",
          "The generation that serves; 0: none.", m->generation);
    gauge(out, "minutiae_index_age_seconds",
          "Since the generation that serves was made.",
          m->created != 0 && now > m->created ? now - m->created : 0);
    counter(out, "minutiae_index_reloads_total", "Generations that were taken.",
            s->stats.reloads);
    counter(out, "minutiae_index_reloads_failed_total",
            "Generations that could not be taken.", loader_failures(s->loader));
}

static void
add_connections(struct buf *out, const struct http *h)
{
    const struct server *s = h->server;
    describe(out, "minutiae_connections", "gauge", "Open connections.");
    buf_addf(out,
             "minutiae_connections{proto=\"line\"} %zu\n"
             "minutiae_connections{proto=\"http\"} %zu\n",
             s->n_conns - h->n_conns, h->n_conns);
    describe(out, "minutiae_connections_total", "counter",
             "Connections ever accepted.");
    for (size_t p = 0; p < STATS_PROTOS; p++)
        buf_addf(out, "minutiae_connections_total{proto=\"%s\"} %" PRIu64 "\n",
                 stats_proto_name(p), s->stats.connections_total[p]);
    counter(out, "minutiae_connections_rejected_total",
            "Connections that were turned away.",
            s->stats.connections_rejected);
    gauge(out, "minutiae_queue_depth", "Requests that wait for a worker.",
          pool_queued(s->pool));
    gauge(out, "minutiae_queue_depth_peak",
          "The most requests that ever waited for a worker.",
          pool_queue_peak(s->pool));
}

static void
add_answers(struct buf *out, const struct server *s)
{
    struct answers_counts counts;
    answers_count(s->answers, &counts);
    counter(out, "minutiae_answers_hits_total",
            "Requests that were answered as the same was before.", counts.hits);
    counter(out, "minutiae_answers_misses_total",
            "Requests whose answer was looked for among those kept, in vain.",
            counts.misses);
    gauge(out, "minutiae_answers_kept", "Answers that are kept.", counts.kept);
    gauge(out, "minutiae_answers_bytes", "What these take.", counts.bytes);
}

static void
add_postings(struct buf *out, const struct server *s)
{
    struct cache_stats read = {0};
    if (s->index != NULL)
        cache_read(index_cache(s->index), &read);
    counter(out, "minutiae_postings_hits_total",
            "Words whose postings were in memory, of this index.", read.hits);
    counter(out, "minutiae_postings_misses_total",
            "Words whose postings were read, of this index.", read.misses);
    gauge(out, "minutiae_postings_kept", "Words whose postings are kept.",
          read.lists);
    gauge(out, "minutiae_postings_bytes", "What these take.", read.bytes);
}

static double
cpu_seconds(void)
{
    struct timespec ts;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &ts);
    return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

static void
add_process(struct buf *out, const struct server *s)
{
    uint64_t uptime = (clock_now() - s->stats.started) / SECOND;
    struct stats_process process;
    stats_process(&process);
    gauge(out, "process_resident_memory_bytes", "Resident memory.",
          process.memory);
    gauge(out, "minutiae_memory_anonymous_bytes",
          "Resident memory without the pages of files, as those of the index.",
          process.anonymous);
    describe(out, "process_cpu_seconds_total", "counter",
             "Processor time, user and system.");
    buf_addf(out, "process_cpu_seconds_total %.3f\n", cpu_seconds());
    gauge(out, "process_open_fds", "Open descriptors.", process.descriptors);
    gauge(out, "process_start_time_seconds", "Since 1970.",
          (uint64_t)time(NULL) - uptime);
}

static enum status
metrics(struct visit *v, struct error *err)
{
    (void)err;
    const struct http *h = v->http;
    struct buf *out = &v->reply.body;
    v->reply.cache = HTTP_CACHE_NEVER;
    describe(out, "minutiae_build_info", "gauge",
             "Versions of searchd and of its libraries.");
    buf_addf(out,
             "minutiae_build_info{version=\"%s\",xapian=\"%s\","
             "libevent=\"%s\"} 1\n",
             PACKAGE_VERSION, xs_version(), event_get_version());
    add_queries(out, &h->server->stats);
    add_durations(out, &h->server->stats);
    add_latency(out, &h->server->stats);
    add_index(out, h->server);
    add_connections(out, h);
    add_answers(out, h->server);
    add_postings(out, h->server);
    add_process(out, h->server);
    return STATUS_OK;
}

const struct web_route web_metrics = {
    .path = "/metrics",
    .type = "text/plain; version=0.0.4; charset=utf-8",
    .on_loop = metrics,
};
