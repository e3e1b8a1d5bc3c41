/* Building and publishing, in a round: see round-internal.h. */
#include "config.h"

#include "indexer/round-internal.h"

#include <inttypes.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "common/buf.h"
#include "common/xalloc.h"
#include "indexer/builder.h"
#include "indexer/idset.h"
#include "indexer/previous.h"
#include "indexer/publish.h"
#include "indexer/report.h"
#include "indexer/summary.h"
#include "store/generation.h"
#include "store/schema.h"

enum status
round_guard_files(const struct run *r, struct error *err)
{
    if (r->options->allow_removals || r->previous.store == NULL)
        return STATUS_OK;
    struct idset *files = idset_new();
    struct buf id = {0};

    if (r->dir != NULL)
        idset_bound(files, r->dir, IDSET_MEMORY);
    for (size_t i = 0; i < r->walk.n; i++) {
        const struct walk_file *f = &r->walk.files[i];
        roots_id(&r->roots.items[f->root], f->relative, &id);
        (void)idset_add(files, id.data, id.len);
        roots_path(&r->roots.items[f->root], f->relative, &id);
        (void)idset_add(files, id.data, id.len);
    }
    enum status status =
        previous_guard(&r->previous, files, PREVIOUS_BY_FILE, err);
    buf_done(&id);
    idset_free(files);
    return status;
}

enum status
round_guard_documents(const struct run *r, struct error *err)
{
    if (r->options->allow_removals)
        return STATUS_OK;
    return previous_guard(&r->previous, r->ids, PREVIOUS_EXACT, err);
}

static enum status
publish(struct run *r, const char *dir, uint64_t number, struct error *err)
{
    static char made_by[] = PACKAGE_VERSION;
    struct manifest m = {.schema = SCHEMA_VERSION,
                         .generation = number,
                         .created = (uint64_t)time(NULL),
                         .documents = r->pass.tally.documents,
                         .units = r->pass.tally.units,
                         .text_bytes = r->pass.tally.read_bytes,
                         .n_roots = r->roots.n,
                         .made_by = made_by,
                         .shard = r->shard,
                         .withdrawn = r->withdrawn.hash,
                         .excludes = (char **)r->rules.exclude,
                         .n_excludes = r->rules.n_exclude};

    m.roots = xcalloc(r->roots.n, sizeof(*m.roots));
    for (size_t i = 0; i < r->roots.n; i++)
        m.roots[i] = r->roots.items[i].path;
    enum status status = publish_generation(r->options->index, dir, &m, err);
    free(m.roots);
    return status;
}

/* Whatever a folder of our own lacks or will not lock: nobody else is to
 * touch it. */
static bool
is_of_the_disk(enum status status)
{
    return status == STATUS_IO || status == STATUS_NOT_FOUND ||
           status == STATUS_LOCKED || status == STATUS_CORRUPT ||
           status == STATUS_SCHEMA;
}

/* Xapian's messages name a block where people need a file system. */
static void
name_place(const char *index, struct error *err)
{
    if (err == NULL)
        return;
    struct error told = *err;
    if (strstr(told.message, index) == NULL)
        (void)error_set(err, STATUS_IO, "cannot write the index in %s: %s",
                        index, told.message);
    else
        err->status = STATUS_IO;
}

/* Begins with what there is, or from nothing. */
static enum status
open_builder(struct run *r, struct builder **build, const char *dir,
             struct error *err)
{
    if (r->plan.fresh != NULL)
        return builder_open(build, dir, r->shard, r->options->jobs, err);
    console_phase(r->console, "copying the index");
    return builder_open_update(build, dir, r->shard, r->previous.path,
                               r->previous.store, err);
}

/* Builds in dir. */
static enum status
build_files(struct run *r, const char *dir, struct error *err)
{
    struct builder *build = NULL;

    enum status status = open_builder(r, &build, dir, err);
    if (status == STATUS_OK)
        status = round_read(r, build, err);
    if (status == STATUS_OK)
        status = round_guard_documents(r, err);
    if (status == STATUS_OK)
        console_phase(r->console, "compacting");
    if (status == STATUS_OK)
        status = builder_finish(build, r->pass.contested, err);
    builder_close(build);
    if (is_of_the_disk(status)) {
        status = STATUS_IO;
        name_place(r->options->index, err);
    }
    return status;
}

/* A damaged generation is nothing to go back to: it does not count as one of
 * those that are kept. */
static enum status
clean(const struct run *r, struct error *err)
{
    const char *index = r->options->index;
    bool damaged = r->damaged;
    enum status status = STATUS_OK;

    if (!damaged && r->plan.fresh != NULL && r->previous.path != NULL &&
        r->options->keep > 0)
        damaged =
            manifest_verify(r->previous.path, NULL, err) == STATUS_CORRUPT;
    if (damaged && r->previous.path != NULL)
        status = generation_remove(index, r->previous.number, err);
    if (status == STATUS_OK)
        status = generation_clean(index, r->options->keep, err);
    return status;
}

enum status
round_build(struct run *r, struct error *err)
{
    const char *index = r->options->index;
    uint64_t number = 0;
    char *dir = NULL;
    enum status status = generation_highest(index, &number, err);

    if (status == STATUS_OK)
        status = generation_create(index, ++number, &dir, err);
    if (status == STATUS_OK) {
        r->dir = dir;
        idset_bound(r->ids, dir, IDSET_MEMORY);
        status = round_guard_files(r, err);
    }
    if (status == STATUS_OK)
        status = build_files(r, dir, err);
    if (status == STATUS_OK)
        status = report_finish(r->report, err);
    if (status == STATUS_OK)
        status = publish(r, dir, number, err);
    struct error problem;
    if (status != STATUS_OK && dir != NULL &&
        generation_clean(index, UINT_MAX, &problem) != STATUS_OK)
        console_message(r->console, LOG_LEVEL_WARNING,
                        "the next run has to clear away: %s", problem.message);
    r->dir = NULL;
    r->pass.dir = NULL;
    free(dir);
    if (status != STATUS_OK)
        return status;
    round_left(r, clean(r, &problem), &problem);
    struct buf line = {0};
    buf_add_str(&line, "indexed ");
    summary_tally(&line, &r->pass.tally, r->start);
    buf_addf(&line, ": generation %" PRIu64, number);
    summary_changes(&line, &r->plan);
    round_print(r, &line);
    return STATUS_OK;
}
