/* STATS: what searchd is, serves and has done, a name and a value a line. */
#include "config.h"

#include "searchd/command.h"

#include <inttypes.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "common/clock.h"
#include "proto/limits.h"

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
    number(out, "reloads_failed", loader_failures(s->loader));
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
add_limits(struct buf *out, const struct server *s)
{
    number(out, "threads", s->options->threads);
    number(out, "queue_max", s->options->queue);
    number(out, "connections_max", s->max_conns);
    number(out, "timeout_ms", s->options->timeout_ms);
    number(out, "line_max", PROTO_LINE_MAX);
    number(out, "limit_max", PROTO_LIMIT_MAX);
    number(out, "depth_max", PROTO_DEPTH_MAX);
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
    number(out, "memory_rss", stats_memory());
    add_index(out, s);
    number(out, "connections", s->n_conns);
    number(out, "connections_total", s->stats.connections_total);
    number(out, "connections_rejected", s->stats.connections_rejected);
    add_requests(out, "requests", &s->stats, STATS_LINE);
    add_requests(out, "http_requests", &s->stats, STATS_HTTP);
    number(out, "reloads", s->stats.reloads);
    number(out, "queue", pool_queued(s->pool));
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
