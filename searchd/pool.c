/* The worker pool: see pool.h and doc/threads.md.
 *
 * One lock guards both queues, what serves, and the epoch. It is held
 * for a few pointer moves, never during a search, an open or a callback. Who
 * is to be woken is woken behind it: it would only wait for it.
 *
 * Workers sleep on a semaphore each: who fell asleep last is woken first, while
 * its memory is in the processor's caches. */
#include "config.h"

#include "searchd/pool.h"

#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "common/clock.h"
#include "common/xalloc.h"
#include "searchd/wake.h"

/* The deepest query (16 levels) needs some 10 KiB, libxapian's optimiser a
 * few hundred bytes a term of 256: 2 MiB is room for sanitized frames too. */
#define WORKER_STACK ((size_t)2 << 20)

TAILQ_HEAD(job_list, job);

struct worker {
    struct pool *pool;
    pthread_t thread;
    struct job_context context; /* the worker's own */
    uint64_t epoch;             /* the pool's, when context was made */
    sem_t woken;
    /* under the pool's lock: */
    uint64_t busy_since; /* 0: it waits */
    bool at_job;         /* of these not more than places, but for long ones */
    LIST_ENTRY(worker) link; /* of the idle */
};

LIST_HEAD(worker_list, worker);

struct pool {
    pthread_mutex_t lock;
    /* under lock: */
    struct job_list queue;
    size_t queued;
    uint64_t moved; /* when a job was last taken, or came into an empty queue */
    struct job_list finished;
    size_t at_jobs;          /* workers that are */
    struct worker_list idle; /* they wait for a job, a new epoch, or stop */
    size_t coming;           /* woken, and have not looked yet */
    struct worker *watching; /* waits for a place, until a job is a long one;
                                NULL: none */
    struct serving *serving; /* what workers did not take yet; NULL: none */
    struct error why;
    uint64_t epoch; /* raised with every pool_serve */
    bool stop;
    /* const, or the loop's: */
    size_t peak; /* of queued, the most ever */
    struct pool_size size;
    struct wake wake; /* something is in finished */
    size_t n_workers;
    struct worker workers[];
};

/* Takes the worker's part of what serves now, lets the old one go. Called
 * with the lock held; it is free in between. */
static void
change_over(struct worker *w)
{
    struct pool *p = w->pool;
    struct job_context old = w->context;
    w->busy_since = clock_now();
    w->epoch = p->epoch;
    w->context = (struct job_context){.why = p->why};
    if (p->serving != NULL) {
        size_t number = (size_t)(w - p->workers);
        w->context.index = index_ref(p->serving->index);
        w->context.searcher = p->serving->searchers[number];
        p->serving->searchers[number] = NULL;
    }
    pthread_mutex_unlock(&p->lock);

    searcher_free(old.searcher);
    index_unref(old.index);

    pthread_mutex_lock(&p->lock);
}

/* Whether a job may begin: as many places as there are processors are for the
 * short ones, which most are. One that has run for long has lost its place: the
 * system shares the processors between it and the others. If not, *when: one
 * will be long then. With the lock held. */
static bool
has_place(const struct pool *p, uint64_t *when)
{
    if (p->at_jobs < p->size.workers)
        return true;
    uint64_t now = clock_now();
    size_t taken = 0;
    *when = UINT64_MAX;
    for (size_t i = 0; i < p->n_workers; i++) {
        const struct worker *w = &p->workers[i];
        if (!w->at_job || now - w->busy_since >= p->size.long_ns)
            continue;
        taken++;
        if (w->busy_since + p->size.long_ns < *when)
            *when = w->busy_since + p->size.long_ns;
    }
    return taken < p->size.workers;
}

static void
wait_until_woken(struct worker *w)
{
    while (sem_wait(&w->woken) != 0) {
        /* EINTR: a debugger's */
    }
}

/* Sleeps until somebody takes it out of the idle. With the lock held, which is
 * free meanwhile. */
static void
wait_for_work(struct worker *w)
{
    struct pool *p = w->pool;
    LIST_INSERT_HEAD(&p->idle, w, link);
    pthread_mutex_unlock(&p->lock);
    wait_until_woken(w);
    pthread_mutex_lock(&p->lock);
    p->coming--;
}

/* Takes one out of the idle, who is then to be woken by sem_post, best behind
 * the lock. With the lock held. */
static struct worker *
call_worker(struct pool *p)
{
    struct worker *w = LIST_FIRST(&p->idle);
    LIST_REMOVE(w, link);
    p->coming++;
    return w;
}

