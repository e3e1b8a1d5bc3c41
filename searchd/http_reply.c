/* Replies: see http_reply.h. */
#include "config.h"

#include "searchd/http_reply.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <event2/buffer.h>
#include <event2/http.h>
#include <event2/keyvalq_struct.h>

#include "searchd/http.h"
#include "searchd/http_gzip.h"
#include "searchd/visit.h"

/* When the queue was full, or there is no index: as long as a person needs to
 * press reload. */
#define RETRY_SECONDS "2"

static const char *
phrase(unsigned status)
{
    static const struct {
        unsigned status;
        const char *phrase;
    } phrases[] = {
        {200, "OK"},
        {304, "Not Modified"},
        {308, "Permanent Redirect"},
        {400, "Bad Request"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {408, "Request Timeout"},
        {413, "Content Too Large"},
        {414, "URI Too Long"},
        {417, "Expectation Failed"},
        {421, "Misdirected Request"},
        {431, "Request Header Fields Too Large"},
        {500, "Internal Server Error"},
        {501, "Not Implemented"},
        {503, "Service Unavailable"},
        {504, "Gateway Timeout"},
        {505, "HTTP Version Not Supported"},
    };
    for (size_t i = 0; i < sizeof(phrases) / sizeof(phrases[0]); i++)
        if (phrases[i].status == status)
            return phrases[i].phrase;
    return "Error";
}

void
http_reply_compress(struct http_reply *r, bool accepted)
{
    if (accepted && !r->compressed && r->body.len >= HTTP_GZIP_MIN)
        r->compressed = http_gzip(&r->body);
}

/* ---- headers ---- */

static void
add_policy(struct evkeyvalq *headers, const char *frame_ancestors)
{
    char policy[1024];
    int n = snprintf(policy, sizeof(policy),
                     "default-src 'none'; style-src 'self'; script-src 'self'; "
                     "connect-src 'self'; img-src 'self'; form-action 'self'; "
                     "base-uri 'none'; frame-ancestors %s",
                     frame_ancestors);
    if (n < 0 || (size_t)n >= sizeof(policy))
        (void)strcpy(policy, "default-src 'none'; frame-ancestors 'none'");
    evhttp_add_header(headers, "Content-Security-Policy", policy);
    evhttp_add_header(headers, "X-Content-Type-Options", "nosniff");
    evhttp_add_header(headers, "Referrer-Policy", "no-referrer");
}

/* Another site's page may read what programs are given, if it is listed. */
static void
add_cors(const struct visit *v, struct evkeyvalq *headers)
{
    const struct web_settings *settings = &v->options->web;
    const char *origin =
        evhttp_find_header(evhttp_request_get_input_headers(v->req), "Origin");
    for (size_t i = 0; origin != NULL && i < settings->n_origins; i++)
        if (strcmp(origin, settings->origins[i]) == 0)
            evhttp_add_header(headers, "Access-Control-Allow-Origin", origin);
}

static void
add_headers(const struct visit *v, struct evkeyvalq *headers)
{
    const struct http_reply *r = &v->reply;
    bool for_programs = v->route != NULL && v->route->for_programs;
    char length[32];
    if (r->status != 304) {
        (void)snprintf(length, sizeof(length), "%zu", r->body.len);
        evhttp_add_header(headers, "Content-Type", r->type);
        evhttp_add_header(headers, "Content-Length", length);
        if (r->compressed)
            evhttp_add_header(headers, "Content-Encoding", "gzip");
    }
    evhttp_add_header(headers, "Cache-Control", r->cache);
    if (r->etag[0] != '\0')
        evhttp_add_header(headers, "ETag", r->etag);
    evhttp_add_header(headers, "Vary",
                      for_programs ? "Accept-Encoding, Origin"
                                   : "Accept-Encoding");
    if (for_programs)
        add_cors(v, headers);
    if (r->location != NULL)
        evhttp_add_header(headers, "Location", r->location);
    if (r->status == 405 || r->status == 501)
        evhttp_add_header(headers, "Allow", "GET, HEAD");
    if (r->status == 503)
        evhttp_add_header(headers, "Retry-After", RETRY_SECONDS);
    add_policy(headers, v->options->web.frame_ancestors);
}

/* ---- sending ---- */

static void
free_bytes(const void *bytes, size_t len, void *arg)
{
    (void)bytes;
    (void)len;
    free(arg);
}

static struct evbuffer *
body_of(struct visit *v)
{
    struct http_reply *r = &v->reply;
    struct evbuffer *body = evbuffer_new();
    if (body == NULL)
        abort();
    if (!v->head && r->status != 304 && r->body.len > 0) {
        size_t len = r->body.len;
        char *bytes = buf_take(&r->body);
        if (evbuffer_add_reference(body, bytes, len, free_bytes, bytes) != 0)
            abort();
    }
    return body;
}

void
http_reply_send(struct visit *v)
{
    struct http_reply *r = &v->reply;
    struct http_conn *c = v->conn;
    struct evkeyvalq *headers = evhttp_request_get_output_headers(v->req);
    const struct http *h = v->http;
    http_reply_compress(r, v->gzip);
    add_headers(v, headers);
    /* At the end, after what was sent together with this request. Half full:
     * connections are for those who ask, not for those who may ask again. */
    bool last = h->server->stopping && !http_conn_has_more(c);
    if (r->close || last || h->n_conns > h->max_conns / 2)
        evhttp_add_header(headers, "Connection", "close");
    struct evbuffer *body = body_of(v);
    evhttp_send_reply(v->req, (int)r->status, phrase(r->status), body);
    evbuffer_free(body);
    http_conn_send(c);
}
