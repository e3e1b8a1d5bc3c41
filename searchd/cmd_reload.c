/* RELOAD: answers when the newest generation serves, or cannot. */
#include "config.h"

#include "searchd/command.h"

#include <inttypes.h>

static enum status
reload(struct call *call, const struct load_result *result, struct error *err)
{
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
    .what = "Takes the newest index, and answers when it serves.",
    .admin = true,
    .searchctl = "reload",
    .on_load = reload,
};
