/* COUNT: how many there are, and their facets; no paragraphs. */
#include "config.h"

#include "searchd/command.h"

#include <inttypes.h>

#include "answer/answer.h"
#include "answer/decimal.h"

static enum status
make_request(struct call *call, struct search_request *out, struct error *err)
{
    enum status status = command_search_request(call, out, err);
    if (status == STATUS_OK)
        out->limit = out->snippets = 0;
    return status;
}

static void
write_and_free(struct call *call, struct answer *a)
{
    answer_write_lines(a, &call->out);
    buf_addf(&call->ok, " total=%" PRIu64 " relaxed=%d ms=", a->total,
             a->relaxed ? 1 : 0);
    decimal_add(&call->ok, a->ms, DECIMAL_MS);
    buf_addf(&call->ok, " gen=%" PRIu64, a->generation);
    answer_free(a);
}

static bool
kept(struct call *call)
{
    struct search_request request;
    if (make_request(call, &request, NULL) != STATUS_OK)
        return false;
    struct answer *a = command_kept_answer(call, &request);
    if (a != NULL)
        write_and_free(call, a);
    return a != NULL;
}

static enum status
count(struct call *call, const struct job_context *context, struct error *err)
{
    struct search_request request;
    enum status status = make_request(call, &request, err);
    if (status != STATUS_OK)
        return status;
    struct answer *a;
    status = searcher_search(context->searcher, &request, &a, err);
    if (status != STATUS_OK)
        return status;
    write_and_free(call, a);
    return STATUS_OK;
}

static const char *const options[] = {
    "match",  "year",   "kind",  "plan",   "committee", "document",
    "facets", "expand", "cache", "engine", "rank",      NULL,
};

const struct command cmd_count = {
    .verb = "COUNT",
    .form = "COUNT [match=auto|all|any] [year=Y|Y..Y] [kind=K] [plan=Y/Y] "
            "[committee=C] [document=ID] [facets=LIST|none] "
            "[expand=yes|no] [cache=yes|no] [engine=hot|xapian] "
            "[rank=LIST] : QUERY",
    .what = "How many paragraphs match, and the counts of the facets.",
    .options = options,
    .admin_options = command_admin_options,
    .rest = true,
    .searches = true,
    .kept = kept,
    .on_worker = count,
};
