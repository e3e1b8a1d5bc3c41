/* RELOAD: reads the configuration again, and answers when the newest
 * generation serves, or cannot.
 *
 * A configuration that is wrong does not keep a generation back: the two have
 * nothing to do with each other, the loader would take the generation within
 * a second anyway, and readers shall not miss minutes for a typing error. It
 * is the answer all the same, since it is what somebody has to mend; why a
 * generation is refused is in the log and asked for again by the next
 * RELOAD. */
#include "config.h"

#include "searchd/command.h"

#include <inttypes.h>

#include "searchd/reload.h"

static void
reload_first(struct call *call)
{
    call->status = reload_settings(call->server, &call->out, &call->err);
}

static enum status
reload(struct call *call, const struct load_result *result, struct error *err)
{
    if (call->status != STATUS_OK) {
        call->code = REPLY_CONFIG;
        return error_set(err, call->status, "%s", call->err.message);
    }
    if (result->status != STATUS_OK) {
        call->code =
            result->status == STATUS_NOT_FOUND ? REPLY_NOINDEX : REPLY_INDEX;
        return error_set(err, result->status, "%s", result->why.message);
    }
    buf_addf(&call->ok, " gen=%" PRIu64 " changed=%d",
             index_generation(call->server->index), result->changed ? 1 : 0);
    return STATUS_OK;
}

const struct command cmd_reload = {
    .verb = "RELOAD",
    .form = "RELOAD",
    .what = "Reads the configuration again, takes the newest index, and "
            "answers when it serves.",
    .before_load = reload_first,
    .admin = true,
    .searchctl = "reload",
    .on_load = reload,
};
