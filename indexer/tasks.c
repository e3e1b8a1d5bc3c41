/* Tasks and the threads that run them: see tasks.h. One lock guards the queue
 * and what is known of each task; it is never held while one runs. */
#include "config.h"

#include "indexer/tasks.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "common/xalloc.h"

STAILQ_HEAD(task_list, task);

struct tasks {
    pthread_mutex_t lock;
    pthread_cond_t work; /* something is in the queue, or over is set */
    pthread_cond_t end;  /* a task has been run, or over is set */
    /* Under lock: */
    struct task_list queue;
    enum status status; /* of the first that failed, with its error */
    struct error err;
    /* Written under lock, and looked at without: */
    atomic_bool over; /* one has failed, or tasks_close was called */
    unsigned n;
    pthread_t threads[];
};

/* Runs one, outside the lock, and notes what became of it. With the lock
 * held. */
static void
run_task(struct tasks *ts, struct task *t)
{
    struct error err = {0};

    pthread_mutex_unlock(&ts->lock);
    enum status status = t->run(t, ts, &err);
    pthread_mutex_lock(&ts->lock);
    t->done = true;
    if (status != STATUS_OK && !ts->over) {
        ts->status = status;
        ts->err = err;
        ts->over = true;
        pthread_cond_broadcast(&ts->work);
    }
    pthread_cond_broadcast(&ts->end);
}

static void *
run_tasks(void *data)
{
    struct tasks *ts = data;

    pthread_mutex_lock(&ts->lock);
    while (!ts->over) {
        struct task *t = STAILQ_FIRST(&ts->queue);
        if (t == NULL) {
            pthread_cond_wait(&ts->work, &ts->lock);
            continue;
        }
        STAILQ_REMOVE_HEAD(&ts->queue, link);
        run_task(ts, t);
    }
    pthread_mutex_unlock(&ts->lock);
    return NULL;
}

static enum status
start_threads(struct tasks *ts, unsigned threads, struct error *err)
{
    sigset_t all, before;
    int failure = 0;

    (void)sigfillset(&all);
    (void)pthread_sigmask(SIG_SETMASK, &all, &before);
    while (ts->n < threads && failure == 0) {
        failure = pthread_create(&ts->threads[ts->n], NULL, run_tasks, ts);
        ts->n += failure == 0;
    }
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    return failure == 0
               ? STATUS_OK
               : error_set(err, STATUS_NOMEM, "cannot start a thread: %s",
                           strerrordesc_np(failure));
}

enum status
tasks_open(struct tasks **out, unsigned threads, struct error *err)
{
    struct tasks *ts =
        xcalloc(1, sizeof(*ts) + threads * sizeof(ts->threads[0]));

    (void)pthread_mutex_init(&ts->lock, NULL);
    (void)pthread_cond_init(&ts->work, NULL);
    (void)pthread_cond_init(&ts->end, NULL);
    STAILQ_INIT(&ts->queue);
    enum status status = start_threads(ts, threads, err);
    if (status == STATUS_OK)
        *out = ts;
    else
        tasks_close(ts);
    return status;
}

void
tasks_close(struct tasks *ts)
{
    if (ts == NULL)
        return;
    pthread_mutex_lock(&ts->lock);
    ts->over = true;
    pthread_cond_broadcast(&ts->work);
    pthread_cond_broadcast(&ts->end);
    pthread_mutex_unlock(&ts->lock);
    for (unsigned i = 0; i < ts->n; i++)
        (void)pthread_join(ts->threads[i], NULL);
    (void)pthread_cond_destroy(&ts->end);
    (void)pthread_cond_destroy(&ts->work);
    (void)pthread_mutex_destroy(&ts->lock);
    free(ts);
}

/* What became of all so far. With the lock held. */
static enum status
outcome(const struct tasks *ts, struct error *err)
{
    if (ts->status != STATUS_OK)
        return error_set(err, ts->status, "%s", ts->err.message);
    if (ts->over)
        return error_set(err, STATUS_CANCELLED, "stopped");
    return STATUS_OK;
}

enum status
tasks_put(struct tasks *ts, struct task *t, struct error *err)
{
    pthread_mutex_lock(&ts->lock);
    t->done = false;
    enum status status = outcome(ts, err);
    if (status == STATUS_OK && ts->n == 0) {
        run_task(ts, t);
        status = outcome(ts, err);
    } else if (status == STATUS_OK) {
        STAILQ_INSERT_TAIL(&ts->queue, t, link);
        pthread_cond_signal(&ts->work);
    }
    pthread_mutex_unlock(&ts->lock);
    return status;
}

enum status
tasks_wait(struct tasks *ts, const struct task *t, struct error *err)
{
    pthread_mutex_lock(&ts->lock);
    while (!t->done && !ts->over)
        pthread_cond_wait(&ts->end, &ts->lock);
    enum status status = outcome(ts, err);
    pthread_mutex_unlock(&ts->lock);
    return status;
}

enum status
tasks_check(struct tasks *ts, struct error *err)
{
    if (!ts->over)
        return STATUS_OK;
    pthread_mutex_lock(&ts->lock);
    enum status status = outcome(ts, err);
    pthread_mutex_unlock(&ts->lock);
    return status;
}

bool
tasks_go_on(struct tasks *ts)
{
    return !ts->over;
}
