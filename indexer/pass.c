/* One pass: see pass.h. */
#include "config.h"

#include "indexer/pass.h"

#include <stdlib.h>
#include <string.h>

#include "common/xalloc.h"
#include "indexer/content.h"
#include "indexer/source.h"
#include "indexer/stop.h"
#include "store/listing.h"

/* What the files of a pass share. */
struct scratch {
    struct buf bytes, id, path;
    bool has_bytes; /* all of the file's, of which there may be none */
    struct content content;
};

/* ---- a document's names, by which a whole one is told from a cut one ---- */

/* The item's own name; and who met when about what, where all of it is
 * known. */
struct names {
    struct buf item, meeting;
};

static void
names_fill(struct names *n, const char *item, const char *title,
           const char *date, const char *committee)
{
    buf_clear(&n->item);
    buf_clear(&n->meeting);
    if (*item != '\0')
        buf_addf(&n->item, "item\t%s", item);
    if (*title != '\0' && *date != '\0')
        buf_addf(&n->meeting, "meeting\t%s\t%s\t%s", title, date, committee);
}

static void
names_done(struct names *n)
{
    buf_done(&n->item);
    buf_done(&n->meeting);
}

static void
add_names(struct keyset *set, const struct names *n)
{
    if (n->item.len > 0)
        keyset_add(set, n->item.data, n->item.len);
    if (n->meeting.len > 0)
        keyset_add(set, n->meeting.data, n->meeting.len);
}

static bool
has_names(const struct keyset *set, const struct names *n)
{
    return (n->item.len > 0 && keyset_has(set, n->item.data, n->item.len)) ||
           (n->meeting.len > 0 &&
            keyset_has(set, n->meeting.data, n->meeting.len));
}

static void
remember_whole(struct pass *p, const char *item, const char *title,
               const char *date, const char *committee)
{
    struct names n = {{0}, {0}};

    names_fill(&n, item, title, date, committee);
    add_names(p->whole, &n);
    names_done(&n);
}

static bool
is_whole_elsewhere(const struct pass *p, const char *item, const char *title,
                   const char *date, const char *committee)
{
    struct names n = {{0}, {0}};

    names_fill(&n, item, title, date, committee);
    bool has = has_names(p->whole, &n);
    names_done(&n);
    return has;
}

/* ---- what was there before ---- */

/* The file in the walk that a document before is of; PLAN_NONE where it does
 * not stay. */
static uint32_t
file_of(const struct pass *p, const struct store_document *d)
{
    if (d->gone || d->file >= p->before->files.n ||
        withdrawn_has(p->withdrawn, d->id))
        return PLAN_NONE;
    return p->plan->kept[d->file];
}

static enum status
keep_documents(struct pass *p, struct error *err)
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
        if (!d.cut)
            remember_whole(p, d.item, d.title, d.date, d.committee);
        p->tally.documents++;
        p->tally.units += d.units;
        if (p->build != NULL)
            status = builder_keep(p->build, i, file, err);
    }
    return status;
}

/* A document that was kept gives way. */
static enum status
drop(struct pass *p, uint32_t number, const struct store_document *d,
     struct error *err)
{
    p->kept[number] = false;
    p->contested[p->plan->kept[d->file]] = true;
    p->tally.documents--;
    p->tally.units -= d->units;
    return p->build != NULL ? builder_drop(p->build, number, err) : STATUS_OK;
}

/* Cut ones that a file read now has whole. */
static enum status
drop_cut(struct pass *p, struct error *err)
{
    enum status status = STATUS_OK;
    uint32_t end = p->kept != NULL ? store_documents_end(p->before->store) : 0;
    uint32_t seen = 0;

    for (uint32_t i = 0; i < end && status == STATUS_OK; i++) {
        struct store_document d;
        if (!p->kept[i])
            continue;
        store_document(p->before->store, i, &d);
        previous_seen(p->before, &seen, 1);
        if (d.cut &&
            is_whole_elsewhere(p, d.item, d.title, d.date, d.committee))
            status = drop(p, i, &d, err);
    }
    return status;
}

/* ---- what is read ---- */

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

/* Whether a document of the file may have this id; one that was kept, of a
 * file behind this one, makes way. */
static enum status
claim_id(struct pass *p, const struct document *d, size_t file, bool *taken,
         struct error *err)
{
    uint32_t number;
    struct store_document other;
    size_t len = strlen(d->id);

    *taken = idset_add(p->ids, d->id, len);
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
    return drop(p, number, &other, err);
}

static enum status
take_document(struct pass *p, const struct document *d, size_t file,
              struct error *err)
{
    bool taken;

    if (withdrawn_has(p->withdrawn, d->id)) {
        p->contested[file] = true; /* until it is restored */
        (void)idset_add(p->ids, d->id, strlen(d->id));
        return STATUS_OK;
    }
    enum status status = claim_id(p, d, file, &taken, err);
    if (status != STATUS_OK)
        return status;
    if (!taken) {
        p->contested[file] = true;
        report_same_id(p, file, d->id);
        return STATUS_OK;
    }
    if (!d->cut)
        remember_whole(p, d->item, d->title, d->date, d->committee);
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

static enum status
parse_file(const struct pass *p, size_t i, struct scratch *s,
           struct minutes **out, struct error *reason)
{
    const struct walk_file *file = &p->walk->files[i];
    const struct root *root = &p->roots->items[file->root];

