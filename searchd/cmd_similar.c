/* SIMILAR: paragraphs like one that is named. */
#include "config.h"

#include "searchd/command.h"

#include "answer/answer.h"
#include "engine/similar.h"

static enum status
similar(struct call *call, const struct job_context *context, struct error *err)
{
    const struct request *r = &call->request;
    struct search_request request;
    struct answer *answer;
    enum status status = command_search_request(call, &request, err);
    if (status != STATUS_OK)
        return status;
    if (request_option(r, "facets") == NULL)
        request.facets = 0;
    status = similar_search(context->searcher, r->rest, r->rest_len, &request,
                            &answer, err);
    if (status != STATUS_OK)
        return status;
    answer_write_lines(answer, &call->out);
    answer_write_ok(answer, &call->ok);
    answer_free(answer);
    return STATUS_OK;
}

static const char *const options[] = {
    "limit",  "from",     "year",  "kind",     "plan",  "committee", "document",
    "facets", "snippets", "group", "decision", "cache", NULL,
};

const struct command cmd_similar = {
    .verb = "SIMILAR",
    .form = "SIMILAR [limit=0..100] [from=N] [year=Y|Y..Y] [kind=K] "
            "[plan=Y/Y] [committee=C] [document=ID] [facets=LIST|none] "
            "[snippets=0..2] [group=document|none] [decision=yes|no] "
            "[cache=yes|no] : UNIT-ID",
    .what = "Paragraphs that say what this one says, the most alike first.",
    .options = options,
    .rest = true,
    .on_worker = similar,
};
