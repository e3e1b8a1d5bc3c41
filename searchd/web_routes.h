/* What is served at which path: a static table, and nothing from disk. To
 * add one: a const struct web_route in a web_NAME.c, a line in web_routes.c
 * and in local.mk, a test. */
#ifndef SEARCHD_WEB_ROUTES_H
#define SEARCHD_WEB_ROUTES_H

#include <stdbool.h>

#include "common/error.h"
#include "searchd/job.h"

struct visit;

struct web_route {
    const char *path;  /* whole; one that ends in '/' (but for "/") is where
                          a document's id follows */
    const char *type;  /* Content-Type of its answer */
    bool for_programs; /* errors are JSON, listed origins may read it */
    bool lasting;      /* its answer stays as long as the index does */
    bool quick;        /* not among the latencies of searches */

    /* Optional, on the loop, first: what is asked for. It may change
     * v->route. */
    enum status (*understand)(struct visit *v, struct error *err);

    /* Exactly one is set. Each appends the answer to v->reply.body. On
     * failure an error's page is sent instead. */
    enum status (*on_loop)(struct visit *v, struct error *err);
    enum status (*on_worker)(struct visit *v, const struct job_context *context,
                             struct error *err);
};

/* The route of a path (without the site's prefix), NULL if there is none;
 * *rest: what follows a path that ends in '/', else NULL. */
const struct web_route *web_route_find(const char *path, const char **rest);

extern const struct web_route web_home, web_help, web_search, web_similar,
    web_document, web_api_search, web_api_similar, web_api_suggest,
    web_api_nothing, web_suggest, web_feed, web_opensearch, web_style,
    web_script, web_favicon, web_favicon_ico, web_robots, web_health,
    web_metrics;

#endif
