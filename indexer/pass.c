/* One pass: see pass.h. */
#include "config.h"

#include "indexer/pass.h"

#include <stdlib.h>
#include <string.h>

#include "common/xalloc.h"
#include "indexer/choose.h"
#include "indexer/kept.h"
#include "indexer/reading.h"
#include "indexer/stop.h"
#include "indexer/whole.h"

/* What the files of a pass share. */
struct scratch {
    struct reading reading;
    struct buf path;
};

static struct whole_names
names_of(const struct document *d)
{
    return (struct whole_names){d->item, d->title, d->date, d->committee};
}

static void
report_same_id(const struct pass *p, size_t file, const char *id)
{
    const struct walk_file *f = &p->walk->files[file];
    struct buf path = {0};

    roots_path(&p->roots->items[f->root], f->relative, &path);
    report_skip_document(p->report, path.data, id,
                         "a document before it has the same id");
    buf_done(&path);
}

/* Sets on the disk tell of their failures here. */
static enum status
check_sets(const struct pass *p, struct error *err)
{
    enum status status = idset_check(p->ids, err);

    if (status == STATUS_OK)
        status = idset_check(p->whole, err);
    if (status == STATUS_OK)
        status = idset_check(p->freed, err);
    return status != STATUS_OK ? status : idset_check(p->retaken, err);
}

/* Whether a document of the file may have this id; one that was kept, of a
 * file behind this one, makes way. */
static enum status
claim_id(struct pass *p, const struct document *d, size_t file, bool *taken,
         struct error *err)
{
    uint32_t number;
    struct store_document other;
    size_t len = strlen(d->id);

    *taken =
        idset_add(p->ids, d->id, len) ||
        (idset_has(p->freed, d->id, len) && idset_add(p->retaken, d->id, len));
    enum status status = check_sets(p, err);
    if (status != STATUS_OK)
        return status;
    if (*taken || p->kept == NULL ||
        store_find_document(p->before->store, d->id, len, &number, NULL) !=
            STATUS_OK ||
        !p->kept[number])
        return STATUS_OK;
    store_document(p->before->store, number, &other);
    /* Cut ones come after all others, as in a build from nothing. */
    size_t other_file = p->plan->kept[other.file];
    if (other.cut != d->cut ? d->cut : other_file < file)
        return STATUS_OK;
    *taken = true;
    report_same_id(p, other_file, d->id);
    return kept_drop(p, number, &other, err);
}

/* Whether a document that was read is withdrawn. What it has whole no other
 * file shall tell in parts. */
static bool
leave_withdrawn(struct pass *p, const struct document *d, size_t file)
{
    const char *copied;

    if (!withdrawn_meet(p->withdrawn, d, &copied))
        return false;
    p->contested[file] = true; /* until it is restored */
    struct whole_names names = names_of(d);
    if (!d->cut)
        whole_add(p->whole, &names);
    if (copied == NULL) {
        (void)idset_add(p->ids, d->id, strlen(d->id));
        return true;
    }
    const struct walk_file *f = &p->walk->files[file];
    struct buf path = {0};
    roots_path(&p->roots->items[f->root], f->relative, &path);
    report_copy(p->report, path.data, d->id, copied);
    buf_done(&path);
    return true;
}

static enum status
take_document(struct pass *p, const struct document *d, size_t file,
              struct error *err)
{
    bool taken;
    enum status status = claim_id(p, d, file, &taken, err);
    if (status != STATUS_OK)
        return status;
    if (!taken) {
        p->contested[file] = true;
        report_same_id(p, file, d->id);
        return STATUS_OK;
    }
    struct whole_names names = names_of(d);
    if (!d->cut)
        whole_add(p->whole, &names);
    p->tally.documents++;
    p->tally.units += d->n_units;
    if (p->build == NULL)
        return STATUS_OK;
    return builder_document(p->build, d, p->walk->files[file].relative,
                            (uint32_t)file, err);
}

