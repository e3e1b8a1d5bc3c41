/* searchd/pool: jobs in, jobs back, and who owns them when. The jobs here
 * note what happens to them; nothing of an index is needed. */
#include "unit.h"

#include <semaphore.h>

#include <event2/event.h>
#include <event2/thread.h>

#include "common/clock.h"
#include "searchd/pool.h"

#define JOBS 100

struct fixture {
    struct event_base *base;
    struct pool *pool;
    unsigned ran[JOBS], n_ran; /* one worker writes, the loop reads later */
    unsigned given_back;
    unsigned wanted; /* the loop ends with this many given back */
    sem_t started, go_on;
};

struct noting_job {
    struct job job;
    struct fixture *f;
    unsigned number;
    bool blocks; /* until go_on */
    bool silent; /* not among those that ran */
    bool had_index;
    char why[64];
};

static void
run(struct job *job, const struct job_context *context)
{
    struct noting_job *j = (struct noting_job *)job;
    if (!j->silent)
        j->f->ran[j->f->n_ran++] = j->number;
    j->had_index = context->index != NULL;
    (void)snprintf(j->why, sizeof(j->why), "%.63s", context->why.message);
    if (j->blocks) {
        sem_post(&j->f->started);
        sem_wait(&j->f->go_on);
    }
}

static void
done(struct job *job)
{
    struct noting_job *j = (struct noting_job *)job;
    if (++j->f->given_back == j->f->wanted)
        event_base_loopbreak(j->f->base);
}

/* With spares, for jobs that are behind one of so many ns. */
static struct fixture *
setup_spares(unsigned workers, unsigned spares, uint64_t long_ns,
             unsigned queue)
{
    struct error err;
    struct fixture *f = calloc(1, sizeof(*f));
    assert_non_null(f);
    assert_int_equal(evthread_use_pthreads(), 0);
    f->base = event_base_new();
    assert_non_null(f->base);
    sem_init(&f->started, 0, 0);
    sem_init(&f->go_on, 0, 0);
    const struct pool_size size = {.workers = workers,
                                   .spares = spares,
                                   .long_ns = long_ns,
                                   .queue = queue};
    assert_ok(pool_new(&f->pool, f->base, &size, &err));
    assert_int_equal(pool_workers(f->pool), workers + spares);
    return f;
}

static struct fixture *
setup(unsigned workers, unsigned queue)
{
    return setup_spares(workers, 0, CLOCK_NS_PER_MS, queue);
}

static void
teardown(struct fixture *f)
{
    pool_free(f->pool);
    event_base_free(f->base);
    sem_destroy(&f->started);
    sem_destroy(&f->go_on);
    free(f);
}

static void
make(struct noting_job *j, struct fixture *f, unsigned number)
{
    *j = (struct noting_job){.f = f, .number = number};
    j->job.run = run;
    j->job.done = done;
}

static void
wait_for(struct fixture *f, unsigned wanted)
{
    f->wanted = wanted;
    if (f->given_back < wanted)
        event_base_dispatch(f->base);
    assert_int_equal(f->given_back, wanted);
}

static void
one_worker_keeps_the_order_of_jobs(void **state)
{
    (void)state;
    struct error err;
    struct fixture *f = setup(1, JOBS);
    static struct noting_job jobs[JOBS];
    for (unsigned i = 0; i < JOBS; i++) {
        make(&jobs[i], f, i);
        assert_ok(pool_submit(f->pool, &jobs[i].job, &err));
    }
    wait_for(f, JOBS);
    for (unsigned i = 0; i < JOBS; i++)
        assert_int_equal(f->ran[i], i);
    assert_int_equal(pool_queued(f->pool), 0);
    teardown(f);
}

static void
a_full_queue_refuses_and_leaves_the_job_to_its_maker(void **state)
{
    (void)state;
    struct error err;
    struct fixture *f = setup(1, 2);
    struct noting_job jobs[4];
    for (unsigned i = 0; i < 4; i++)
        make(&jobs[i], f, i);
    jobs[0].blocks = true;
    assert_ok(pool_submit(f->pool, &jobs[0].job, &err));
    sem_wait(&f->started);
    assert_ok(pool_submit(f->pool, &jobs[1].job, &err));
    assert_ok(pool_submit(f->pool, &jobs[2].job, &err));
    assert_int_equal(pool_submit(f->pool, &jobs[3].job, &err), STATUS_BUSY);
    assert_int_equal(pool_queued(f->pool), 2);
    sem_post(&f->go_on);
    wait_for(f, 3);
    assert_ok(pool_submit(f->pool, &jobs[3].job, &err));
    wait_for(f, 4);
    teardown(f);
}