    enum status status = source_read(root, file->relative, &s->bytes, reason);
    s->has_bytes = status == STATUS_OK;
    if (status != STATUS_OK)
        return status;
    roots_id(root, file->relative, &s->id);
    return content_parse(&s->content, file->reader, &s->bytes, s->id.data, out,
                         reason);
}

static void
list_minutes(struct files_item *item, const struct minutes *m)
{
    item->documents = (uint32_t)m->n_documents;
    item->doubts = (uint32_t)m->n_doubts;
    for (size_t i = 0; i < m->n_documents; i++)
        item->units += (uint32_t)m->documents[i].n_units;
}

/* STATUS_OK also for a file that is skipped. */
static enum status
read_file(struct pass *p, size_t i, struct scratch *s, struct files_item *item,
          struct error *err)
{
    const char *reader = p->walk->files[i].reader->name;
    struct minutes *m = NULL;
    struct error reason;
    enum status status = parse_file(p, i, s, &m, &reason);

    if (status == STATUS_CANCELLED) {
        if (err != NULL)
            *err = reason;
        return status;
    }
    /* What the machine could not do it may be able to do the next time: then
     * nothing is known of the file. */
    if (s->has_bytes && status != STATUS_IO && status != STATUS_TIMEOUT &&
        status != STATUS_NOMEM)
        listing_hash_bytes(s->bytes.len > 0 ? s->bytes.data : "", s->bytes.len,
                           item->hash);
    if (status != STATUS_OK) {
        item->state = FILES_SKIPPED;
        report_skip(p->report, s->path.data, reason.message);
        (void)files_add(&p->files, item);
        p->files.items[p->files.n - 1].reason =
            arena_strdup(p->files.arena, reason.message);
        return STATUS_OK;
    }
    list_minutes(item, m);
    (void)files_add(&p->files, item);
    report_file(p->report, s->path.data, reader, m);
    for (size_t k = 0; k < m->n_documents && status == STATUS_OK; k++) {
        (void)withdrawn_meet(p->withdrawn, m->documents[k].id);
        if (m->documents[k].cut)
            put_off(p, i);
        else
            status = take_document(p, &m->documents[k], i, err);
    }
    minutes_free(m);
    p->tally.read_files++;
    p->tally.read_bytes += s->bytes.len;
    return status;
}

/* A file that is as it was. */
static void
keep_file(struct pass *p, size_t i, struct scratch *s, struct files_item *item)
{
    const struct files_item *was = &p->before->files.items[p->plan->was[i]];
    uint64_t mtime = item->mtime;
    uint32_t root = item->root;

    *item = *was;
    item->mtime = mtime;
    item->root = root;
    (void)files_add(&p->files, item);
    if (was->state == FILES_SKIPPED) {
        report_skip(p->report, s->path.data, was->reason);
        return;
    }
    report_same(p->report, s->path.data, was);
    p->tally.read_files++;
    p->tally.read_bytes += was->size;
}

static enum status
take_file(struct pass *p, size_t i, struct scratch *s, struct error *err)
{
    const struct walk_file *file = &p->walk->files[i];
    struct files_item item = {.path = file->relative,
                              .reader = file->reader->record,
                              .reason = "",
                              .size = file->size,
                              .mtime = walk_mtime(p->walk, i),
                              .root = (uint32_t)file->root};

    buf_clear(&s->bytes);
    roots_path(&p->roots->items[file->root], file->relative, &s->path);
    if (p->plan->actions[i] == PLAN_READ)
        return read_file(p, i, s, &item, err);
    keep_file(p, i, s, &item);
    return STATUS_OK;
}

static enum status
take_cut_documents(struct pass *p, size_t i, struct scratch *s,
                   struct error *err)
{
    struct minutes *m = NULL;
    enum status status = STATUS_OK;

    /* Gone, or changed, since it was read: the next run sees to it. */
    if (parse_file(p, i, s, &m, NULL) != STATUS_OK) {
        p->contested[i] = true;
        return STATUS_OK;
    }
    for (size_t k = 0; k < m->n_documents && status == STATUS_OK; k++) {
        const struct document *d = &m->documents[k];
        if (!d->cut)
            continue;
        if (is_whole_elsewhere(p, d->item, d->title, d->date, d->committee))
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

enum status
pass_run(struct pass *p, struct error *err)
{
    struct scratch s = {.bytes = {0}};

    p->whole = keyset_new();
    p->contested = xcalloc(p->walk->n + 1, sizeof(*p->contested));
    begin_tally(p);
    enum status status = keep_documents(p, err);
    console_begin(p->console);
    for (size_t i = 0; i < p->walk->n && status == STATUS_OK; i++) {
        status = stop_check(err);
        if (status == STATUS_OK)
            status = take_file(p, i, &s, err);
        if (p->plan->actions[i] != PLAN_READ)
            continue;
        p->tally.files++;
        p->tally.bytes += p->walk->files[i].size;
        console_progress(p->console, &p->tally);
    }
    if (status == STATUS_OK)
        status = drop_cut(p, err);
    for (size_t i = 0; i < p->n_cut && status == STATUS_OK; i++)
        status = take_cut_documents(p, p->cut[i], &s, err);
    for (size_t i = 0; i < p->files.n; i++)
        if (p->contested[i])
            p->files.items[i].state = FILES_CONTESTED;
    buf_done(&s.bytes);
    buf_done(&s.id);
    buf_done(&s.path);
    content_done(&s.content);
    return status;
}

void
pass_done(struct pass *p)
{
    files_done(&p->files);
    keyset_free(p->whole);
    free(p->kept);
    free(p->cut);
    free(p->contested);
}
