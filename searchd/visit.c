/* A request's way: see visit.h. */
#include "config.h"

#include "searchd/visit.h"

#include <stdlib.h>
#include <string.h>

#include "common/clock.h"
#include "common/utf8.h"
#include "common/xalloc.h"
#include "searchd/http_gzip.h"
#include "searchd/http_host.h"
#include "searchd/web_error.h"

#define CONTAINER(pointer, type, member)                                       \
    ((type *)(void *)((char *)(pointer)-offsetof(type, member)))

const struct page_site *
visit_site(const struct visit *v)
{
    return &v->options->web.site;
}

static const char *
header(const struct visit *v, const char *name)
{
    return evhttp_find_header(evhttp_request_get_input_headers(v->req), name);
}

static void
visit_free(struct visit *v)
{
    buf_done(&v->reply.body);
    free(v->target);
    free(v->host);
    free(v->document);
    free(v->query);
    options_release(v->options);
    free(v);
}

/* ---- the end ---- */

static void
send_and_free(struct visit *v)
{
    v->conn->visit = NULL;
    http_reply_send(v);
    visit_free(v);
}

/* Counts the end of what a worker was to answer. A document's page searches
 * only where words are to be marked in it; what is like a paragraph is no
 * query of anybody's. */
static void
count_end(struct visit *v, enum outcome outcome)
{
    struct server *s = v->http->server;
    const struct search_request *r = &v->search;
    stats_request_end(&s->stats, STATS_HTTP, outcome);
    bool asks = v->document == NULL && *v->page.similar == '\0';
    if (asks || r->query_len > 0)
        slowlog_note(&s->slowlog, s->options->slow_ms, STATS_HTTP, outcome,
                     clock_now() - v->began, r->query, r->query_len);
}

/* Refused before anything was tried. */
static void
refuse(struct visit *v, unsigned status, const char *what)
{
    struct stats *stats = &v->http->server->stats;
    stats_request_begin(stats, STATS_HTTP);
    stats_request_end(stats, STATS_HTTP, OUTCOME_REJECTED);
    web_error_refusal(v, status, what);
    send_and_free(v);
}

/* Gives the reply its ETag; ix NULL: there is no index yet. */
static void
tag(struct visit *v, const struct index *ix)
{
    static const struct manifest none;
    const struct manifest *m = ix != NULL ? index_manifest(ix) : &none;
    etag_make(v->reply.etag, m->generation, m->created, v->options->web.hash,
              v->target, v->host);
}

/* ---- on a worker ---- */

static void
run_on_worker(struct job *job, const struct job_context *context)
{
    struct visit *v = CONTAINER(job, struct visit, job);
    struct error *err = &v->err;
    if (context->index == NULL) {
        v->status =
            error_set(err, context->why.status, "%s", context->why.message);
        web_error_no_index(v, err);
    } else if (clock_now() >= job->deadline) {
        v->status = error_set(err, STATUS_TIMEOUT,
                              "no worker was free within the time that a "
                              "search may take");
        web_error(v, err);
    } else {
        v->status = v->route->on_worker(v, context, err);
        if (v->status == STATUS_OK)
            tag(v, context->index);
        else
            web_error(v, err);
    }
    http_reply_compress(&v->reply, v->gzip);
}

static void
worker_done(struct job *job)
{
    struct visit *v = CONTAINER(job, struct visit, job);
    if (v->conn == NULL) {
        count_end(v, OUTCOME_REJECTED);
        visit_free(v);
        return;
    }
    if (!v->route->quick)
        stats_observe(&v->http->server->stats, clock_now() - v->began);
    count_end(v, stats_outcome_of(v->status));
    send_and_free(v);
}

void
visit_abandon(struct visit *v)
{
    struct server *s = v->http->server;
    v->conn->visit = NULL;
    v->conn = NULL;
    v->req = NULL;
    if (!pool_cancel(s->pool, &v->job))
        return; /* worker_done comes */
    count_end(v, OUTCOME_REJECTED);
    visit_free(v);
}

/* ---- the beginning ---- */

/* Whether the visitor has this already: nothing is searched for that. */
static bool
has_it(struct visit *v)
{
    const struct server *s = v->http->server;
    const char *known = header(v, "If-None-Match");
    if (!v->route->lasting)
        return false;
    tag(v, s->index);
    return known != NULL && etag_matches(known, v->reply.etag);
}

static void
answer_on_loop(struct visit *v)
{
    struct error err;
    if (v->route->on_loop(v, &err) != STATUS_OK)
        web_error(v, &err);
    send_and_free(v);
}

