/* What has changed: see plan.h. */
#include "config.h"

#include "indexer/plan.h"

#include <stdlib.h>
#include <string.h>

#include "common/buf.h"
#include "common/xalloc.h"
#include "indexer/compare.h"
#include "indexer/match.h"

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
why_fresh(const struct roots *roots, const struct previous *p, bool rebuild,
          bool shard)
{
    if (p->store == NULL || p->manifest == NULL || p->files == NULL)
        return "there is no index yet that could be updated";
    if (rebuild)
        return "--rebuild";
    if (shard && !p->manifest->shard)
        return "--shard";
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

void
plan_read_all(struct plan *p, const struct walk *walk,
              const struct previous *before, const char *why)
{
    p->fresh = why;
    for (size_t i = 0; i < walk->n; i++)
        p->actions[i] = PLAN_READ;
    for (size_t i = 0; i < files_list_count(before->files); i++)
        p->kept[i] = PLAN_NONE;
}

enum status
plan_make(struct plan *out, const struct walk *walk, const struct roots *roots,
          const struct previous *p, bool rebuild, bool shard,
          const char *withdrawn, struct error *err)
{
    struct files_list *before = p->files;

    *out = (struct plan){
        .actions = xcalloc(walk->n + 1, sizeof(*out->actions)),
        .changes = xcalloc(walk->n + 1, sizeof(*out->changes)),
        .again = xcalloc(walk->n + 1, sizeof(*out->again)),
        .n = walk->n,
        .removed = xcalloc((size_t)files_list_count(before) + 1,
                           sizeof(*out->removed)),
        .was = xreallocarray(NULL, walk->n + 1, sizeof(*out->was)),
        .kept = xreallocarray(NULL, (size_t)files_list_count(before) + 1,
                              sizeof(*out->kept))};
    plan_read_all(out, walk, p, why_fresh(roots, p, rebuild, shard));
    memset(out->was, 0xff, walk->n * sizeof(*out->was));
    if (out->fresh != NULL)
        return STATUS_OK;
    out->withdrawals = strcmp(withdrawn, p->manifest->withdrawn) != 0;
    out->rules = !same_patterns(walk, p->manifest);
    out->compared = true;
    match_files(out, walk, before);
    enum status status = compare_files(out, walk, roots, before, err);
    if (status != STATUS_OK || plan_is_empty(out))
        return status;
    compare_read_contested(out, walk, before);
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
    for (size_t i = 0; i < p->n; i++) {
        if (p->again[i] == NULL)
            continue;
        free(p->again[i]->reason);
        free(p->again[i]);
    }
    free(p->again);
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
    return p->fresh == NULL && !p->withdrawals && !p->rules && !p->reads &&
           !p->loses;
}

void
plan_item(const struct plan *p, const struct walk *walk,
          struct files_list *before, size_t i, struct files_item *out)
{
    const struct walk_file *f = &walk->files[i];
    const struct plan_again *again = p->again[i];
    struct files_item now = {.path = f->relative,
                             .reader = f->reader->record,
                             .reason = "",
                             .size = f->size,
                             .mtime = walk_mtime(walk, i),
                             .root = f->root,
                             .state = FILES_PASSED};

    if (p->actions[i] == PLAN_KEEP && again != NULL) {
        now.state = FILES_SKIPPED;
        now.reason = again->reason;
        memcpy(now.hash, again->hash, sizeof(now.hash));
    } else if (p->actions[i] == PLAN_KEEP) {
        const struct files_item *was = files_list_get(before, p->was[i]);
        now.state = was->state;
        now.reason = was->reason;
        now.documents = was->documents;
        now.units = was->units;
        now.doubts = was->doubts;
        memcpy(now.hash, was->hash, sizeof(now.hash));
    }
    *out = now;
}
