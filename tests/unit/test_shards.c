/* indexer/shards.c, tasks.c and batch.c: databases that several threads write,
 * and what becomes of them when one fails or all are stopped. */
#include "unit.h"

#include <dirent.h>
#include <sched.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/clock.h"
#include "common/file.h"
#include "common/xalloc.h"
#include "indexer/shards.h"
#include "indexer/tasks.h"

/* Two documents fill a shard. */
#define TEXT_BYTES 10
#define SHARD_BYTES 20

static const unsigned all_jobs[] = {1, 2, 3, 8};
#define N_JOBS (sizeof(all_jobs) / sizeof(all_jobs[0]))

/* Threads that this process has. */
static unsigned
count_threads(void)
{
    DIR *d = opendir("/proc/self/task");
    unsigned n = 0;

    assert_non_null(d);
    for (const struct dirent *e; (e = readdir(d)) != NULL;)
        n += e->d_name[0] != '.';
    closedir(d);
    return n;
}

/* One that was joined may still be listed for a moment. */
static void
assert_threads(unsigned n)
{
    const uint64_t end = clock_now() + 10000 * CLOCK_NS_PER_MS;

    while (count_threads() != n && clock_now() < end)
        (void)sched_yield();
    assert_int_equal(count_threads(), n);
}

/* ---- batches ---- */

static void
a_batch_gives_a_database_what_it_was_given(void **state)
{
    struct error err;
    struct batch batch = {0};
    struct batch_place place = {0};
    char *path = xasprintf("%s/db", (char *)*state);
    char longest[245];
    xs_writer *w;
    uint32_t docid;

    memset(longest, 'x', sizeof(longest));
    assert_int_equal(batch_term(&batch, "", 0, 0, 1, &err), STATUS_INVALID);
    assert_int_equal(batch_term(&batch, longest, 256, 0, 1, &err),
                     STATUS_INVALID);
    assert_ok(batch_term(&batch, "twice", 5, 0, 1, &err));
    assert_ok(batch_term(&batch, "twice", 5, 0, 300, &err));
    assert_ok(batch_term(&batch, "at", 2, 1, 0, &err));
    assert_ok(batch_term(&batch, "at", 2, 4000000000, 0, &err));
    assert_ok(batch_term(&batch, "nul\0", 4, 0, 0, &err));
    batch_end(&batch);
    batch_end(&batch); /* no terms at all */
    assert_ok(batch_term(&batch, longest, sizeof(longest), 0, 1, &err));
    batch_end(&batch);
    assert_int_equal(batch.documents, 3);

    assert_ok(xs_writer_open(&w, path, &err));
    for (uint32_t i = 1; i <= 3; i++) {
        assert_ok(batch_replay(&batch, &place, w, &docid, &err));
        assert_int_equal(docid, i);
    }
    assert_int_equal(place.offset, batch.bytes.len);
    assert_ok(xs_writer_commit(w, &err));
    xs_writer_close(w);
    batch_clear(&batch);
    assert_int_equal(batch.documents, 0);
    batch_done(&batch);

    xs_db *db;
    uint32_t df;
    uint64_t cf;
    assert_ok(xs_db_open(&db, path, &err));
    assert_ok(xs_db_term(db, "twice", 5, &df, &cf, &err));
    assert_int_equal(df, 1);
    assert_int_equal(cf, 301);
    assert_ok(xs_db_term(db, "nul\0", 4, &df, &cf, &err));
    assert_int_equal(df, 1);
    assert_ok(xs_db_term(db, "at", 2, &df, &cf, &err));
    assert_int_equal(cf, 0);
    assert_ok(xs_db_term(db, longest, sizeof(longest), &df, &cf, &err));
    assert_int_equal(df, 1);
    xs_db_close(db);
    free(path);
}

/* ---- tasks ---- */

struct step {
    struct task task;
    const struct step *after; /* waits for it; NULL: for none */
    sem_t *begun, *go_on;     /* tells that it runs, and waits; NULL: not */
    unsigned *ran;            /* counts */
    enum status status;       /* what comes of it */
};

static enum status
run_step(struct task *t, struct tasks *ts, struct error *err)
{
    const struct step *step = (const struct step *)t;
    enum status status = step->after == NULL
                             ? STATUS_OK
                             : tasks_wait(ts, &step->after->task, err);

    if (status != STATUS_OK)
        return status;
    if (step->begun != NULL) {
        assert_int_equal(sem_post(step->begun), 0);
        assert_int_equal(sem_wait(step->go_on), 0);
    }
    (void)__atomic_add_fetch(step->ran, 1, __ATOMIC_SEQ_CST);
    return step->status == STATUS_OK
               ? STATUS_OK
               : error_set(err, step->status, "step %u failed", *step->ran);
}

