/* The pages of a search: the box, what it finds, how to ask. */
#include "config.h"

#include <stdlib.h>

#include "answer/answer.h"
#include "searchd/visit.h"

/* What the index holds, for the empty box. */
static void
describe(struct index *ix, struct page_facts *out)
{
    const struct manifest *m = index_manifest(ix);
    const struct store *s = index_store(ix);
    /* Years stand newest first, behind the empty value. */
    uint32_t years = store_facet_values(s, STORE_YEAR);
    *out = (struct page_facts){
        .documents = m->documents,
        .units = m->units,
        .generation = index_generation(ix),
    };
    if (years > 1) {
        out->last_year =
            (unsigned)strtoul(store_facet_value(s, STORE_YEAR, 1), NULL, 10);
        out->first_year = (unsigned)strtoul(
            store_facet_value(s, STORE_YEAR, years - 1), NULL, 10);
    }
}

static enum status
home(struct visit *v, struct error *err)
{
    (void)err;
    const struct server *s = v->http->server;
    struct page_facts facts;
    if (s->index != NULL)
        describe(s->index, &facts);
    page_home(visit_site(v), s->index != NULL ? &facts : NULL, &v->reply.body);
    return STATUS_OK;
}

const struct web_route web_home = {
    .path = "/",
    .type = HTTP_TYPE_HTML,
    .lasting = true,
    .on_loop = home,
};

static enum status
help(struct visit *v, struct error *err)
{
    (void)err;
    page_help(visit_site(v), v->host, &v->reply.body);
    return STATUS_OK;
}

const struct web_route web_help = {
    .path = "/help",
    .type = HTTP_TYPE_HTML,
    .lasting = true,
    .on_loop = help,
};

/* A form that was sent empty asks for the box. */
static enum status
understand(struct visit *v, struct error *err)
{
    enum status status =
        http_params_page(&v->params, &v->page, &v->search, err);
    if (status == STATUS_OK && http_params_empty(&v->page))
        v->route = &web_home;
    return status;
}

static enum status
search(struct visit *v, const struct job_context *context, struct error *err)
{
    struct answer *answer;
    enum status status =
        searcher_search(context->searcher, &v->search, &answer, err);
    if (status != STATUS_OK)
        return status;
    page_results(visit_site(v), &v->page, answer, &v->reply.body);
    answer_free(answer);
    return STATUS_OK;
}

const struct web_route web_search = {
    .path = "/search",
    .type = HTTP_TYPE_HTML,
    .lasting = true,
    .understand = understand,
    .on_worker = search,
};
