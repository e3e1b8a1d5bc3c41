/* The table of verbs, and what several of them share: see command.h. */
#include "config.h"

#include "searchd/command.h"

#include <string.h>

#include "common/num.h"
#include "common/utf8.h"
#include "proto/reply.h"

const struct command *const commands[] = {
    &cmd_search,  &cmd_count,   &cmd_get,   &cmd_doc,    &cmd_suggest,
    &cmd_similar, &cmd_explain, &cmd_stats, &cmd_reload, &cmd_slowlog,
    &cmd_ping,    &cmd_help,    &cmd_quit,  NULL,
};

const struct command *
command_find(const char *verb)
{
    for (const struct command *const *c = commands; *c != NULL; c++)
        if (strcmp((*c)->verb, verb) == 0)
            return *c;
    return NULL;
}

/* "no": the answer is found anew, whatever is kept, and not kept. */
static enum status
set_cache(struct search_request *r, const char *value, struct error *err)
{
    bool no = strcmp(value, "no") == 0;
    if (!no && strcmp(value, "yes") != 0)
        return error_set(err, STATUS_USAGE, "cache is yes or no");
    if (no)
        r->answers = NULL;
    return STATUS_OK;
}

const char *const command_admin_options[] = {"rank", "engine", NULL};

static enum status
set_option(struct search_request *r, const struct request_option *o,
           struct error *err)
{
    if (strcmp(o->name, "rank") == 0)
        return rank_parse(&r->rank, o->value, err);
    if (strcmp(o->name, "engine") == 0)
        return search_engine_parse(&r->engine, o->value, err);
    if (strcmp(o->name, "cache") == 0)
        return set_cache(r, o->value, err);
    return search_request_set(r, o->name, o->value, err);
}

enum status
command_search_request(struct call *call, struct search_request *out,
                       struct error *err)
{
    const struct request *r = &call->request;
    struct search_request sr;
    search_request_init(&sr);
    sr.rank = call->options->rank;
    sr.glossary = call->options->glossary;
    sr.answers = call->server->answers;
    sr.query = r->rest;
    sr.query_len = r->rest_len;
    for (size_t i = 0; i < r->n_options; i++) {
        enum status status = set_option(&sr, &r->options[i], err);
        if (status != STATUS_OK) {
            call->code = REPLY_OPTION;
            return status;
        }
    }
    enum status status = search_request_check(&sr, err);
    if (status != STATUS_OK)
        return status;
    sr.deadline = call->job.deadline;
    sr.cancel = &call->job.cancel;
    *out = sr;
    return STATUS_OK;
}

struct answer *
command_kept_answer(const struct call *call, const struct search_request *r)
{
    const struct index *ix = call->server->index;
    return ix != NULL ? searcher_kept(ix, r) : NULL;
}

enum status
command_number(const struct call *call, const char *name, uint32_t max,
               uint32_t otherwise, uint32_t *out, struct error *err)
{
    const char *value = request_option(&call->request, name);
    if (value == NULL) {
        *out = otherwise;
        return STATUS_OK;
    }
    if (!num_parse_u32(value, max, out))
        return error_set(err, STATUS_USAGE,
                         "%s takes a number from 0 to %u, not \"%s\"", name,
                         max, value);
    return STATUS_OK;
}

static void
add_text(struct buf *out, const char *text)
{
    buf_add_char(out, '\t');
    reply_add_field(out, text, strlen(text));
}

void
command_add_document(struct buf *out, const struct store_document *d)
{
    buf_add_str(out, "DOCUMENT");
    add_text(out, d->id);
    add_text(out, d->title);
    add_text(out, d->committee);
    add_text(out, d->date);
    buf_add_char(out, '\t');
    if (d->year != 0)
        buf_addf(out, "%u", d->year);
    add_text(out, d->plan);
    add_text(out, d->url);
    add_text(out, d->source);
    buf_addf(out, "\t%u\n", d->units);
}

void
command_add_unit(struct buf *out, const struct store_unit *u)
{
    buf_add_str(out, "UNIT");
    add_text(out, u->id);
    add_text(out, unit_kind_name(u->kind));
    add_text(out, u->number);
    buf_add_char(out, '\t');
    reply_add_field(out, u->text, u->text_len);
    buf_add_char(out, '\n');
}

void
command_cut_unit(struct store_unit *u)
{
    if (u->text_len > COMMAND_TEXT_MAX)
        u->text_len =
            (uint32_t)utf8_cut(u->text, u->text_len, COMMAND_TEXT_MAX);
}
