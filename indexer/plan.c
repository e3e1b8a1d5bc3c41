/* What has changed: see plan.h. */
#include "config.h"

#include "indexer/plan.h"

#include <stdlib.h>
#include <string.h>

#include "common/buf.h"
#include "common/xalloc.h"
#include "indexer/source.h"
#include "indexer/stop.h"
#include "store/listing.h"

/* A file by what it is found again by. */
struct named {
    uint32_t root;
    uint32_t number; /* in its list */
    const char *path;
};

static int
compare(const void *a, const void *b)
{
    const struct named *x = a, *y = b;

    if (x->root != y->root)
        return x->root < y->root ? -1 : 1;
    return strcmp(x->path, y->path);
}

static struct named *
sort_walk(const struct walk *walk)
{
    struct named *v = xreallocarray(NULL, walk->n + 1, sizeof(*v));

    for (size_t i = 0; i < walk->n; i++)
        v[i] = (struct named){(uint32_t)walk->files[i].root, (uint32_t)i,
                              walk->files[i].relative};
    qsort(v, walk->n, sizeof(*v), compare);
    return v;
}

static struct named *
sort_files(const struct files *files)
{
    struct named *v = xreallocarray(NULL, files->n + 1, sizeof(*v));

    for (size_t i = 0; i < files->n; i++)
        v[i] = (struct named){files->items[i].root, (uint32_t)i,
                              files->items[i].path};
    qsort(v, files->n, sizeof(*v), compare);
    return v;
}

/* Fills in was; counts what is new and what is gone. */
static void
match(struct plan *p, const struct walk *walk, const struct files *before)
{
    struct named *now = sort_walk(walk), *then = sort_files(before);
    size_t i = 0, k = 0;

    while (i < walk->n || k < before->n) {
        int c = i == walk->n     ? 1
                : k == before->n ? -1
                                 : compare(&now[i], &then[k]);
        if (c > 0) {
            p->changed_bytes += before->items[then[k].number].size;
            p->removed[p->n_removed++] = then[k++].number;
            continue;
        }
        p->was[now[i].number] = c == 0 ? then[k++].number : PLAN_NONE;
        i++;
    }
    free(now);
    free(then);
}

/* Whether the file's bytes are those that were read; what could not be read
 * is the same as long as it cannot. */
static bool
same_bytes(const struct roots *roots, const struct walk_file *f,
           const struct files_item *before, struct buf *scratch)
{
    char hash[LISTING_HASH_SIZE];
    struct error ignored;

    if (source_read(&roots->items[f->root], f->relative, scratch, &ignored) !=
        STATUS_OK)
        return before->hash[0] == '\0';
    listing_hash_bytes(scratch->len > 0 ? scratch->data : "", scratch->len,
                       hash);
    return strcmp(hash, before->hash) == 0;
}

static bool
is_same(const struct roots *roots, const struct walk *walk, size_t i,
        const struct files_item *before, struct buf *scratch)
{
    const struct walk_file *f = &walk->files[i];

    if (f->size != before->size ||
        strcmp(f->reader->record, before->reader) != 0)
        return false;
    if (before->hash[0] != '\0' && before->mtime != 0 &&
        before->mtime == walk_mtime(walk, i))
        return true;
    return same_bytes(roots, f, before, scratch);
}

static enum status
classify(struct plan *p, const struct walk *walk, const struct roots *roots,
         const struct files *before, struct error *err)
{
    struct buf scratch = {0};
    enum status status = STATUS_OK;

    for (size_t i = 0; i < walk->n && status == STATUS_OK; i++) {
        const struct walk_file *f = &walk->files[i];
        status = stop_check(err);
        if (p->was[i] == PLAN_NONE) {
            p->n_new++;
            p->changes[i] = PLAN_NEW;
            p->changed_bytes += f->size;
        } else if (is_same(roots, walk, i, &before->items[p->was[i]],
                           &scratch)) {
            p->n_same++;
            p->actions[i] = PLAN_KEEP;
            p->kept[p->was[i]] = (uint32_t)i;
        } else {
            p->n_changed++;
            p->changes[i] = PLAN_CHANGED;
            p->changed_bytes += f->size;
        }
    }
    buf_done(&scratch);
    return status;
}

