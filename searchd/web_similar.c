/* Paragraphs like one that is named: /similar for people, /api/similar for
 * programs. */
#include "config.h"

#include <string.h>

#include "answer/answer.h"
#include "engine/similar.h"
#include "searchd/visit.h"

static enum status
understand(struct visit *v, struct error *err)
{
    return http_params_similar(&v->params, &v->page, &v->search, err);
}

static enum status
find(struct visit *v, const struct job_context *context, struct answer **out,
     struct error *err)
{
    const char *id = v->page.similar;

    return similar_search(context->searcher, id, strlen(id), &v->search, out,
                          err);
}

static enum status
similar(struct visit *v, const struct job_context *context, struct error *err)
{
    const struct store *store = index_store(context->index);
    const char *id = v->page.similar;
    struct store_document d;
    struct store_unit unit;
    struct answer *answer;
    uint32_t docid;

    enum status status = store_find_unit(store, id, strlen(id), &docid, err);
    if (status == STATUS_OK)
        status = find(v, context, &answer, err);
    if (status != STATUS_OK)
        return status;
    store_unit(store, docid, &unit);
    store_document(store, unit.document, &d);
    const struct page_like like = {
        .document = d.id,
        .title = d.title,
        .id = unit.id,
        .kind = unit_kind_name(unit.kind),
        .number = unit.number,
        .text = unit.text,
    };
    page_similar(visit_site(v), &v->page, &like, answer, &v->reply.body);
    answer_free(answer);
    return STATUS_OK;
}

const struct web_route web_similar = {
    .path = "/similar",
    .type = HTTP_TYPE_HTML,
    .lasting = true,
    .understand = understand,
    .on_worker = similar,
};

static enum status
understand_api(struct visit *v, struct error *err)
{
    return http_params_api_similar(&v->params, &v->page, &v->search, err);
}

static enum status
api(struct visit *v, const struct job_context *context, struct error *err)
{
    struct answer *answer;
    enum status status = find(v, context, &answer, err);

    if (status != STATUS_OK)
        return status;
    answer_write_json(answer, &v->reply.body);
    buf_add_char(&v->reply.body, '\n');
    answer_free(answer);
    return STATUS_OK;
}

const struct web_route web_api_similar = {
    .path = "/api/similar",
    .type = HTTP_TYPE_JSON,
    .for_programs = true,
    .lasting = true,
    .understand = understand_api,
    .on_worker = api,
};