static void
cancelling_takes_a_waiting_job_back_and_flags_a_running_one(void **state)
{
    (void)state;
    struct error err;
    struct fixture *f = setup(1, 4);
    struct noting_job jobs[3];
    for (unsigned i = 0; i < 3; i++)
        make(&jobs[i], f, i);
    jobs[0].blocks = true;
    for (unsigned i = 0; i < 3; i++)
        assert_ok(pool_submit(f->pool, &jobs[i].job, &err));
    sem_wait(&f->started);
    assert_true(pool_cancel(f->pool, &jobs[1].job));
    assert_false(pool_cancel(f->pool, &jobs[0].job));
    assert_true(atomic_load(&jobs[0].job.cancel));
    assert_int_equal(pool_queued(f->pool), 1);
    sem_post(&f->go_on);
    wait_for(f, 2);
    assert_int_equal(f->n_ran, 2);
    assert_int_equal(f->ran[1], 2);
    teardown(f);
}

static void
freeing_gives_back_what_was_never_run(void **state)
{
    (void)state;
    struct error err;
    struct fixture *f = setup(1, 4);
    struct noting_job jobs[3];
    for (unsigned i = 0; i < 3; i++)
        make(&jobs[i], f, i);
    jobs[0].blocks = true;
    for (unsigned i = 0; i < 3; i++)
        assert_ok(pool_submit(f->pool, &jobs[i].job, &err));
    sem_wait(&f->started);
    sem_post(&f->go_on);
    pool_free(f->pool);
    f->pool = NULL;
    assert_int_equal(f->given_back, 3);
    teardown(f);
}

static void
a_job_submitted_after_a_change_sees_it(void **state)
{
    (void)state;
    struct error err, why;
    struct fixture *f = setup(2, JOBS);
    static struct noting_job jobs[JOBS];
    for (unsigned i = 0; i < JOBS; i++) {
        (void)error_set(&why, STATUS_NOT_FOUND, "change %u", i);
        pool_serve(f->pool, NULL, &why);
        make(&jobs[i], f, i);
        assert_ok(pool_submit(f->pool, &jobs[i].job, &err));
        wait_for(f, i + 1);
        char expected[64];
        (void)snprintf(expected, sizeof(expected), "change %u", i);
        assert_string_equal(jobs[i].why, expected);
        assert_false(jobs[i].had_index);
    }
    teardown(f);
}

/* Until the clock has moved on, so that a time before it is told from one
 * after it. */
static void
wait_stalled(struct fixture *f)
{
    while (pool_stalled(f->pool) == 0)
        ;
}

static void
a_worker_that_does_not_come_back_is_seen_with_nothing_queued(void **state)
{
    (void)state;
    struct error err;
    struct fixture *f = setup(2, 4);
    struct noting_job job;
    const struct pool_patience none = {0, 0}, much = {UINT64_MAX, UINT64_MAX};
    make(&job, f, 0);
    job.blocks = true;
    uint64_t before = clock_now();
    assert_ok(pool_submit(f->pool, &job.job, &err));
    sem_wait(&f->started);
    uint64_t taken = clock_now();
    while (clock_now() == taken)
        ;
    assert_int_equal(pool_queued(f->pool), 0);
    assert_int_equal(pool_stalled(f->pool), 0);
    assert_in_range(pool_busy(f->pool), 1, clock_now() - before);
    assert_string_equal(pool_trouble(f->pool, &none),
                        "a worker does not come back from its request");
    assert_null(pool_trouble(f->pool, &much));
    sem_post(&f->go_on);
    wait_for(f, 1);
    while (pool_busy(f->pool) != 0) /* given back, then it waits again */
        ;
    assert_null(pool_trouble(f->pool, &none));
    teardown(f);
}

static void
the_longest_job_is_told_also_while_others_come_and_go(void **state)
{
    (void)state;
    struct error err;
    struct fixture *f = setup(2, 4);
    struct noting_job hung;
    make(&hung, f, 0);
    hung.blocks = true;
    assert_ok(pool_submit(f->pool, &hung.job, &err));
    sem_wait(&f->started);
    uint64_t taken = clock_now();
    for (unsigned i = 0; i < 20; i++) {
        struct noting_job job;
        make(&job, f, i);
        assert_ok(pool_submit(f->pool, &job.job, &err));
        wait_for(f, i + 1);
        uint64_t so_far = clock_now() - taken;
        assert_true(pool_busy(f->pool) >= so_far);
    }
    sem_post(&f->go_on);
    wait_for(f, 21);
    teardown(f);
}