static void
submit(struct visit *v)
{
    struct server *s = v->http->server;
    struct error err;
    v->job.run = run_on_worker;
    v->job.done = worker_done;
    v->job.deadline = v->began + s->options->timeout_ms * CLOCK_NS_PER_MS;
    v->search.deadline = v->job.deadline;
    v->search.cancel = &v->job.cancel;
    v->search.rank = v->options->rank;
    v->search.glossary = v->options->glossary;
    v->search.answers = s->answers;
    v->conn->visit = v;
    if (pool_submit(s->pool, &v->job, &err) == STATUS_OK) {
        http_conn_watch(v->conn);
        return;
    }
    stats_request_end(&s->stats, STATS_HTTP, OUTCOME_BUSY);
    web_error(v, &err);
    send_and_free(v);
}

static void
answer(struct visit *v)
{
    struct stats *stats = &v->http->server->stats;
    struct error err;
    enum status status = v->route->understand != NULL
                             ? v->route->understand(v, &err)
                             : STATUS_OK;
    bool searches = v->route->on_worker != NULL;
    if (searches)
        stats_request_begin(stats, STATS_HTTP);
    v->reply.type = v->route->type;
    if (status != STATUS_OK)
        web_error(v, &err);
    else if (has_it(v)) {
        stats->not_modified++;
        v->reply.status = 304;
    } else if (!searches) {
        answer_on_loop(v);
        return;
    } else {
        submit(v);
        return;
    }
    if (searches)
        stats_request_end(stats, STATS_HTTP,
                          status == STATUS_OK ? OUTCOME_OK : OUTCOME_REJECTED);
    send_and_free(v);
}

/* The path without the site's prefix: a proxy may have stripped it or
 * not. */
static const char *
without_prefix(const struct visit *v, const char *path)
{
    const char *prefix = visit_site(v)->prefix;
    size_t len = strlen(prefix);
    if (len > 0 && strncmp(path, prefix, len) == 0 && path[len] == '/')
        return path + len;
    return path;
}

/* The route that a refused request named, for the form of its refusal. */
static void
find_refused_route(struct visit *v, const char *path)
{
    const char *rest;
    v->route = web_route_find(without_prefix(v, path), &rest);
}

/* Takes the target apart: sets route, document, params. False where nothing
 * is there. */
static bool
find_route(struct visit *v)
{
    char *path = xmemdup0(v->target, strcspn(v->target, "?"));
    const char *question = strchr(v->target, '?'), *rest;
    v->query = xstrdup(question != NULL ? question + 1 : "");
    http_params_parse(&v->params, v->query);
    v->route = web_route_find(without_prefix(v, path), &rest);
    bool found = v->route != NULL;
    if (found && rest != NULL) {
        size_t len;
        v->document = xstrdup(rest);
        found = http_params_decode_path(v->document, &len) &&
                utf8_valid(v->document, len);
    }
    free(path);
    return found;
}

static bool
is_prefix_itself(const struct visit *v)
{
    const char *prefix = visit_site(v)->prefix;
    return prefix[0] != '\0' && strcmp(v->target, prefix) == 0;
}

static struct visit *
visit_new(struct http *h, struct evhttp_request *req)
{
    struct visit *v = xcalloc(1, sizeof(*v));
    v->http = h;
    v->options = options_hold(h->server->options);
    v->req = req;
    v->conn = http_conn_of(h, req);
    v->began = clock_now();
    v->head = evhttp_request_get_command(req) == EVHTTP_REQ_HEAD;
    v->gzip = http_gzip_accepted(header(v, "Accept-Encoding"));
    v->target = xstrdup(evhttp_request_get_uri(req));
    const char *host = header(v, "Host");
    v->host = xstrdup(host != NULL ? host : "localhost");
    v->page = page_nothing;
    v->reply.status = 200;
    v->reply.type = HTTP_TYPE_HTML;
    v->reply.cache = HTTP_CACHE_ASK;
    return v;
}

void
visit_begin(struct evhttp_request *req, void *arg)
{
    struct http *h = arg;
    struct visit *v = visit_new(h, req);
    const struct web_settings *settings = &v->options->web;
    const struct http_refusal *refusal = &v->conn->refusal;
    if (refusal->status != 0) {
        find_refused_route(v, refusal->path);
        refuse(v, refusal->status, refusal->what);
    } else if (header(v, "Host") != NULL &&
               !http_host_allowed(v->host, (const char *const *)h->addresses,
                                  h->n_addresses, settings->hosts,
                                  settings->n_all_hosts)) {
        (void)find_route(v);
        refuse(v, 421,
               "This server is not the one that the address names. If it "
               "should be, its configuration has to list that name.");
    } else if (is_prefix_itself(v)) {
        v->reply.status = 308;
        v->reply.location = settings->front;
        send_and_free(v);
    } else if (find_route(v)) {
        answer(v);
    } else {
        web_error_not_found(v);
        send_and_free(v);
    }
}
