/* /d/DOCUMENT: an item in context. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "common/xalloc.h"
#include "engine/reading.h"
#include "searchd/visit.h"

static enum status
understand(struct visit *v, struct error *err)
{
    return http_params_document(&v->params, &v->page, &v->search, &v->rank,
                                &v->from, err);
}

/* The reading as the page takes it. */
static void
write_page(struct visit *v, const struct reading *r)
{
    const struct store_document *d = &r->document;
    struct page_unit *units = xcalloc(r->n_units + 1, sizeof(*units));
    for (size_t i = 0; i < r->n_units; i++) {
        const struct reading_unit *u = &r->units[i];
        units[i] = (struct page_unit){
            .id = u->unit.id,
            .key = u->key,
            .kind = unit_kind_name(u->unit.kind),
            .number = u->unit.number,
            .text = u->unit.text,
            .marks = u->marks,
            .n_marks = u->n_marks,
            .hit = u->hit,
        };
    }
    struct page_document page = {
        .id = d->id,
        .title = d->title,
        .committee = d->committee,
        .date = d->date,
        .plan = d->plan,
        .url = d->url,
        .source = d->source,
        .year = d->year,
        .units = units,
        .n_units = r->n_units,
        .from = r->from,
        .all = d->units,
        .rank = v->rank,
        .previous_document = r->previous.document,
        .previous_key = r->previous.key,
        .next_document = r->next.document,
        .next_key = r->next.key,
        .total = r->total,
        .host = v->host,
    };
    page_document(visit_site(v), &v->page, &page, &v->reply.body);
    free(units);
}

static enum status
read_document(struct visit *v, const struct job_context *context,
              struct error *err)
{
    struct reading *r;
    enum status status =
        reading_new(context->searcher, v->document, strlen(v->document),
                    &v->search, v->rank, v->from, &r, err);
    if (status != STATUS_OK)
        return status;
    write_page(v, r);
    reading_free(r);
    return STATUS_OK;
}

const struct web_route web_document = {
    .path = "/d/",
    .type = HTTP_TYPE_HTML,
    .lasting = true,
    .understand = understand,
    .on_worker = read_document,
};