/* Waits for a place, until that time at most. As wait_for_work. */
static void
wait_for_place(struct worker *w, uint64_t when)
{
    struct pool *p = w->pool;
    const uint64_t second = 1000 * CLOCK_NS_PER_MS;
    struct timespec until = {(time_t)(when / second), (long)(when % second)};
    p->watching = w;
    pthread_mutex_unlock(&p->lock);
    bool woken = sem_clockwait(&w->woken, CLOCK_MONOTONIC, &until) == 0;
    pthread_mutex_lock(&p->lock);
    if (p->watching == w)
        p->watching = NULL;
    else if (!woken) /* called in the same moment */
        wait_until_woken(w);
}

/* The next job that may begin; NULL: there may be one now, look again. With
 * the lock held, which is free while it waits. */
static struct job *
take_job(struct worker *w)
{
    struct pool *p = w->pool;
    struct job *job = TAILQ_FIRST(&p->queue);
    uint64_t when;
    if (job == NULL || !has_place(p, &when)) {
        w->busy_since = 0;
        if (job != NULL && p->watching == NULL)
            wait_for_place(w, when);
        else
            wait_for_work(w);
        return NULL;
    }
    TAILQ_REMOVE(&p->queue, job, link);
    job->queued = false;
    p->queued--;
    p->at_jobs++;
    w->at_job = true;
    w->busy_since = p->moved = clock_now();
    return job;
}

/* Another worker that is to look at the queue, to be woken; NULL. With the lock
 * held. */
static struct worker *
call_if_wanted(struct pool *p)
{
    bool wanted = p->queued > p->coming && !LIST_EMPTY(&p->idle) &&
                  (p->at_jobs + p->coming < p->size.workers ||
                   (p->watching == NULL && p->coming == 0));
    return wanted ? call_worker(p) : NULL;
}

/* Wakes all that sleep. */
static void
wake_all(struct pool *p)
{
    pthread_mutex_lock(&p->lock);
    while (!LIST_EMPTY(&p->idle))
        sem_post(&call_worker(p)->woken);
    if (p->watching != NULL)
        sem_post(&p->watching->woken);
    p->watching = NULL;
    pthread_mutex_unlock(&p->lock);
}

static void *
worker_main(void *arg)
{
    struct worker *w = arg;
    struct pool *p = w->pool;

    pthread_mutex_lock(&p->lock);
    while (!p->stop) {
        if (w->epoch != p->epoch) {
            change_over(w);
            continue;
        }
        struct job *job = take_job(w);
        if (job == NULL)
            continue;
        struct worker *other = call_if_wanted(p);
        pthread_mutex_unlock(&p->lock);
        if (other != NULL)
            sem_post(&other->woken);

        if (!atomic_load(&job->cancel))
            job->run(job, &w->context);

        pthread_mutex_lock(&p->lock);
        bool first = TAILQ_EMPTY(&p->finished);
        TAILQ_INSERT_TAIL(&p->finished, job, link);
        p->at_jobs--;
        w->at_job = false;
        if (first) {
            pthread_mutex_unlock(&p->lock);
            wake_up(&p->wake);
            pthread_mutex_lock(&p->lock);
        }
    }
    pthread_mutex_unlock(&p->lock);

    searcher_free(w->context.searcher);
    index_unref(w->context.index);
    return NULL;
}

/* On the loop: gives the finished jobs back to their makers. */
static void
give_back(void *arg)
{
    struct pool *p = arg;
    struct job_list jobs = TAILQ_HEAD_INITIALIZER(jobs);
    pthread_mutex_lock(&p->lock);
    TAILQ_CONCAT(&jobs, &p->finished, link);
    pthread_mutex_unlock(&p->lock);

    struct job *job;
    while ((job = TAILQ_FIRST(&jobs)) != NULL) {
        TAILQ_REMOVE(&jobs, job, link);
        job->done(job);
    }
}

/* Workers take no signals: those are the loop's. */
static enum status
start_worker(struct worker *w, struct error *err)
{
    pthread_attr_t attr;
    sigset_t all, before;
    (void)sigfillset(&all);
    (void)sigdelset(&all, SIGBUS); /* of the thread itself: see main.c */
    pthread_attr_init(&attr);
    pthread_attr_setstacksize(&attr, WORKER_STACK);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int rc = pthread_create(&w->thread, &attr, worker_main, w);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    pthread_attr_destroy(&attr);
    if (rc != 0)
        return error_set(err, STATUS_IO, "cannot start a worker thread: %s",
                         strerror(rc));
    return STATUS_OK;
}