static void
without_threads_a_task_has_run_when_it_was_put(void **state)
{
    (void)state;
    struct error err;
    struct tasks *ts;
    unsigned ran = 0, before = count_threads();
    struct step steps[] = {
        {.task.run = run_step, .ran = &ran},
        {.task.run = run_step, .ran = &ran, .after = &steps[0]},
        {.task.run = run_step, .ran = &ran, .status = STATUS_CORRUPT},
        {.task.run = run_step, .ran = &ran},
    };

    assert_ok(tasks_open(&ts, 0, &err));
    assert_threads(before);
    assert_ok(tasks_put(ts, &steps[0].task, &err));
    assert_int_equal(ran, 1);
    assert_ok(tasks_put(ts, &steps[1].task, &err));
    assert_int_equal(ran, 2);
    assert_ok(tasks_check(ts, &err));
    assert_int_equal(tasks_put(ts, &steps[2].task, &err), STATUS_CORRUPT);
    assert_string_equal(err.message, "step 3 failed");
    assert_int_equal(tasks_put(ts, &steps[3].task, &err), STATUS_CORRUPT);
    assert_int_equal(ran, 3);
    tasks_close(ts);
}

static void
the_first_failure_is_told_and_drops_what_waits(void **state)
{
    (void)state;
    struct error err;
    struct tasks *ts;
    sem_t begun, go_on;
    unsigned ran = 0, before = count_threads();
    struct step first = {.task.run = run_step,
                         .ran = &ran,
                         .begun = &begun,
                         .go_on = &go_on,
                         .status = STATUS_CORRUPT};
    struct step after = {.task.run = run_step, .ran = &ran, .after = &first};
    struct step third = {.task.run = run_step, .ran = &ran};

    assert_int_equal(sem_init(&begun, 0, 0), 0);
    assert_int_equal(sem_init(&go_on, 0, 0), 0);
    assert_ok(tasks_open(&ts, 2, &err));
    assert_threads(before + 2);
    assert_ok(tasks_put(ts, &first.task, &err));
    assert_int_equal(sem_wait(&begun), 0);
    assert_ok(tasks_put(ts, &after.task, &err)); /* the other thread's */
    assert_ok(tasks_put(ts, &third.task, &err));
    assert_ok(tasks_check(ts, &err));
    assert_true(tasks_go_on(ts));
    assert_int_equal(sem_post(&go_on), 0);
    assert_int_equal(tasks_wait(ts, &third.task, &err), STATUS_CORRUPT);
    assert_string_equal(err.message, "step 1 failed");
    assert_int_equal(tasks_check(ts, NULL), STATUS_CORRUPT);
    assert_int_equal(tasks_put(ts, &third.task, NULL), STATUS_CORRUPT);
    assert_false(tasks_go_on(ts));
    tasks_close(ts);
    assert_int_equal(ran, 1);
    assert_threads(before);
    sem_destroy(&begun);
    sem_destroy(&go_on);
}

/* Runs until it is told not to. */
static enum status
run_on(struct task *t, struct tasks *ts, struct error *err)
{
    const struct step *step = (const struct step *)t;

    (void)err;
    assert_int_equal(sem_post(step->begun), 0);
    while (tasks_go_on(ts))
        ;
    return STATUS_OK;
}

static void
closing_ends_what_runs_and_drops_what_waits(void **state)
{
    (void)state;
    struct error err;
    struct tasks *ts;
    sem_t begun;
    unsigned ran = 0, before = count_threads();
    struct step long_one = {.task.run = run_on, .begun = &begun};
    struct step waits = {.task.run = run_step, .ran = &ran};

    assert_int_equal(sem_init(&begun, 0, 0), 0);
    assert_ok(tasks_open(&ts, 1, &err));
    assert_ok(tasks_put(ts, &long_one.task, &err));
    assert_ok(tasks_put(ts, &waits.task, &err));
    assert_int_equal(sem_wait(&begun), 0);
    tasks_close(ts);
    assert_int_equal(ran, 0);
    assert_threads(before);
    sem_destroy(&begun);
}

/* ---- shards ---- */

