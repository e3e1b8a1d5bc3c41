/* One pass: see pass.h. */
#include "config.h"

#include "indexer/pass.h"

#include <string.h>

#include "indexer/source.h"
#include "indexer/stop.h"

/* What the files of a pass share. */
struct scratch {
    struct buf bytes, id, path;
};

static enum status
take_document(struct pass *p, const struct document *d,
              const struct walk_file *file, const char *path, struct error *err)
{
    if (!idset_add(p->ids, d->id, strlen(d->id))) {
        report_skip_document(p->report, path, d->id,
                             "a document before it has the same id");
        return STATUS_OK;
    }
    p->tally.documents++;
    p->tally.units += d->n_units;
    if (p->build == NULL)
        return STATUS_OK;
    return builder_document(p->build, d, file->relative, err);
}

/* STATUS_OK also for a file that is skipped. */
static enum status
take_file(struct pass *p, const struct walk_file *file, struct scratch *s,
          struct error *err)
{
    const struct root *root = &p->roots->items[file->root];
    struct minutes *m = NULL;
    struct error reason;

    roots_path(root, file->relative, &s->path);
    enum status status = source_read(root, file->relative, &s->bytes, &reason);
    if (status == STATUS_OK) {
        roots_id(root, file->relative, &s->id);
        struct minutes_input in = {s->bytes.data, s->bytes.len, s->id.data,
                                   file->reader->format};
        status = minutes_parse(&m, &in, &reason);
    }
    if (status != STATUS_OK) {
        report_skip(p->report, s->path.data, reason.message);
        return STATUS_OK;
    }
    report_file(p->report, s->path.data, file->reader->name, m);
    for (size_t i = 0; i < m->n_documents && status == STATUS_OK; i++)
        status = take_document(p, &m->documents[i], file, s->path.data, err);
    minutes_free(m);
    p->tally.read_files++;
    p->tally.read_bytes += s->bytes.len;
    return status;
}

enum status
pass_run(struct pass *p, struct error *err)
{
    struct scratch s = {0};
    enum status status = STATUS_OK;

    p->tally =
        (struct tally){.all_files = p->walk->n, .all_bytes = p->walk->bytes};
    for (size_t i = 0; i < p->walk->n && status == STATUS_OK; i++) {
        status = stop_check(err);
        if (status == STATUS_OK)
            status = take_file(p, &p->walk->files[i], &s, err);
        p->tally.files++;
        p->tally.bytes += p->walk->files[i].size;
        console_progress(p->console, &p->tally);
    }
    buf_done(&s.bytes);
    buf_done(&s.id);
    buf_done(&s.path);
    return status;
}
