/* SLOWLOG: the searches that took long, for administrators. */
#include "config.h"

#include "searchd/command.h"

static enum status
slowlog(struct call *call, struct error *err)
{
    (void)err;
    struct server *s = call->server;
    if (s->options->slow_ms == 0)
        slowlog_empty(&s->slowlog);
    slowlog_write(&s->slowlog, &call->out);
    buf_addf(&call->ok, " entries=%zu slow-log=", s->slowlog.n);
    if (s->options->slow_ms == 0)
        buf_add_str(&call->ok, "off");
    else
        buf_addf(&call->ok, "%u", s->options->slow_ms);
    return STATUS_OK;
}

const struct command cmd_slowlog = {
    .verb = "SLOWLOG",
    .form = "SLOWLOG",
    .what = "The searches that took long, where the setting slow-log is on.",
    .admin = true,
    .searchctl = "slowlog",
    .on_loop = slowlog,
};
