/* What has become of each file: see compare.h. */
#include "config.h"

#include "indexer/compare.h"

#include <string.h>

#include "common/xalloc.h"
#include "indexer/choose.h"
#include "indexer/reading.h"
#include "indexer/source.h"
#include "indexer/stop.h"
#include "store/listing.h"

/* What comparing takes. */
struct comparison {
    struct plan *plan;
    const struct walk *walk;
    const struct roots *roots;
    struct files_list *before;
    struct reading reading;
};

/* Whether the file's bytes are those that were read. */
static bool
same_bytes(struct comparison *c, const struct walk_file *f,
           const struct files_item *before)
{
    char hash[LISTING_HASH_SIZE];
    struct error ignored;
    struct buf *bytes = &c->reading.bytes;

    if (source_read(&c->roots->items[f->root], f->relative, bytes, &ignored) !=
        STATUS_OK)
        return false;
    listing_hash_bytes(bytes->len > 0 ? bytes->data : "", bytes->len, hash);
    return strcmp(hash, before->hash) == 0;
}

/* Whether it gives a document now. Nothing is published for a file that does
 * not: not for one whose program takes too long in every run, and not for one
 * that nobody may read and that grows. */
static enum status
try_again(struct comparison *c, size_t i, bool *gives, struct error *err)
{
    struct minutes *m = NULL;
    struct error reason;
    enum status status =
        reading_file(&c->reading, c->roots, &c->walk->files[i], &m, &reason);

    minutes_free(m);
    if (status == STATUS_CANCELLED && err != NULL)
        *err = reason;
    if (status == STATUS_CANCELLED)
        return status;
    *gives = status == STATUS_OK;
    if (*gives)
        return STATUS_OK;
    struct plan_again *again = xcalloc(1, sizeof(*again));
    memcpy(again->hash, c->reading.hash, sizeof(again->hash));
    again->reason = xstrdup(reason.message);
    c->plan->again[i] = again;
    return STATUS_OK;
}

static enum status
compare_file(struct comparison *c, size_t i, bool *same, struct error *err)
{
    const struct walk_file *f = &c->walk->files[i];
    const struct files_item *before =
        files_list_get(c->before, c->plan->was[i]);
    uint64_t mtime = walk_mtime(c->walk, i);
    bool gives = true;
    enum status status = STATUS_OK;

    *same = f->size == before->size &&
            strcmp(f->reader->record, before->reader) == 0 &&
            before->hash[0] != '\0' &&
            ((before->mtime != 0 && before->mtime == mtime) ||
             same_bytes(c, f, before));
    if (!*same && before->state == FILES_SKIPPED) {
        status = try_again(c, i, &gives, err);
        *same = !gives;
    }
    return status;
}

/* ---- files of one id ---- */

/* A file from which on a group is read: what it, or one behind it, is. */
static void
count_change(struct comparison *c, size_t i, bool first)
{
    struct plan *p = c->plan;
    const struct walk_file *f = &c->walk->files[i];
    const struct files_item *before =
        p->was[i] != PLAN_NONE ? files_list_get(c->before, p->was[i]) : NULL;
    bool passed = before != NULL && before->state == FILES_PASSED;

    if (before == NULL) {
        p->n_new++;
        p->changes[i] = PLAN_NEW;
    } else if (!passed && (first || f->size != before->size)) {
        p->n_changed++;
        p->changes[i] = PLAN_CHANGED;
    }
    if (first || (before != NULL && files_is_taken(before)))
        p->changed_bytes += f->size;
}

static void
read_group(struct plan *p, size_t first, size_t end)
{
    p->reads = true;
    for (size_t i = first; i < end; i++) {
        p->actions[i] = PLAN_READ;
        if (p->was[i] != PLAN_NONE)
            p->kept[p->was[i]] = PLAN_NONE;
    }
}

/* Whether a file that is as it was counts as it did: one without paragraphs
 * depends on whether there are others of its id. */
static bool
still_counts(const struct files_item *before, bool alone)
{
    if (files_is_taken(before))
        return alone || before->units > 0;
    return before->state == FILES_SKIPPED ||
           (before->state == FILES_HOLLOW && !alone);
}

static enum status
compare_group(struct comparison *c, size_t first, size_t end, struct error *err)
{
    struct plan *p = c->plan;
    enum status status = stop_check(err);

    for (size_t i = first; i < end && status == STATUS_OK; i++) {
        const struct files_item *before =
            p->was[i] != PLAN_NONE ? files_list_get(c->before, p->was[i])
                                   : NULL;
        bool same = before != NULL && still_counts(before, end - first == 1);
        if (same)
            status = compare_file(c, i, &same, err);
        if (!same) {
            for (size_t k = i; k < end; k++)
                count_change(c, k, k == i);
            read_group(p, first, end);
            break;
        }
        p->actions[i] = PLAN_KEEP;
        p->kept[p->was[i]] = (uint32_t)i;
        if (!files_is_taken(before))
            continue;
        while (++i < end)
            p->actions[i] = PLAN_PASS;
    }
    return status;
}

enum status
compare_files(struct plan *p, const struct walk *walk,
              const struct roots *roots, struct files_list *before,
              struct error *err)
{
    struct comparison c = {
        .plan = p, .walk = walk, .roots = roots, .before = before};
    enum status status = STATUS_OK;

    for (size_t i = 0, end; i < walk->n && status == STATUS_OK; i = end) {
        end = choose_end(walk, i);
        status = compare_group(&c, i, end, err);
    }
    reading_done(&c.reading);
    return status;
}

void
compare_read_contested(struct plan *p, const struct walk *walk,
                       struct files_list *before)
{
    for (size_t i = 0; i < walk->n; i++)
        if (p->actions[i] == PLAN_KEEP &&
            files_list_get(before, p->was[i])->state == FILES_CONTESTED)
            read_group(p, walk->files[i].group, choose_end(walk, i));
}
