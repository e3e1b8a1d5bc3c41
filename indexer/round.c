/* One round: see round.h. */
#include "config.h"

#include "indexer/round.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "common/buf.h"
#include "common/clock.h"
#include "common/file.h"
#include "common/xalloc.h"
#include "indexer/builder.h"
#include "indexer/idset.h"
#include "indexer/pass.h"
#include "indexer/previous.h"
#include "indexer/publish.h"
#include "indexer/report.h"
#include "indexer/settle.h"
#include "indexer/sources.h"
#include "indexer/summary.h"
#include "indexer/walk.h"
#include "store/generation.h"
#include "store/schema.h"

struct run {
    const struct options *options;
    struct console *console;
    uint64_t start;
    struct previous previous;
    struct roots roots;
    struct report *report;
    struct walk walk;
    struct idset *ids; /* of the documents taken */
    struct pass pass;
};

static enum status
open_previous(struct run *r, struct error *err)
{
    if (r->options->index == NULL)
        return STATUS_OK;
    enum status status = previous_open(&r->previous, r->options->index, err);
    if (status == STATUS_OK && r->previous.problem.status != STATUS_OK &&
        !r->options->rebuild)
        console_message(r->console, LOG_LEVEL_WARNING,
                        "the index is replaced as a whole: %s",
                        r->previous.problem.message);
    return status;
}

/* The index should not be walked where it lies below a root; NULL where there
 * is none. */
static const struct walk_avoid *
find_avoid(const struct run *r, struct walk_avoid *out)
{
    struct stat st;

    if (r->options->index == NULL || stat(r->options->index, &st) != 0)
        return NULL;
    *out = (struct walk_avoid){st.st_dev, st.st_ino};
    return out;
}

static enum status
find_files(struct run *r, struct error *err)
{
    struct walk_avoid buffer;
    const struct walk_avoid *avoid = find_avoid(r, &buffer);
    enum status status = STATUS_OK;

    if (r->options->settle)
        status = settle_wait(&r->roots, avoid, r->console, err);
    if (status == STATUS_OK)
        status = walk_run(&r->walk, &r->roots, avoid, r->report, err);
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
    const char *example = NULL;
    uint32_t missing =
        previous_missing(&r->previous, r->ids, PREVIOUS_EXACT, &example);
    struct buf line = {0};
    buf_add_str(&line, "would index ");
    summary_tally(&line, &r->pass.tally, r->start);
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
    struct manifest m = {.schema = SCHEMA_VERSION,
                         .generation = number,
                         .created = (uint64_t)time(NULL),
                         .documents = r->pass.tally.documents,
                         .units = r->pass.tally.units,
                         .text_bytes = r->pass.tally.read_bytes,
                         .n_roots = r->roots.n};

    m.roots = xcalloc(r->roots.n, sizeof(*m.roots));
    for (size_t i = 0; i < r->roots.n; i++)
        m.roots[i] = r->roots.items[i].path;
    enum status status = publish_generation(r->options->index, dir, &m, err);
    free(m.roots);
    return status;
}

/* Xapian's messages name a block where people need a file system. */
static void
name_place(const char *index, struct error *err)
{
    if (err == NULL)
        return;
    struct error told = *err;
    if (strstr(told.message, index) == NULL)
        (void)error_set(err, told.status, "cannot write the index in %s: %s",
                        index, told.message);
}

/* Builds in dir, from nothing. */
static enum status
build_fresh(struct run *r, const char *dir, struct error *err)
{
    struct builder *build = NULL;
    enum status status = builder_open(&build, dir, err);

    if (status == STATUS_OK)
        status = read_files(r, build, err);
    if (status == STATUS_OK)
        status = guard_documents(r, err);
    if (status == STATUS_OK)
        console_phase(r->console, "compacting");
    if (status == STATUS_OK)
        status = builder_finish(build, err);
    builder_close(build);
    if (status == STATUS_IO)
        name_place(r->options->index, err);
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
        status = build_fresh(r, dir, err);
    if (status == STATUS_OK)
        status = report_finish(r->report, err);
    if (status == STATUS_OK)
        status = publish(r, dir, number, err);
    struct error problem;
    if (status != STATUS_OK && dir != NULL &&
        file_remove_tree(dir, &problem) != STATUS_OK)
        console_message(r->console, LOG_LEVEL_WARNING,
                        "the next run has to clear away: %s", problem.message);
    free(dir);
    if (status != STATUS_OK)
        return status;
    if (generation_clean(index, ROUND_KEEP, &problem) != STATUS_OK)
        console_message(r->console, LOG_LEVEL_WARNING,
                        "an old generation stays: %s", problem.message);
    struct buf line = {0};
    buf_add_str(&line, "indexed ");
    summary_tally(&line, &r->pass.tally, r->start);
    buf_addf(&line, ": generation %" PRIu64, number);
    print_closing_line(r, &line);
    return STATUS_OK;
}

/* Whether there is something else to read now than there was. The SOURCEs are
 * opened anew: a folder may have been put in the place of another. */
static enum status
look_again(const struct run *r, bool *changed, struct error *err)
{
    struct walk_avoid buffer;
    struct roots roots = {0};
    enum status status = STATUS_OK;

    if (sources_open(&roots, r->options, &r->previous, NULL) != STATUS_OK)
        *changed = true; /* the next round says what is wrong */
    else
        status = settle_check(&r->walk, &roots, find_avoid(r, &buffer), changed,
                              err);
    roots_done(&roots);
    return status;
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
        status = o->dry_run ? dry_run(&r, err) : build_run(&r, err);
        *skipped = report_skipped(r.report);
        if (o->settle && (status == STATUS_OK || status == STATUS_INVALID)) {
            enum status looked = look_again(&r, changed, err);
            if (looked != STATUS_OK)
                status = looked;
        }
    }
    walk_done(&r.walk);
    report_close(r.report);
    roots_done(&r.roots);
    previous_done(&r.previous);
    idset_free(r.ids);
    return status;
}
