/* PING, HELP, QUIT. */
#include "config.h"

#include <string.h>

#include "proto/reply.h"
#include "query/examples.h"
#include "searchd/command.h"

static enum status
ping(struct call *call, struct error *err)
{
    (void)call;
    (void)err;
    return STATUS_OK;
}

const struct command cmd_ping = {
    .verb = "PING",
    .form = "PING",
    .what = "Is answered by OK.",
    .on_loop = ping,
};

/* The query language, by examples. */
static void
help_query(struct buf *out)
{
    size_t n;
    const struct example_group *groups = examples_groups(&n);

    for (size_t g = 0; g < n; g++)
        for (size_t i = 0; i < groups[g].n; i++)
            buf_addf(out, "EXAMPLE\t%s\t%s\t%s\n", groups[g].name,
                     groups[g].examples[i].query, groups[g].examples[i].finds);
}

static enum status
help(struct call *call, struct error *err)
{
    const char *topic = call->request.rest;

    if (topic != NULL && strcmp(topic, "query") == 0) {
        help_query(&call->out);
        return STATUS_OK;
    }
    if (topic != NULL && *topic != '\0')
        return error_set(err, STATUS_USAGE,
                         "HELP has no topic \"%.64s\": it has query", topic);
    for (const struct command *const *c = commands; *c != NULL; c++)
        buf_addf(&call->out, "HELP\t%s\t%s\t%s\t%s\n", (*c)->verb, (*c)->form,
                 (*c)->what, (*c)->admin ? "admin" : "");
    return STATUS_OK;
}

const struct command cmd_help = {
    .verb = "HELP",
    .form = "HELP [query]",
    .what = "The verbs and their forms; the query language by examples.",
    .topic = true,
    .on_loop = help,
};

static enum status
quit(struct call *call, struct error *err)
{
    (void)err;
    buf_add_str(&call->ok, " bye");
    call->close = true;
    return STATUS_OK;
}

const struct command cmd_quit = {
    .verb = "QUIT",
    .form = "QUIT",
    .what = "Closes the connection, after all that was asked before.",
    .on_loop = quit,
};
