/* SUGGEST: completions of what is being typed. */
#include "config.h"

#include "searchd/command.h"

#include <inttypes.h>
#include <string.h>

#include "engine/suggest.h"
#include "proto/reply.h"

static void
add(struct buf *out, const char *tag, const struct suggestion *s)
{
    buf_addf(out, "%s\t", tag);
    reply_add_field(out, s->text, strlen(s->text));
    buf_addf(out, "\t%" PRIu64, s->count);
    if (s->document != NULL) {
        buf_add_char(out, '\t');
        reply_add_field(out, s->document, strlen(s->document));
    }
    buf_add_char(out, '\n');
}

static enum status
suggest(struct call *call, const struct job_context *context, struct error *err)
{
    const struct request *r = &call->request;
    struct suggestions *found;
    uint32_t limit;
    enum status status = command_number(call, "limit", SUGGEST_LIMIT_MAX,
                                        SUGGEST_LIMIT_DEFAULT, &limit, err);
    if (status == STATUS_OK)
        status = suggest_new(&found, context->searcher, call->options->glossary,
                             r->rest, r->rest_len, limit, err);
    if (status != STATUS_OK)
        return status;
    for (size_t i = 0; i < found->n_words; i++)
        add(&call->out, "WORD", &found->words[i]);
    for (size_t i = 0; i < found->n_titles; i++)
        add(&call->out, "TITLE", &found->titles[i]);
    buf_addf(&call->ok, " hits=%zu gen=%" PRIu64,
             found->n_words + found->n_titles,
             index_generation(context->index));
    suggest_free(found);
    return STATUS_OK;
}

static const char *const options[] = {"limit", NULL};

const struct command cmd_suggest = {
    .verb = "SUGGEST",
    .form = "SUGGEST [limit=0..20] : TEXT",
    .what = "Words and titles that complete what is being typed.",
    .options = options,
    .rest = true,
    .quick = true,
    .on_worker = suggest,
};