static bool
same_roots(const struct roots *roots, const struct manifest *m)
{
    if (roots->n != m->n_roots)
        return false;
    for (size_t i = 0; i < roots->n; i++)
        if (strcmp(roots->items[i].path, m->roots[i]) != 0)
            return false;
    return true;
}

/* Why nothing of the index before can be kept; NULL where it can. */
static const char *
why_fresh(const struct roots *roots, const struct previous *p, bool rebuild)
{
    if (p->store == NULL || p->manifest == NULL || !p->has_files)
        return "there is no index yet that could be updated";
    if (rebuild)
        return "--rebuild";
    if (strcmp(p->manifest->made_by, PACKAGE_VERSION) != 0)
        return "the index was made by another version";
    if (!same_roots(roots, p->manifest))
        return "the SOURCEs are others";
    return NULL;
}

static bool
same_patterns(const struct walk *walk, const struct manifest *m)
{
    const struct walk_rules *rules = walk->rules;

    if (rules->n_exclude != m->n_excludes)
        return false;
    for (size_t i = 0; i < m->n_excludes; i++)
        if (strcmp(rules->exclude[i], m->excludes[i]) != 0)
            return false;
    return true;
}

static bool
is_dear(const struct plan *plan, const struct walk *walk,
        const struct store *store)
{
    uint32_t last = store_last_docid(store);

    return plan->changed_bytes > walk->bytes / PLAN_FRESH_SHARE ||
           last - store_units(store) > last / PLAN_FRESH_SHARE;
}

/* What gave way to another file's document is looked at again, now that
 * something is done at all. */
static void
read_contested(struct plan *p, const struct walk *walk,
               const struct files *before)
{
    for (size_t i = 0; i < walk->n; i++)
        if (p->actions[i] == PLAN_KEEP &&
            before->items[p->was[i]].state == FILES_CONTESTED) {
            p->actions[i] = PLAN_READ;
            p->kept[p->was[i]] = PLAN_NONE;
        }
}

void
plan_read_all(struct plan *p, const struct walk *walk,
              const struct previous *before, const char *why)
{
    p->fresh = why;
    for (size_t i = 0; i < walk->n; i++)
        p->actions[i] = PLAN_READ;
    for (size_t i = 0; i < before->files.n; i++)
        p->kept[i] = PLAN_NONE;
}

enum status
plan_make(struct plan *out, const struct walk *walk, const struct roots *roots,
          const struct previous *p, bool rebuild, const char *withdrawn,
          struct error *err)
{
    const struct files *before = &p->files;

    *out = (struct plan){
        .actions = xcalloc(walk->n + 1, sizeof(*out->actions)),
        .changes = xcalloc(walk->n + 1, sizeof(*out->changes)),
        .removed = xcalloc(before->n + 1, sizeof(*out->removed)),
        .was = xreallocarray(NULL, walk->n + 1, sizeof(*out->was)),
        .kept = xreallocarray(NULL, before->n + 1, sizeof(*out->kept))};
    plan_read_all(out, walk, p, why_fresh(roots, p, rebuild));
    memset(out->was, 0xff, walk->n * sizeof(*out->was));
    if (out->fresh != NULL)
        return STATUS_OK;
    out->withdrawals = strcmp(withdrawn, p->manifest->withdrawn) != 0;
    out->rules = !same_patterns(walk, p->manifest);
    out->compared = true;
    match(out, walk, before);
    enum status status = classify(out, walk, roots, before, err);
    if (status != STATUS_OK || plan_is_empty(out))
        return status;
    read_contested(out, walk, before);
    /* Xapian's tables keep the words of what was removed in their slack: what
     * is withdrawn is to go from the disk. */
    if (out->withdrawals)
        plan_read_all(out, walk, p, "the list of withdrawn documents changed");
    if (is_dear(out, walk, p->store))
        plan_read_all(out, walk, p, "much has changed");
    return STATUS_OK;
}

void
plan_done(struct plan *p)
{
    free(p->actions);
    free(p->was);
    free(p->kept);
    free(p->changes);
    free(p->removed);
    *p = (struct plan){0};
}

bool
plan_is_empty(const struct plan *p)
{
    return p->fresh == NULL && !p->withdrawals && !p->rules && p->n_new == 0 &&
           p->n_changed == 0 && p->n_removed == 0;
}
