/* One round: see round.h. */
#include "config.h"

#include "indexer/round.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/stat.h>

#include "common/buf.h"
#include "common/clock.h"
#include "indexer/changes.h"
#include "indexer/idset.h"
#include "indexer/pass.h"
#include "indexer/plan.h"
#include "indexer/previous.h"
#include "indexer/report.h"
#include "indexer/round-internal.h"
#include "indexer/settle.h"
#include "indexer/sources.h"
#include "indexer/summary.h"
#include "indexer/walk.h"
#include "indexer/withdrawn.h"
#include "store/generation.h"

static enum status
open_previous(struct run *r, struct error *err)
{
    if (r->options->index == NULL)
        return STATUS_OK;
    enum status status = previous_open(&r->previous, r->options->index, err);
    if (status == STATUS_OK)
        status = withdrawn_read(&r->withdrawn, r->options->index, err);
    return status;
}

static void
say_replaced(const struct run *r, const struct error *problem)
{
    console_message(r->console, LOG_LEVEL_WARNING,
                    "the index is replaced as a whole: %.*s",
                    (int)previous_said(problem->message), problem->message);
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
    say_replaced(r, &problem);
    r->damaged = problem.status == STATUS_CORRUPT;
    plan_read_all(&r->plan, &r->walk, &r->previous, "the index is damaged");
}

/* What was a shard stays one, unless all is asked for anew. */
static bool
is_shard(const struct run *r)
{
    const struct manifest *m = r->previous.manifest;

    return r->options->shard || (!r->options->rebuild && m != NULL && m->shard);
}

static enum status
find_files(struct run *r, struct error *err)
{
    enum status status = STATUS_OK;

    r->shard = is_shard(r);
    r->rules = find_rules(r);
    if (r->options->settle)
        status = settle_wait(&r->roots, &r->rules, r->console, err);
    if (status == STATUS_OK)
        status = walk_run(&r->walk, &r->roots, &r->rules, r->report, err);
    if (status == STATUS_OK)
        status =
            plan_make(&r->plan, &r->walk, &r->roots, &r->previous,
                      r->options->rebuild, r->shard, r->withdrawn.hash, err);
    if (status == STATUS_OK)
        check_before(r);
    return status;
}

static void
begin_pass(struct run *r, struct builder *build)
{
    r->pass = (struct pass){.roots = &r->roots,
                            .walk = &r->walk,
                            .plan = &r->plan,
                            .before = &r->previous,
                            .withdrawn = &r->withdrawn,
                            .report = r->report,
                            .console = r->console,
                            .build = build,
                            .dir = r->dir,
                            .ids = r->ids};
}

/* Nothing in the index is a mistake, but where all that there is was withdrawn,
 * in this run or before it. */
static bool
may_be_empty(const struct run *r)
{
    return idset_count(r->withdrawn.met) > 0 ||
           (r->withdrawn.n > 0 && r->previous.manifest != NULL &&
            r->previous.manifest->units == 0);
}

enum status
round_read(struct run *r, struct builder *build, struct error *err)
{
    begin_pass(r, build);
    enum status status = pass_run(&r->pass, err);
    if (status == STATUS_OK)
        withdrawn_warn(&r->withdrawn, r->console);
    if (status == STATUS_OK && r->pass.tally.units == 0 && !may_be_empty(r))
        return error_set(err, STATUS_INVALID, "no minutes were found in %s%s",
                         r->roots.items[0].path,
                         r->roots.n > 1 ? " and the other SOURCEs" : "");
    return status;
}

void
round_print(const struct run *r, struct buf *line)
{
    summary_skipped(line, report_skipped(r->report),
                    report_skipped_documents(r->report));
    console_clear(r->console);
    (void)puts(line->data);
    buf_done(line);
}

static enum status
dry_run(struct run *r, struct error *err)
{
    enum status status = round_read(r, NULL, err);

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
    status = round_guard_files(r, err);
    if (status == STATUS_OK)
        status = round_guard_documents(r, err);
    if (status != STATUS_OK)
        buf_add_str(&line, ", which needs --allow-removals");
    round_print(r, &line);
    return status;
}

/* Nothing has changed, so nothing is published. */
static enum status
stay(struct run *r, struct error *err)
{
    struct buf line = {0};
    struct error problem;

    begin_pass(r, NULL);
    enum status status = pass_same(&r->pass, err);
    if (status == STATUS_OK)
        status = report_finish(r->report, err);
    if (status != STATUS_OK)
        return status;
    if (!r->options->dry_run)
        round_left(
            r, generation_clean(r->options->index, r->options->keep, &problem),
            &problem);
    buf_addf(&line, "nothing has changed: generation %" PRIu64 " stays",
             r->previous.manifest->generation);
    round_print(r, &line);
    return STATUS_OK;
}

void
round_left(struct run *r, enum status cleaned, const struct error *problem)
{
    if (cleaned == STATUS_OK)
        return;
    r->left_old = true;
    console_message(r->console, LOG_LEVEL_WARNING,
                    "an old generation stays: %s", problem->message);
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
    return r->options->strict ? r->pass.doubts : 0;
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
    if (status == STATUS_OK && r.previous.problem.status != STATUS_OK) {
        r.damaged = r.previous.problem.status == STATUS_CORRUPT;
        if (!o->rebuild)
            say_replaced(&r, &r.previous.problem);
    }
    if (status == STATUS_OK)
        status = report_open(&r.report, o->report, console, err);
    if (status == STATUS_OK)
        status = find_files(&r, err);
    if (status == STATUS_OK) {
        status = plan_is_empty(&r.plan) ? stay(&r, err)
                 : o->dry_run           ? dry_run(&r, err)
                                        : round_build(&r, err);
        *skipped = report_skipped(r.report) +
                   report_skipped_documents(r.report) + doubts_that_count(&r) +
                   r.left_old;
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
