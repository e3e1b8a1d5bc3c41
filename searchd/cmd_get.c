/* GET: one unit by its id, with its neighbours in the document. */
#include "config.h"

#include "searchd/command.h"

#include <inttypes.h>
#include <string.h>

#define CONTEXT_MAX 10
#define CONTEXT_DEFAULT 1

/* Docids of a document's units, both ends included. */
struct span {
    uint32_t first, last;
};

static size_t
size_of(const struct store *s, uint32_t docid)
{
    struct store_unit u;
    store_unit(s, docid, &u);
    return strlen(u.id) + strlen(u.number) + u.text_len + 64;
}

/* The units around docid, nearest first, as many as wanted and as fit into a
 * reply: what is cut are the neighbours. */
static struct span
choose(const struct store *s, uint32_t docid, const struct store_document *d,
       uint32_t context)
{
    struct span span = {docid, docid};
    uint32_t last = d->first + d->units - 1;
    size_t size = size_of(s, docid);
    for (uint32_t i = 0; i < context; i++) {
        if (span.first > d->first) {
            size += size_of(s, span.first - 1);
            if (size > COMMAND_TEXT_MAX)
                break;
            span.first--;
        }
        if (span.last < last) {
            size += size_of(s, span.last + 1);
            if (size > COMMAND_TEXT_MAX)
                break;
            span.last++;
        }
    }
    return span;
}

static enum status
get(struct call *call, const struct job_context *context, struct error *err)
{
    const struct store *s = index_store(context->index);
    uint32_t around, docid;
    enum status status = command_number(call, "context", CONTEXT_MAX,
                                        CONTEXT_DEFAULT, &around, err);
    if (status == STATUS_OK)
        status = store_find_unit(s, call->request.rest, call->request.rest_len,
                                 &docid, err);
    if (status != STATUS_OK)
        return status;

    struct store_unit u;
    struct store_document d;
    store_unit(s, docid, &u);
    store_document(s, u.document, &d);
    struct span span = choose(s, docid, &d, around);
    command_add_document(&call->out, &d);
    for (uint32_t i = span.first; i <= span.last; i++) {
        store_unit(s, i, &u);
        command_cut_unit(&u);
        command_add_unit(&call->out, &u);
    }
    buf_addf(&call->ok, " units=%u at=%u gen=%" PRIu64,
             span.last - span.first + 1, docid - span.first + 1,
             index_generation(context->index));
    return STATUS_OK;
}

static const char *const options[] = {"context", NULL};

const struct command cmd_get = {
    .verb = "GET",
    .form = "GET [context=0..10] : UNIT-ID",
    .what = "A paragraph by its id, with those before and after it.",
    .options = options,
    .rest = true,
    .on_worker = get,
};