/* Cut documents wait until it is known what is whole. */
static void
put_off(struct pass *p, size_t file)
{
    if (p->n_cut > 0 && p->cut[p->n_cut - 1] == file)
        return;
    p->cut = xgrow(p->cut, p->n_cut, &p->cap_cut, sizeof(*p->cut));
    p->cut[p->n_cut++] = file;
}

static void
list_minutes(struct files_item *item, const struct minutes *m)
{
    item->documents = (uint32_t)m->n_documents;
    item->doubts = (uint32_t)m->n_doubts;
    for (size_t i = 0; i < m->n_documents; i++)
        item->units += (uint32_t)m->documents[i].n_units;
}

static enum status
take_minutes(struct pass *p, size_t i, const struct minutes *m,
             struct error *err)
{
    enum status status = STATUS_OK;

    for (size_t k = 0; k < m->n_documents && status == STATUS_OK; k++) {
        if (leave_withdrawn(p, &m->documents[k], i))
            continue;
        if (m->documents[k].cut)
            put_off(p, i);
        else
            status = take_document(p, &m->documents[k], i, err);
    }
    return status;
}

/* STATUS_OK also for a file that is skipped: then its state says so. */
static enum status
read_file(struct pass *p, size_t i, struct scratch *s, struct files_item *item,
          struct error *err)
{
    const struct walk_file *file = &p->walk->files[i];
    bool alone = choose_end(p->walk, file->group) - file->group == 1;
    struct minutes *m = NULL;
    struct error reason;
    enum status status = reading_file(&s->reading, p->roots, file, &m, &reason);

    if (status == STATUS_CANCELLED) {
        if (err != NULL)
            *err = reason;
        return status;
    }
    item->state = FILES_TAKEN;
    memcpy(item->hash, s->reading.hash, sizeof(item->hash));
    if (status == STATUS_OK)
        list_minutes(item, m);
    if (status != STATUS_OK) {
        item->state = FILES_SKIPPED;
    } else if (item->units == 0 && !alone) {
        item->state = FILES_HOLLOW;
        item->reason = "it has no paragraphs";
        item->documents = item->doubts = 0;
    }
    uint32_t k = files_add(&p->group, item);
    if (item->state == FILES_SKIPPED)
        p->group.items[k].reason = arena_strdup(p->group.arena, reason.message);
    if (!files_is_taken(item)) {
        minutes_free(m);
        return STATUS_OK;
    }
    roots_path(&p->roots->items[file->root], file->relative, &s->path);
    report_file(p->report, s->path.data, file->reader->name, m);
    status = take_minutes(p, i, m, err);
    minutes_free(m);
    p->tally.read_files++;
    p->tally.read_bytes += s->reading.bytes.len;
    return status;
}

/* A file that is as it was, or not looked at. */
static void
keep_file(struct pass *p, size_t i, struct scratch *s,
          const struct files_item *item)
{
    const struct walk_file *file = &p->walk->files[i];

    uint32_t k = files_add(&p->group, item);
    p->group.items[k].reason = arena_strdup(p->group.arena, item->reason);
    if (!files_is_taken(item))
        return;
    roots_path(&p->roots->items[file->root], file->relative, &s->path);
    report_same(p->report, s->path.data, item);
    p->tally.read_files++;
    p->tally.read_bytes += item->size;
}

static void
count_read(struct pass *p, size_t i)
{
    p->tally.files++;
    p->tally.bytes += p->walk->files[i].size;
    console_progress(p->console, &p->tally);
}

/* What has become of a group's files goes into the reports and the new index's
 * list. */
static enum status
list_group(struct pass *p, size_t first, struct error *err)
{
    enum status status = STATUS_OK;

    choose_report(p->report, p->roots, p->walk, first, p->group.items);
    for (size_t i = 0; i < p->group.n && status == STATUS_OK; i++) {
        p->doubts += p->group.items[i].doubts;
        if (p->build != NULL)
            status = builder_file(p->build, &p->group.items[i], err);
    }
    return status;
}

