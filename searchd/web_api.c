/* /api/search: the answer as JSON, the same as `searchctl --json`; and what is
 * below /api/ without being anything. */
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

/* What is not there is refused in the form of what is. */
static enum status
nothing(struct visit *v, struct error *err)
{
    (void)v;
    return error_set(err, STATUS_NOT_FOUND, "there is nothing at this address");
}

const struct web_route web_api_nothing = {
    .path = "/api/",
    .type = HTTP_TYPE_JSON,
    .for_programs = true,
    .on_loop = nothing,
};
