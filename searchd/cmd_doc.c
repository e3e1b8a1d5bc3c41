/* DOC: a document and its units, page by page. */
#include "config.h"

#include "searchd/command.h"

#include <inttypes.h>

#include "proto/limits.h"

/* A page: more than any agenda item has, so that one is nearly always
 * enough; PROTO_REPLY_MAX bounds its bytes. */
#define UNITS_DEFAULT 1000
#define UNITS_MAX 10000

/* Left free for the OK line. */
#define REPLY_ROOM (PROTO_REPLY_MAX - 256)

/* Appends units from on, at most limit; returns how many fitted. The first
 * is cut rather than left out, so that a reader always gets on. */
static uint32_t
add_units(struct buf *out, const struct store *s,
          const struct store_document *d, uint32_t from, uint32_t limit)
{
    uint32_t n = 0;
    for (; n < limit && from + n < d->units; n++) {
        struct store_unit u;
        size_t before = out->len;
        store_unit(s, d->first + from + n, &u);
        command_add_unit(out, &u);
        if (out->len <= REPLY_ROOM)
            continue;
        out->len = before;
        out->data[before] = '\0';
        if (n > 0)
            break;
        command_cut_unit(&u);
        command_add_unit(out, &u);
    }
    return n;
}

static enum status
doc(struct call *call, const struct job_context *context, struct error *err)
{
    const struct store *s = index_store(context->index);
    uint32_t from, limit, number;
    enum status status =
        command_number(call, "from", UINT32_MAX, 0, &from, err);
    if (status == STATUS_OK)
        status = command_number(call, "limit", UNITS_MAX, UNITS_DEFAULT, &limit,
                                err);
    if (status == STATUS_OK)
        status = store_find_document(s, call->request.rest,
                                     call->request.rest_len, &number, err);
    if (status != STATUS_OK)
        return status;

    struct store_document d;
    store_document(s, number, &d);
    command_add_document(&call->out, &d);
    uint32_t n = from < d.units ? add_units(&call->out, s, &d, from, limit) : 0;
    buf_addf(&call->ok, " units=%u from=%u total=%u gen=%" PRIu64, n, from,
             d.units, index_generation(context->index));
    return STATUS_OK;
}

static const char *const options[] = {"from", "limit", NULL};

const struct command cmd_doc = {
    .verb = "DOC",
    .form = "DOC [from=N] [limit=0..10000] : DOCUMENT-ID",
    .what = "A document and its paragraphs, in order.",
    .options = options,
    .rest = true,
    .on_worker = doc,
};