/* Adds documents number from to to, each with a term of its own. */
static void
add_documents(struct shards *s, unsigned from, unsigned to)
{
    struct error err;
    char term[32];
    uint32_t docid;

    for (unsigned i = from; i <= to; i++) {
        int len = snprintf(term, sizeof(term), "t%u", i);
        assert_ok(batch_term(shards_batch(s), term, (size_t)len, 0, 1, &err));
        assert_ok(batch_term(shards_batch(s), "all", 3, i % 7, i % 3, &err));
        assert_ok(shards_add(s, TEXT_BYTES, &docid, &err));
        assert_int_equal(docid, i);
    }
}

static void
check_documents(const char *dir, unsigned n)
{
    struct error err;
    struct xs_stats stats;
    struct xs_postings *p;
    char term[32];
    xs_db *db;

    assert_ok(xs_db_open(&db, dir, &err));
    assert_ok(xs_db_stats(db, &stats, &err));
    assert_int_equal(stats.documents, n);
    for (unsigned i = 1; i <= n; i++) {
        int len = snprintf(term, sizeof(term), "t%u", i);
        assert_ok(xs_db_postings(db, term, (size_t)len, &p, &err));
        assert_int_equal(p->n, 1);
        assert_int_equal(p->docids[0], i);
        xs_postings_free(p);
    }
    xs_db_close(db);
}

/* Whether a file is the same in two folders. */
static void
check_same(const char *dir, const char *other, const char *name)
{
    char *paths[2] = {xasprintf("%s/%s", dir, name),
                      xasprintf("%s/%s", other, name)};
    struct buf bytes[2] = {{0}, {0}};
    struct error err;

    for (int i = 0; i < 2; i++) {
        assert_ok(file_read(paths[i], SIZE_MAX, &bytes[i], &err));
        free(paths[i]);
    }
    assert_int_equal(bytes[0].len, bytes[1].len);
    assert_true(bytes[0].len > 0);
    assert_memory_equal(bytes[0].data, bytes[1].data, bytes[0].len);
    buf_done(&bytes[0]);
    buf_done(&bytes[1]);
}

static void
any_number_of_threads_makes_the_same_in_order(void **state)
{
    /* Two levels merged, single shards after them, and one that is not
     * full. */
    enum { DOCUMENTS = SHARDS_FAN_IN * 2 * 2 + 5 };
    struct error err;
    struct shards *s;
    char *dests[N_JOBS];
    unsigned before = count_threads();

    for (size_t i = 0; i < N_JOBS; i++) {
        char *work = xasprintf("%s/work", (char *)*state);
        dests[i] = xasprintf("%s/by-%u", (char *)*state, all_jobs[i]);
        assert_int_equal(mkdir(work, 0755), 0);
        assert_ok(shards_open(&s, work, SHARD_BYTES, all_jobs[i], &err));
        assert_threads(before + (all_jobs[i] > 1 ? all_jobs[i] : 0));
        add_documents(s, 1, DOCUMENTS);
        assert_ok(shards_end(s, dests[i], &err));
        assert_ok(shards_finish(s, &err));
        shards_close(s);
        assert_threads(before);
        assert_int_equal(rmdir(work), 0); /* what was merged is gone */
        check_documents(dests[i], DOCUMENTS);
        check_same(dests[0], dests[i], "postlist.glass");
        check_same(dests[0], dests[i], "termlist.glass");
        check_same(dests[0], dests[i], "position.glass");
        free(work);
    }
    for (size_t i = 0; i < N_JOBS; i++)
        free(dests[i]);
}

static void
nothing_at_all_is_a_database_too(void **state)
{
    struct error err;
    struct shards *s;

    for (size_t i = 0; i < N_JOBS; i++) {
        char *dest = xasprintf("%s/by-%u", (char *)*state, all_jobs[i]);
        assert_ok(shards_open(&s, *state, SHARD_BYTES, all_jobs[i], &err));
        assert_ok(shards_end(s, dest, &err));
        assert_ok(shards_finish(s, &err));
        shards_close(s);
        check_documents(dest, 0);
        free(dest);
    }
}

