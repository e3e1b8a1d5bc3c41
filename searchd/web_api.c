/* /api/search: the answer as JSON, the same as `searchctl --json`. */
#include "config.h"

#include "answer/answer.h"
#include "searchd/visit.h"

static enum status
understand(struct visit *v, struct error *err)
{
    return http_params_api(&v->params, &v->search, err);
}

static enum status
search(struct visit *v, const struct job_context *context, struct error *err)
{
    struct answer *answer;
    enum status status =
        searcher_search(context->searcher, &v->search, &answer, err);
    if (status != STATUS_OK)
        return status;
    answer_write_json(answer, &v->reply.body);
    buf_add_char(&v->reply.body, '\n');
    answer_free(answer);
    return STATUS_OK;
}

const struct web_route web_api_search = {
    .path = "/api/search",
    .type = HTTP_TYPE_JSON,
    .for_programs = true,
    .lasting = true,
    .understand = understand,
    .on_worker = search,
};
