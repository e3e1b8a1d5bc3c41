/* One round: see round.h. */
#include "config.h"

#include "indexer/round.h"

#include <inttypes.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "common/buf.h"
#include "common/clock.h"
#include "common/xalloc.h"
#include "indexer/builder.h"
#include "indexer/changes.h"
#include "indexer/idset.h"
#include "indexer/pass.h"
#include "indexer/plan.h"
#include "indexer/previous.h"
#include "indexer/publish.h"
#include "indexer/report.h"
#include "indexer/settle.h"
#include "indexer/sources.h"
#include "indexer/summary.h"
#include "indexer/walk.h"
#include "indexer/withdrawn.h"
#include "store/generation.h"
#include "store/schema.h"

struct run {
    const struct options *options;
    struct console *console;
    uint64_t start;
    struct previous previous;
    struct roots roots;
    struct report *report;
    struct walk_rules rules;
    struct walk walk;
    struct withdrawn withdrawn;
    struct plan plan;
    struct idset *ids; /* of the documents taken */
    struct pass pass;
};

static enum status
open_previous(struct run *r, struct error *err)
{
    if (r->options->index == NULL)
        return STATUS_OK;
    enum status status = previous_open(&r->previous, r->options->index, err);
    if (status == STATUS_OK)
        status = withdrawn_read(&r->withdrawn, r->options->index, err);
    if (status == STATUS_OK && r->previous.problem.status != STATUS_OK &&
        !r->options->rebuild)
        console_message(r->console, LOG_LEVEL_WARNING,
                        "the index is replaced as a whole: %s",
                        r->previous.problem.message);
    return status;
}

/* What the walk passes over: the index, where it lies below a root, and the
 * patterns of the command line, or of the last run where none are given with
 * its SOURCEs. */
static struct walk_rules
find_rules(const struct run *r)
{
    const struct options *o = r->options;
    const struct manifest *m = r->previous.manifest;
    struct walk_rules rules = {.exclude = o->exclude,
                               .n_exclude = o->n_exclude};
    struct stat st;

    if (o->index != NULL && stat(o->index, &st) == 0) {
        rules.has_index = true;
        rules.dev = st.st_dev;
        rules.ino = st.st_ino;
    }
    if (o->n_exclude == 0 && o->n_sources == 0 && m != NULL) {
        rules.exclude = m->excludes;
        rules.n_exclude = m->n_excludes;
    }
    return rules;
}

/* A generation that is damaged is not copied: that would give the damage a
 * right checksum. Nor does it stay because nothing else has changed: searchd
 * refuses it when it is started next. */
static void
check_before(struct run *r)
{
    struct error problem;

    if (r->plan.fresh != NULL)
        return;
    console_phase(r->console, "checking the index");
    if (manifest_verify(r->previous.path, NULL, &problem) == STATUS_OK)
        return;
    console_message(r->console, LOG_LEVEL_WARNING,
                    "the index is replaced as a whole: %s", problem.message);
    plan_read_all(&r->plan, &r->walk, &r->previous, "the index is damaged");
}

static enum status
find_files(struct run *r, struct error *err)
{
    enum status status = STATUS_OK;

    r->rules = find_rules(r);
    if (r->options->settle)
        status = settle_wait(&r->roots, &r->rules, r->console, err);
    if (status == STATUS_OK)
        status = walk_run(&r->walk, &r->roots, &r->rules, r->report, err);
    if (status == STATUS_OK)
        status = plan_make(&r->plan, &r->walk, &r->roots, &r->previous,
                           r->options->rebuild, r->withdrawn.hash, err);
    if (status == STATUS_OK)
        check_before(r);
    return status;
}

