/* SEARCH: the paragraphs that match, best first. */
#include "config.h"

#include "searchd/command.h"

#include "answer/answer.h"

static void
write_and_free(struct call *call, struct answer *answer)
{
    answer_write_lines(answer, &call->out);
    answer_write_ok(answer, &call->ok);
    answer_free(answer);
}

static bool
kept(struct call *call)
{
    struct search_request request;
    if (command_search_request(call, &request, NULL) != STATUS_OK)
        return false;
    struct answer *answer = command_kept_answer(call, &request);
    if (answer != NULL)
        write_and_free(call, answer);
    return answer != NULL;
}

static enum status
search(struct call *call, const struct job_context *context, struct error *err)
{
    struct search_request request;
    enum status status = command_search_request(call, &request, err);
    if (status != STATUS_OK)
        return status;
    struct answer *answer;
    status = searcher_search(context->searcher, &request, &answer, err);
    if (status != STATUS_OK)
        return status;
    write_and_free(call, answer);
    return STATUS_OK;
}

static const char *const options[] = {
    "limit",    "from",      "match",    "sort",   "year",     "kind",
    "plan",     "committee", "document", "facets", "snippets", "group",
    "decision", "expand",    "rank",     "engine", "cache",    NULL,
};

const struct command cmd_search = {
    .verb = "SEARCH",
    .form = "SEARCH [limit=0..100] [from=N] [match=auto|all|any] "
            "[sort=relevance|newest|oldest|document] [year=Y|Y..Y] [kind=K] "
            "[plan=Y/Y] [committee=C] [document=ID] [facets=LIST|none] "
            "[snippets=0..2] [group=document|none] "
            "[decision=yes|no] [expand=yes|no] [rank=LIST] [engine=hot|xapian] "
            "[cache=yes|no] : QUERY",
    .what = "The paragraphs that match, best first, with counts by year.",
    .options = options,
    .admin_options = command_admin_options,
    .rest = true,
    .searches = true,
    .kept = kept,
    .on_worker = search,
};
