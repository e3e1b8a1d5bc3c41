/* How another thread wakes the event loop: an eventfd and its event. */
#ifndef SEARCHD_WAKE_H
#define SEARCHD_WAKE_H

#include <stdbool.h>

#include <event2/event.h>

#include "common/error.h"

struct wake {
    int fd;
    bool edges; /* the event tells of writes, and nothing is read */
    struct event *event;
    void (*woken)(void *arg);
    void *arg;
};

/* woken(arg) runs on the loop after each wake_up, or once for several. */
enum status wake_init(struct wake *w, struct event_base *base,
                      void (*woken)(void *arg), void *arg,
                      struct error *err) WARN_UNUSED;
void wake_done(struct wake *w); /* of a zeroed one: a no-op */

/* Any thread. */
void wake_up(struct wake *w);

#endif