/* Before the work: whether the files of most documents are still there. */
static enum status
guard_files(const struct run *r, struct error *err)
{
    if (r->options->allow_removals)
        return STATUS_OK;
    struct idset *files = idset_new();
    struct buf id = {0};

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

/* After it: whether most documents are. Files may be there and not be readable
 * any more, or hold fewer items. */
static enum status
guard_documents(const struct run *r, struct error *err)
{
    if (r->options->allow_removals)
        return STATUS_OK;
    return previous_guard(&r->previous, r->ids, PREVIOUS_EXACT, err);
}

/* Reads all files; with build, into it. */
static enum status
read_files(struct run *r, struct builder *build, struct error *err)
{
    r->pass = (struct pass){.roots = &r->roots,
                            .walk = &r->walk,
                            .plan = &r->plan,
                            .before = &r->previous,
                            .withdrawn = &r->withdrawn,
                            .report = r->report,
                            .console = r->console,
                            .build = build,
                            .ids = r->ids};
    enum status status = pass_run(&r->pass, err);
    if (status == STATUS_OK && r->pass.tally.units == 0)
        return error_set(err, STATUS_INVALID, "no minutes were found in %s%s",
                         r->roots.items[0].path,
                         r->roots.n > 1 ? " and the other SOURCEs" : "");
    return status;
}

static void
print_closing_line(const struct run *r, struct buf *line)
{
    summary_skipped(line, report_skipped(r->report));
    console_clear(r->console);
    (void)puts(line->data);
    buf_done(line);
}

static enum status
dry_run(struct run *r, struct error *err)
{
    enum status status = read_files(r, NULL, err);

    if (status == STATUS_OK)
        status = report_finish(r->report, err);
    if (status != STATUS_OK)
        return status;
    console_clear(r->console);
    changes_print(&r->plan, &r->walk, &r->roots, &r->previous, r->ids);
    const char *example = NULL;
    uint32_t missing =
        previous_missing(&r->previous, r->ids, PREVIOUS_EXACT, &example);
    struct buf line = {0};
    buf_add_str(&line, "would index ");
    summary_tally(&line, &r->pass.tally, r->start);
    summary_changes(&line, &r->plan);
    if (missing > 0) {
        buf_add_str(&line, "; ");
        summary_count(&line, missing, "document would vanish",
                      "documents would vanish");
    }
    if (previous_guard(&r->previous, r->ids, PREVIOUS_EXACT, NULL) != STATUS_OK)
        buf_add_str(&line, ", which needs --allow-removals");
    print_closing_line(r, &line);
    return STATUS_OK;
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
        return builder_open(build, dir, err);
    console_phase(r->console, "copying the index");
    return builder_open_update(build, dir, r->previous.path, r->previous.store,
                               err);
}

/* Builds in dir. */
static enum status
build_files(struct run *r, const char *dir, struct error *err)
{
    struct builder *build = NULL;

    enum status status = open_builder(r, &build, dir, err);
    if (status == STATUS_OK)
        status = read_files(r, build, err);
    if (status == STATUS_OK)
        status = guard_documents(r, err);
    if (status == STATUS_OK)
        console_phase(r->console, "compacting");
    if (status == STATUS_OK)
        status = builder_finish(build, err);
    if (status == STATUS_OK)
        status = files_write(&r->pass.files, dir, err);
    builder_close(build);
    if (is_of_the_disk(status)) {
        status = STATUS_IO;
        name_place(r->options->index, err);
    }
    return status;
}

static enum status
build_run(struct run *r, struct error *err)
{
    const char *index = r->options->index;
    uint64_t number = 0;
    char *dir = NULL;
    enum status status = guard_files(r, err);

    if (status == STATUS_OK)
        status = generation_highest(index, &number, err);
    if (status == STATUS_OK)
        status = generation_create(index, ++number, &dir, err);
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
    free(dir);
    if (status != STATUS_OK)
        return status;
    if (generation_clean(index, r->options->keep, &problem) != STATUS_OK)
        console_message(r->console, LOG_LEVEL_WARNING,
                        "an old generation stays: %s", problem.message);
    struct buf line = {0};
    buf_add_str(&line, "indexed ");
    summary_tally(&line, &r->pass.tally, r->start);
    buf_addf(&line, ": generation %" PRIu64, number);
    summary_changes(&line, &r->plan);
    print_closing_line(r, &line);
    return STATUS_OK;
}

static void
report_same_files(struct run *r)
{
    struct buf path = {0};

    for (size_t i = 0; i < r->walk.n; i++) {
        const struct walk_file *f = &r->walk.files[i];
        const struct files_item *item =
            &r->previous.files.items[r->plan.was[i]];
        roots_path(&r->roots.items[f->root], f->relative, &path);
        if (item->state == FILES_SKIPPED)
            report_skip(r->report, path.data, item->reason);
        else
            report_same(r->report, path.data, item);
    }
    buf_done(&path);
}

/* Nothing has changed, so nothing is published. */
static enum status
stay(struct run *r, struct error *err)
{
    struct buf line = {0};
    struct error problem;

    report_same_files(r);
    enum status status = report_finish(r->report, err);
    if (status != STATUS_OK)
        return status;
    if (!r->options->dry_run &&
        generation_clean(r->options->index, r->options->keep, &problem) !=
            STATUS_OK)
        console_message(r->console, LOG_LEVEL_WARNING,
                        "an old generation stays: %s", problem.message);
    buf_addf(&line, "nothing has changed: generation %" PRIu64 " stays",
             r->previous.manifest->generation);
    print_closing_line(r, &line);
    return STATUS_OK;
}

/* Whether there is something else to read now than there was. The SOURCEs are
 * opened anew: a folder may have been put in the place of another. */
static enum status
look_again(const struct run *r, bool *changed, struct error *err)
{
    struct walk_rules rules = find_rules(r); /* the index may be new */
    struct roots roots = {0};
    enum status status = STATUS_OK;

    if (sources_open(&roots, r->options, &r->previous, NULL) != STATUS_OK)
        *changed = true; /* the next round says what is wrong */
    else
        status = settle_check(&r->walk, &roots, &rules, changed, err);
    roots_done(&roots);
    return status;
}

/* With --strict they make the run fail as skipped files do. */
static uint64_t
doubts_that_count(const struct run *r)
{
    const struct files *files =
        plan_is_empty(&r->plan) ? &r->previous.files : &r->pass.files;
    uint64_t n = 0;

    for (size_t i = 0; i < files->n && r->options->strict; i++)
        n += files->items[i].doubts;
    return n;
}

enum status
round_run(const struct options *o, struct console *console, uint64_t *skipped,
          bool *changed, struct error *err)
{
    struct run r = {.options = o,
                    .console = console,
                    .start = clock_now(),
                    .ids = idset_new()};
    enum status status = open_previous(&r, err);

    *changed = false;
    if (status == STATUS_OK)
        status = sources_open(&r.roots, o, &r.previous, err);
    if (status == STATUS_OK)
        status = report_open(&r.report, o->report, console, err);
    if (status == STATUS_OK)
        status = find_files(&r, err);
    if (status == STATUS_OK) {
        status = plan_is_empty(&r.plan) ? stay(&r, err)
                 : o->dry_run           ? dry_run(&r, err)
                                        : build_run(&r, err);
        *skipped = report_skipped(r.report) + doubts_that_count(&r);
        if (o->settle && (status == STATUS_OK || status == STATUS_INVALID)) {
            enum status looked = look_again(&r, changed, err);
            if (looked != STATUS_OK)
                status = looked;
        }
    }
    pass_done(&r.pass);
    plan_done(&r.plan);
    withdrawn_done(&r.withdrawn);
    walk_done(&r.walk);
    report_close(r.report);
    roots_done(&r.roots);
    previous_done(&r.previous);
    idset_free(r.ids);
    return status;
}