/* The files of one id: the first that gives a document is taken. */
static enum status
take_group(struct pass *p, size_t first, struct scratch *s, struct error *err)
{
    size_t end = choose_end(p->walk, first);
    enum status status = STATUS_OK;
    bool taken = false;

    for (size_t i = first; i < end && status == STATUS_OK; i++) {
        struct files_item item;
        bool read = p->plan->actions[i] == PLAN_READ;
        status = stop_check(err);
        if (status != STATUS_OK)
            break;
        plan_item(p->plan, p->walk, p->before->files, i, &item);
        if (read && !taken)
            status = read_file(p, i, s, &item, err);
        else
            keep_file(p, i, s, &item);
        if (status == STATUS_OK)
            taken = taken || files_is_taken(&p->group.items[i - first]);
        if (read)
            count_read(p, i);
    }
    if (status == STATUS_OK)
        status = list_group(p, first, err);
    files_done(&p->group);
    return status;
}

static enum status
take_cut_documents(struct pass *p, size_t i, struct scratch *s,
                   struct error *err)
{
    struct minutes *m = NULL;
    enum status status = STATUS_OK;

    /* Gone, or changed, since it was read: the next run sees to it. */
    if (reading_file(&s->reading, p->roots, &p->walk->files[i], &m, NULL) !=
        STATUS_OK) {
        p->contested[i] = true;
        return STATUS_OK;
    }
    for (size_t k = 0; k < m->n_documents && status == STATUS_OK; k++) {
        const struct document *d = &m->documents[k];
        struct whole_names names = names_of(d);
        const char *copied;
        if (!d->cut || withdrawn_meet(p->withdrawn, d, &copied))
            continue;
        if (whole_has(p->whole, &names))
            p->contested[i] = true;
        else
            status = take_document(p, d, i, err);
    }
    minutes_free(m);
    return status;
}

/* What is to be read: what is kept costs next to nothing, and would make the
 * rate and the time left a nonsense. */
static void
begin_tally(struct pass *p)
{
    p->tally = (struct tally){0};
    for (size_t i = 0; i < p->walk->n; i++) {
        if (p->plan->actions[i] != PLAN_READ)
            continue;
        p->tally.all_files++;
        p->tally.all_bytes += p->walk->files[i].size;
    }
}

static enum status
take_files(struct pass *p, struct scratch *s, struct error *err)
{
    enum status status = STATUS_OK;

    for (size_t i = 0; i < p->walk->n && status == STATUS_OK;
         i = choose_end(p->walk, i))
        status = take_group(p, i, s, err);
    return status;
}

static struct idset *
new_set(const struct pass *p)
{
    struct idset *s = idset_new();

    if (p->dir != NULL)
        idset_bound(s, p->dir, IDSET_MEMORY);
    return s;
}

enum status
pass_run(struct pass *p, struct error *err)
{
    struct scratch s = {.path = {0}};

    p->whole = new_set(p);
    p->freed = new_set(p);
    p->retaken = new_set(p);
    p->contested = xcalloc(p->walk->n + 1, sizeof(*p->contested));
    begin_tally(p);
    enum status status = kept_begin(p, err);
    console_begin(p->console);
    if (status == STATUS_OK)
        status = take_files(p, &s, err);
    if (status == STATUS_OK)
        status = kept_drop_cut(p, err);
    for (size_t i = 0; i < p->n_cut && status == STATUS_OK; i++)
        status = take_cut_documents(p, p->cut[i], &s, err);
    if (status == STATUS_OK)
        status = check_sets(p, err);
    buf_done(&s.path);
    reading_done(&s.reading);
    return status;
}

enum status
pass_same(struct pass *p, struct error *err)
{
    struct scratch s = {.path = {0}};
    enum status status = take_files(p, &s, err);

    buf_done(&s.path);
    return status;
}

void
pass_done(struct pass *p)
{
    idset_free(p->whole);
    idset_free(p->freed);
    idset_free(p->retaken);
    free(p->kept);
    free(p->cut);
    free(p->contested);
}