static void
the_failure_of_a_shard_is_told_and_ends_the_others(void **state)
{
    /* The name of one of the shards is taken, so that it cannot be made; with
     * threads others are written meanwhile. */
    enum { TAKEN = 11, MANY = 1000000 };
    char *taken = xasprintf("%s/shard-%d", (char *)*state, TAKEN);
    unsigned before = count_threads();

    assert_int_equal(mkdir(taken, 0755), 0);
    for (size_t i = 0; i < N_JOBS; i++) {
        struct error err;
        struct shards *s;
        enum status status = STATUS_OK;
        uint32_t docid, n = 0;

        assert_ok(shards_open(&s, *state, SHARD_BYTES, all_jobs[i], &err));
        while (status == STATUS_OK && n < MANY) {
            assert_ok(batch_term(shards_batch(s), "t", 1, 0, 1, &err));
            status = shards_add(s, TEXT_BYTES, &docid, &err);
            n++;
        }
        assert_int_equal(status, STATUS_INVALID);
        assert_non_null(strstr(err.message, taken));
        /* No more is taken in than batches may be under way. */
        assert_true(n >= 2 * (TAKEN + 1));
        assert_true(n <= 2 * (TAKEN + 1 + all_jobs[i] + 2));
        assert_int_equal(shards_end(s, "unused", &err), STATUS_INVALID);
        assert_int_equal(shards_finish(s, &err), STATUS_INVALID);
        assert_non_null(strstr(err.message, taken));
        shards_close(s);
        assert_threads(before);
        for (int k = 0; k < TAKEN + 16; k++) {
            char *shard = xasprintf("%s/shard-%d", (char *)*state, k);
            if (k != TAKEN && access(shard, F_OK) == 0)
                assert_ok(file_remove_tree(shard, &err));
            free(shard);
        }
    }
    free(taken);
}

static void
closing_drops_what_is_under_way(void **state)
{
    unsigned before = count_threads();

    for (size_t i = 0; i < N_JOBS; i++) {
        struct error err;
        struct shards *s;
        char *work = xasprintf("%s/work", (char *)*state);
        char *dest = xasprintf("%s/by-%u", (char *)*state, all_jobs[i]);

        assert_int_equal(mkdir(work, 0755), 0);
        assert_ok(shards_open(&s, work, SHARD_BYTES, all_jobs[i], &err));
        add_documents(s, 1, 301);
        if (i % 2 != 0)
            assert_ok(shards_end(s, dest, &err));
        shards_close(s);
        assert_threads(before);
        assert_ok(file_remove_tree(work, &err));
        free(work);
        free(dest);
    }
}

static void
a_signal_stops_within_a_shard(void **state)
{
    sigset_t set, old;

    (void)sigemptyset(&set);
    (void)sigaddset(&set, SIGTERM);
    assert_int_equal(sigprocmask(SIG_BLOCK, &set, &old), 0);
    for (size_t i = 0; i < N_JOBS; i++) {
        struct error err;
        struct shards *s;
        enum status status = STATUS_OK;
        uint32_t docid;
        char *work = xasprintf("%s/work", (char *)*state);

        assert_int_equal(mkdir(work, 0755), 0);
        assert_ok(shards_open(&s, work, SHARD_BYTES, all_jobs[i], &err));
        add_documents(s, 1, 100);
        assert_int_equal(kill(getpid(), SIGTERM), 0);
        for (unsigned k = 0; k < 2 && status == STATUS_OK; k++)
            status = shards_add(s, TEXT_BYTES, &docid, &err);
        assert_int_equal(status, STATUS_CANCELLED);
        assert_non_null(strstr(err.message, "signal 15"));
        shards_close(s);
        assert_int_equal(sigwaitinfo(&set, NULL), SIGTERM);
        assert_ok(file_remove_tree(work, &err));
        free(work);
    }
    assert_int_equal(sigprocmask(SIG_SETMASK, &old, NULL), 0);
}

/* ThreadSanitizer's own thread comes with the first that is made. */
static int
make_threads_known(void **state)
{
    (void)state;
    struct error err;
    struct tasks *ts;
    unsigned before = count_threads();

    assert_ok(tasks_open(&ts, 1, &err));
    tasks_close(ts);
    for (unsigned i = 0; i < 1000 && count_threads() > before; i++)
        (void)sched_yield();
    return 0;
}

static int
set_up(void **state)
{
    *state = unit_mkdir();
    return 0;
}

static int
tear_down(void **state)
{
    unit_rmdir(*state);
    return 0;
}

#define IN_A_FOLDER(test)                                                      \
    cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_FOLDER(a_batch_gives_a_database_what_it_was_given),
        cmocka_unit_test(without_threads_a_task_has_run_when_it_was_put),
        cmocka_unit_test(the_first_failure_is_told_and_drops_what_waits),
        cmocka_unit_test(closing_ends_what_runs_and_drops_what_waits),
        IN_A_FOLDER(any_number_of_threads_makes_the_same_in_order),
        IN_A_FOLDER(nothing_at_all_is_a_database_too),
        IN_A_FOLDER(the_failure_of_a_shard_is_told_and_ends_the_others),
        IN_A_FOLDER(closing_drops_what_is_under_way),
        IN_A_FOLDER(a_signal_stops_within_a_shard),
    };
    return cmocka_run_group_tests(tests, make_threads_known, NULL);
}
