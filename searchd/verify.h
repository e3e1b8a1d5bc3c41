/* The check of a generation that serves already: every byte of it is compared
 * with its checksums on a thread of its own. The loop's. */
#ifndef SEARCHD_VERIFY_H
#define SEARCHD_VERIFY_H

#include <stdbool.h>

#include <event2/event.h>

#include "common/error.h"

struct verify;

/* On the loop, once a check of path has ended: STATUS_OK, STATUS_NOT_FOUND
 * where it was removed meanwhile, or what is wrong. Not called for one that was
 * given up. */
typedef void verify_fn(void *arg, const char *path, enum status status,
                       const struct error *why);

enum status verify_new(struct verify **out, struct event_base *base,
                       verify_fn *done, void *arg,
                       struct error *err) WARN_UNUSED;
/* Gives a check up that runs, and waits for its thread: milliseconds, unless
 * the disk keeps it. NULL is a no-op. */
void verify_free(struct verify *v);

/* Begins to check the generation whose folder is path. None may run, nor one
 * that was given up. */
void verify_begin(struct verify *v, const char *path);
/* What it says is of no interest any more. */
void verify_give_up(struct verify *v);
/* Whether one runs that was not given up. */
bool verify_runs(const struct verify *v);

#endif
