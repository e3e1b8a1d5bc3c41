/* EXPLAIN: how a query was understood. */
#include "config.h"

#include "searchd/command.h"

#include <inttypes.h>
#include <string.h>

#include "proto/reply.h"

static enum status
explain(struct call *call, const struct job_context *context, struct error *err)
{
    struct search_request request;
    enum status status = command_search_request(call, &request, err);
    if (status != STATUS_OK)
        return status;
    request.answers = NULL; /* it tells what a search does */
    struct buf text = {0};
    status = searcher_explain(context->searcher, &request, &text, err);
    for (size_t at = 0; status == STATUS_OK && at < text.len;) {
        const char *line = text.data + at;
        const char *end = memchr(line, '\n', text.len - at);
        size_t len = end != NULL ? (size_t)(end - line) : text.len - at;
        buf_add_str(&call->out, "EXPLAIN\t");
        reply_add_field(&call->out, line, len);
        buf_add_char(&call->out, '\n');
        at += len + 1;
    }
    buf_done(&text);
    if (status == STATUS_OK)
        buf_addf(&call->ok, " gen=%" PRIu64, index_generation(context->index));
    return status;
}

static const char *const options[] = {
    "limit",    "from",      "match",    "sort",   "year",     "kind",
    "plan",     "committee", "document", "facets", "snippets", "group",
    "decision", "expand",    "rank",     "engine", NULL,
};

const struct command cmd_explain = {
    .verb = "EXPLAIN",
    .form = "EXPLAIN [options of SEARCH] : QUERY",
    .what = "How the query is understood: tree, terms and their counts.",
    .options = options,
    .admin_options = command_admin_options,
    .rest = true,
    .searches = true,
    .on_worker = explain,
};
