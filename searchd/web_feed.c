/* /feed.atom: what a search finds, newest first. */
#include "config.h"

#include "answer/answer.h"
#include "searchd/visit.h"

/* A feed reader that asks once a day misses none of a day's meetings. */
#define FEED_ENTRIES 50

static enum status
understand(struct visit *v, struct error *err)
{
    enum status status =
        http_params_page(&v->params, &v->page, &v->search, err);
    v->search.sort = SEARCH_BY_NEWEST;
    v->search.limit = FEED_ENTRIES;
    v->search.from = 0;
    v->search.facets = 0;
    return status;
}

static enum status
feed(struct visit *v, const struct job_context *context, struct error *err)
{
    struct answer *answer;
    enum status status =
        searcher_search(context->searcher, &v->search, &answer, err);
    if (status != STATUS_OK)
        return status;
    page_feed(visit_site(v), &v->page, answer, v->host,
              index_manifest(context->index)->created, &v->reply.body);
    answer_free(answer);
    return STATUS_OK;
}

const struct web_route web_feed = {
    .path = "/feed.atom",
    .type = "application/atom+xml; charset=utf-8",
    .lasting = true,
    .understand = understand,
    .on_worker = feed,
};
