/* PING, HELP, QUIT. */
#include "config.h"

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

static enum status
help(struct call *call, struct error *err)
{
    (void)err;
    for (const struct command *const *c = commands; *c != NULL; c++)
        buf_addf(&call->out, "HELP\t%s\t%s\t%s\t%s\n", (*c)->verb, (*c)->form,
                 (*c)->what, (*c)->admin ? "admin" : "");
    return STATUS_OK;
}

const struct command cmd_help = {
    .verb = "HELP",
    .form = "HELP",
    .what = "The verbs and their forms.",
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