enum status
pool_new(struct pool **out, struct event_base *base,
         const struct pool_size *size, struct error *err)
{
    size_t n = (size_t)size->workers + size->spares;
    struct pool *p = xcalloc(1, sizeof(*p) + n * sizeof(p->workers[0]));
    pthread_mutex_init(&p->lock, NULL);
    TAILQ_INIT(&p->queue);
    TAILQ_INIT(&p->finished);
    LIST_INIT(&p->idle);
    p->size = *size;
    (void)error_set(&p->why, STATUS_NOT_FOUND, "the index is being opened");

    enum status status = wake_init(&p->wake, base, give_back, p, err);
    while (status == STATUS_OK && p->n_workers < n) {
        struct worker *w = &p->workers[p->n_workers];
        w->pool = p;
        w->context.why = p->why;
        (void)sem_init(&w->woken, 0, 0);
        status = start_worker(w, err);
        if (status == STATUS_OK)
            p->n_workers++;
    }
    if (status == STATUS_OK)
        *out = p;
    else
        pool_free(p);
    return status;
}

void
pool_free(struct pool *p)
{
    if (p == NULL)
        return;
    pthread_mutex_lock(&p->lock);
    p->stop = true;
    pthread_mutex_unlock(&p->lock);
    wake_all(p);
    for (size_t i = 0; i < p->n_workers; i++)
        pthread_join(p->workers[i].thread, NULL);
    for (size_t i = 0; i < p->n_workers; i++)
        (void)sem_destroy(&p->workers[i].woken);

    TAILQ_CONCAT(&p->finished, &p->queue, link);
    give_back(p);
    wake_done(&p->wake);
    serving_free(p->serving);
    pthread_mutex_destroy(&p->lock);
    free(p);
}

size_t
pool_workers(const struct pool *p)
{
    return p->n_workers;
}

void
pool_serve(struct pool *p, struct serving *sv, const struct error *why)
{
    assert(sv == NULL || sv->n == p->n_workers);
    pthread_mutex_lock(&p->lock);
    struct serving *old = p->serving;
    p->serving = sv;
    if (why != NULL)
        p->why = *why;
    p->epoch++;
    pthread_mutex_unlock(&p->lock);
    wake_all(p);
    serving_free(old);
}

enum status
pool_submit(struct pool *p, struct job *job, struct error *err)
{
    pthread_mutex_lock(&p->lock);
    struct worker *wanted = NULL;
    bool room = p->queued < p->size.queue;
    if (room) {
        TAILQ_INSERT_TAIL(&p->queue, job, link);
        job->queued = true;
        if (p->queued++ == 0)
            p->moved = clock_now();
        if (p->queued > p->peak)
            p->peak = p->queued;
        wanted = call_if_wanted(p);
    }
    pthread_mutex_unlock(&p->lock);
    if (wanted != NULL)
        sem_post(&wanted->woken);
    if (!room)
        return error_set(err, STATUS_BUSY,
                         "%u requests wait already: ask again", p->size.queue);
    return STATUS_OK;
}

bool
pool_cancel(struct pool *p, struct job *job)
{
    pthread_mutex_lock(&p->lock);
    bool was_queued = job->queued;
    if (was_queued) {
        TAILQ_REMOVE(&p->queue, job, link);
        job->queued = false;
        p->queued--;
    }
    pthread_mutex_unlock(&p->lock);
    atomic_store(&job->cancel, true);
    return was_queued;
}

size_t
pool_queued(struct pool *p)
{
    pthread_mutex_lock(&p->lock);
    size_t n = p->queued;
    pthread_mutex_unlock(&p->lock);
    return n;
}

size_t
pool_queue_peak(const struct pool *p)
{
    return p->peak;
}

uint64_t
pool_stalled(struct pool *p)
{
    pthread_mutex_lock(&p->lock);
    uint64_t since = p->queued > 0 ? clock_now() - p->moved : 0;
    pthread_mutex_unlock(&p->lock);
    return since;
}

uint64_t
pool_busy(struct pool *p)
{
    uint64_t longest = 0;
    pthread_mutex_lock(&p->lock);
    uint64_t now = clock_now();
    for (size_t i = 0; i < p->n_workers; i++) {
        uint64_t since = p->workers[i].busy_since;
        if (since != 0 && now - since > longest)
            longest = now - since;
    }
    pthread_mutex_unlock(&p->lock);
    return longest;
}

const char *
pool_trouble(struct pool *p, const struct pool_patience *patience)
{
    if (pool_busy(p) > patience->busy)
        return "a worker does not come back from its request";
    if (pool_stalled(p) > patience->stalled)
        return "requests wait, and no worker takes one";
    return NULL;
}
