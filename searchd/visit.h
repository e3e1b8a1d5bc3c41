/* A request of the HTTP side, from its head to its reply. It is a job where a
 * worker answers it.
 *
 * Owners: as a struct call. conn and req are the loop's; when the connection
 * ends first, visit_abandon clears them. */
#ifndef SEARCHD_VISIT_H
#define SEARCHD_VISIT_H

#include <stdbool.h>
#include <stdint.h>

#include <event2/http.h>

#include "common/error.h"
#include "searchd/http.h"
#include "searchd/http_params.h"
#include "searchd/http_reply.h"
#include "searchd/job.h"
#include "searchd/web_routes.h"

struct visit {
    struct job job;
    struct http *http;
    struct http_conn *conn;     /* NULL: nobody waits any more */
    struct evhttp_request *req; /* evhttp's; as long as conn */
    struct options *options;    /* held: as they are when it begins */
    const struct web_route *route;
    char *target;   /* path and query as they came; never NULL */
    char *host;     /* what its Host says, for links; never NULL */
    char *document; /* of /d/DOCUMENT, else NULL */
    char *query;    /* what params points into */
    struct http_params params;
    struct page_query page;
    struct search_request search;
    uint32_t rank, from; /* of a document's page */
    bool head;           /* no body is wanted */
    bool gzip;           /* the visitor takes it */
    uint64_t began;      /* clock_now() */
    struct http_reply reply;
    enum status status; /* how a worker fared */
    struct error err;   /* where status is not STATUS_OK */
};

/* evhttp's callback for every request; arg is the struct http. */
void visit_begin(struct evhttp_request *req, void *arg);

/* Its connection has gone. It frees itself, now or when the worker is done.
 * The loop's. */
void visit_abandon(struct visit *v);

/* The site as its pages see it. */
const struct page_site *visit_site(const struct visit *v);

#endif
