/* Generations: notices that INDEX/current names another one, opens and
 * verifies it on a thread of its own, and hands it to the loop. */
#ifndef SEARCHD_LOADER_H
#define SEARCHD_LOADER_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/queue.h>

#include <event2/event.h>

#include "common/error.h"
#include "searchd/serving.h"

/* How a look at INDEX ended. */
struct load_result {
    enum status status; /* STATUS_OK, or why the newest cannot be served */
    struct error why;   /* set where status is not STATUS_OK */
    bool changed;       /* another generation serves than before */
    bool lost;          /* what served is damaged: nothing may any more */
};

/* On the loop. sv is the callee's (NULL where it failed, or is lost). */
typedef void loader_fn(void *arg, struct serving *sv,
                       const struct load_result *result);

struct loader;

/* Begins with a first load at once; loaded(arg, ...) is called after each.
 * What the first one opens is verified once it serves, and loaded is called
 * again where it is damaged; all others are verified before.
 * What it opens has searchers for as many workers.
 * All functions belong to the loop's thread. */
enum status loader_new(struct loader **out, struct event_base *base,
                       const char *dir, size_t workers, loader_fn *loaded,
                       void *arg, struct error *err) WARN_UNUSED;
/* Ends a load that runs: within milliseconds, unless the disk keeps it. NULL
 * is a no-op. */
void loader_free(struct loader *l);

/* Looks whether current names what was loaded last; if not, loads it. A
 * generation that failed is tried again only where that could help: see
 * loader.c. */
void loader_check(struct loader *l);

/* As loader_check, but tries again what failed in any case. False: what
 * current names serves already, and is verified. True: w->done is called on
 * the loop, never from within this call, once that, or a look that began after
 * it, has ended. */
struct load_waiter {
    void (*done)(struct load_waiter *w, const struct load_result *result);
    TAILQ_ENTRY(load_waiter) link; /* the loader's */
};
bool loader_wait(struct loader *l, struct load_waiter *w) WARN_UNUSED;
/* Takes a waiter back whose done was not called. */
void loader_forget(struct loader *l, struct load_waiter *w);
/* The same, with nobody who waits (SIGHUP). */
void loader_force(struct loader *l);

/* Whether what serves was verified. */
bool loader_verified(const struct loader *l);
/* How many loads failed so far. */
uint64_t loader_failures(const struct loader *l);

#endif
