/* What pages need besides themselves. All of it is in the program: no file
 * is served from disk. */
#include "config.h"

#include "searchd/visit.h"

static enum status
opensearch(struct visit *v, struct error *err)
{
    (void)err;
    page_opensearch(visit_site(v), v->host, &v->reply.body);
    return STATUS_OK;
}

const struct web_route web_opensearch = {
    .path = "/opensearch.xml",
    .type = "application/opensearchdescription+xml; charset=utf-8",
    .lasting = true,
    .on_loop = opensearch,
};

static enum status
style(struct visit *v, struct error *err)
{
    (void)err;
    page_style(visit_site(v), &v->reply.body);
    return STATUS_OK;
}

const struct web_route web_style = {
    .path = "/style.css",
    .type = "text/css; charset=utf-8",
    .lasting = true,
    .on_loop = style,
};

static enum status
script(struct visit *v, struct error *err)
{
    (void)err;
    page_script(&v->reply.body);
    return STATUS_OK;
}

const struct web_route web_script = {
    .path = "/search.js",
    .type = "text/javascript; charset=utf-8",
    .lasting = true,
    .on_loop = script,
};

static enum status
favicon(struct visit *v, struct error *err)
{
    (void)err;
    page_favicon(&v->reply.body);
    return STATUS_OK;
}

const struct web_route web_favicon = {
    .path = "/favicon.svg",
    .type = "image/svg+xml",
    .lasting = true,
    .on_loop = favicon,
};

const struct web_route web_favicon_ico = {
    .path = "/favicon.ico",
    .type = "image/svg+xml",
    .lasting = true,
    .on_loop = favicon,
};

/* Search engines have the minutes from where they are published; here they
 * would ask for every combination of filters. */
static enum status
robots(struct visit *v, struct error *err)
{
    (void)err;
    buf_add_str(&v->reply.body, "User-agent: *\nDisallow: /\n");
    return STATUS_OK;
}

const struct web_route web_robots = {
    .path = "/robots.txt",
    .type = HTTP_TYPE_TEXT,
    .lasting = true,
    .on_loop = robots,
};
