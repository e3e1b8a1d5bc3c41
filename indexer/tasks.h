/* Tasks, run one after the other by the thread that gives them, or in their
 * order by several others. */
#ifndef INDEXER_TASKS_H
#define INDEXER_TASKS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/queue.h>

#include "common/error.h"

struct tasks;

/* Embedded in what it is about, which lives until tasks_close. */
struct task {
    enum status (*run)(struct task *t, struct tasks *ts, struct error *err);
    STAILQ_ENTRY(task) link; /* these two are tasks.c's */
    bool done;
};

/* threads 0: tasks_put runs its task itself. Else so many threads do; they take
 * no signals. STATUS_NOMEM: the system gives no more threads. */
enum status tasks_open(struct tasks **out, unsigned threads,
                       struct error *err) WARN_UNUSED;
/* Drops what no thread has begun, has the others told (tasks_go_on), waits for
 * them to end. NULL is a no-op. */
void tasks_close(struct tasks *ts);

/* The first failure of a task is everybody's: the others are dropped, and all
 * that follows returns its status and message. */

/* Gives a task; of one thread's. It has to bound how many wait. */
enum status tasks_put(struct tasks *ts, struct task *t,
                      struct error *err) WARN_UNUSED;
/* Waits until a task that was put has been run. A task may wait for those that
 * were put before it, and no others: they have been begun. */
enum status tasks_wait(struct tasks *ts, const struct task *t,
                       struct error *err) WARN_UNUSED;
/* Looks whether one has failed, which takes no time. */
enum status tasks_check(struct tasks *ts, struct error *err) WARN_UNUSED;

/* For a task that takes long: false once it is of no use any more, because
 * another failed or tasks_close was called. It may then return what it likes.
 */
bool tasks_go_on(struct tasks *ts);

#endif