static void
a_queue_stalls_only_where_no_job_is_taken(void **state)
{
    (void)state;
    struct error err;
    struct fixture *f = setup(1, 4);
    const struct pool_patience short_queue = {0, UINT64_MAX};
    struct noting_job jobs[3];
    for (unsigned i = 0; i < 3; i++) {
        make(&jobs[i], f, i);
        jobs[i].blocks = true;
        assert_ok(pool_submit(f->pool, &jobs[i].job, &err));
    }
    sem_wait(&f->started);
    wait_stalled(f);
    assert_string_equal(pool_trouble(f->pool, &short_queue),
                        "requests wait, and no worker takes one");
    uint64_t moved = clock_now();
    sem_post(&f->go_on);
    sem_wait(&f->started);
    assert_in_range(pool_stalled(f->pool), 0, clock_now() - moved);
    sem_post(&f->go_on);
    sem_post(&f->go_on);
    wait_for(f, 3);
    assert_int_equal(pool_stalled(f->pool), 0);
    teardown(f);
}

static void
short_jobs_pass_by_long_ones(void **state)
{
    (void)state;
    struct error err;
    struct fixture *f = setup_spares(2, 2, CLOCK_NS_PER_MS, JOBS);
    static struct noting_job jobs[JOBS];
    struct noting_job hung[2];
    for (unsigned i = 0; i < 2; i++) {
        make(&hung[i], f, i);
        hung[i].blocks = true;
        assert_ok(pool_submit(f->pool, &hung[i].job, &err));
        sem_wait(&f->started);
    }
    /* These end only if they are run before those two: which go on for as long
     * as it takes. */
    for (unsigned i = 0; i < JOBS; i++) {
        make(&jobs[i], f, i);
        jobs[i].silent = true;
        assert_ok(pool_submit(f->pool, &jobs[i].job, &err));
    }
    wait_for(f, JOBS);
    assert_int_equal(f->n_ran, 2);
    sem_post(&f->go_on);
    sem_post(&f->go_on);
    wait_for(f, JOBS + 2);
    teardown(f);
}

static void
a_spare_worker_waits_until_a_job_is_long(void **state)
{
    (void)state;
    struct error err;
    struct fixture *f = setup_spares(1, 1, 3600 * 1000 * CLOCK_NS_PER_MS, JOBS);
    struct noting_job jobs[3];
    for (unsigned i = 0; i < 3; i++) {
        make(&jobs[i], f, i);
        jobs[i].blocks = i == 0;
        assert_ok(pool_submit(f->pool, &jobs[i].job, &err));
    }
    sem_wait(&f->started);
    while (pool_stalled(f->pool) < 5 * CLOCK_NS_PER_MS)
        ;
    assert_int_equal(pool_queued(f->pool), 2);
    sem_post(&f->go_on);
    wait_for(f, 3);
    for (unsigned i = 0; i < 3; i++)
        assert_int_equal(f->ran[i], i);
    teardown(f);
}

/* Jobs of all kinds, changes in between: every one comes back. */
static void
no_job_is_forgotten_by_workers_and_spares(void **state)
{
    (void)state;
    struct error err, why;
    static struct noting_job jobs[JOBS];
    (void)error_set(&why, STATUS_NOT_FOUND, "none");
    for (unsigned round = 0; round < 50; round++) {
        struct fixture *f = setup_spares(1 + round % 3, 1 + round % 2,
                                         round % 5 * 1000 + 1, JOBS);
        for (unsigned i = 0; i < JOBS; i++) {
            make(&jobs[i], f, i);
            jobs[i].silent = true;
            assert_ok(pool_submit(f->pool, &jobs[i].job, &err));
            if (i % 10 == 9)
                wait_for(f, i + 1);
            if (i % 25 == 24)
                pool_serve(f->pool, NULL, &why);
        }
        wait_for(f, JOBS);
        assert_int_equal(pool_queued(f->pool), 0);
        teardown(f);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_worker_keeps_the_order_of_jobs),
        cmocka_unit_test(a_full_queue_refuses_and_leaves_the_job_to_its_maker),
        cmocka_unit_test(
            cancelling_takes_a_waiting_job_back_and_flags_a_running_one),
        cmocka_unit_test(freeing_gives_back_what_was_never_run),
        cmocka_unit_test(a_job_submitted_after_a_change_sees_it),
        cmocka_unit_test(
            a_worker_that_does_not_come_back_is_seen_with_nothing_queued),
        cmocka_unit_test(the_longest_job_is_told_also_while_others_come_and_go),
        cmocka_unit_test(a_queue_stalls_only_where_no_job_is_taken),
        cmocka_unit_test(short_jobs_pass_by_long_ones),
        cmocka_unit_test(a_spare_worker_waits_until_a_job_is_long),
        cmocka_unit_test(no_job_is_forgotten_by_workers_and_spares),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    libevent_global_shutdown();
    return failed;
}
