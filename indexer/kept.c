/* What a pass keeps: see kept.h. */
#include "config.h"

#include "indexer/kept.h"

#include <string.h>

#include "common/xalloc.h"
#include "indexer/whole.h"

static struct whole_names
names_before(const struct store_document *d)
{
    return (struct whole_names){d->item, d->title, d->date, d->committee};
}

/* The file in the walk that a document before is of; PLAN_NONE where it does
 * not stay. */
static uint32_t
file_of(const struct pass *p, const struct store_document *d)
{
    if (d->gone || d->file >= files_list_count(p->before->files) ||
        withdrawn_has(p->withdrawn, d->id))
        return PLAN_NONE;
    return p->plan->kept[d->file];
}

enum status
kept_begin(struct pass *p, struct error *err)
{
    const struct store *store = p->before->store;
    enum status status = STATUS_OK;

    if (p->plan->fresh != NULL)
        return STATUS_OK;
    uint32_t end = store_documents_end(store), seen = 0;
    p->kept = xcalloc(end + 1, sizeof(*p->kept));
    for (uint32_t i = 0; i < end && status == STATUS_OK; i++) {
        struct store_document d;
        store_document(store, i, &d);
        previous_seen(p->before, &seen, 1 + d.units);
        uint32_t file = file_of(p, &d);
        if (!d.gone && withdrawn_has(p->withdrawn, d.id))
            (void)idset_add(p->ids, d.id, strlen(d.id)); /* nobody misses it */
        if (file == PLAN_NONE) {
            if (p->build != NULL)
                status = builder_leave(p->build, i, err);
            continue;
        }
        p->kept[i] = true;
        (void)idset_add(p->ids, d.id, strlen(d.id));
        p->tally.documents++;
        p->tally.units += d.units;
        if (p->build != NULL)
            status = builder_keep(p->build, i, file, err);
    }
    return status;
}

enum status
kept_drop(struct pass *p, uint32_t number, const struct store_document *d,
          struct error *err)
{
    p->kept[number] = false;
    p->contested[p->plan->kept[d->file]] = true;
    p->tally.documents--;
    p->tally.units -= d->units;
    return p->build != NULL ? builder_drop(p->build, number, err) : STATUS_OK;
}

/* Which of those that are kept are whole: only now, as some of them gave way
 * to others of their id. */
static void
remember_kept(struct pass *p, uint32_t end)
{
    uint32_t seen = 0;

    for (uint32_t i = 0; i < end; i++) {
        struct store_document d;
        if (!p->kept[i])
            continue;
        store_document(p->before->store, i, &d);
        previous_seen(p->before, &seen, 1);
        struct whole_names names = names_before(&d);
        if (!d.cut)
            whole_add(p->whole, &names);
    }
}

enum status
kept_drop_cut(struct pass *p, struct error *err)
{
    enum status status = STATUS_OK;
    uint32_t end = p->kept != NULL ? store_documents_end(p->before->store) : 0;
    uint32_t seen = 0;

    remember_kept(p, end);
    for (uint32_t i = 0; i < end && status == STATUS_OK; i++) {
        struct store_document d;
        if (!p->kept[i])
            continue;
        store_document(p->before->store, i, &d);
        previous_seen(p->before, &seen, 1);
        struct whole_names names = names_before(&d);
        if (!d.cut || !whole_has(p->whole, &names))
            continue;
        (void)idset_add(p->freed, d.id, strlen(d.id));
        status = kept_drop(p, i, &d, err);
    }
    return status;
}
