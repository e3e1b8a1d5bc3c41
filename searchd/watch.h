/* Notices that something may have changed in INDEX: by inotify, and by a
 * slow timer that also covers a folder that does not exist yet, or again. */
#ifndef SEARCHD_WATCH_H
#define SEARCHD_WATCH_H

#include <event2/event.h>

#include "common/error.h"

struct watch;

/* changed(arg) is called on the loop, at least once a second and at once
 * when `current` is replaced. Without inotify (its instances are limited)
 * the timer alone does. */
enum status watch_new(struct watch **out, struct event_base *base,
                      const char *dir, void (*changed)(void *arg), void *arg,
                      struct error *err) WARN_UNUSED;
void watch_free(struct watch *w); /* NULL is a no-op */

#endif
