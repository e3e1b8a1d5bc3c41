/* How another thread wakes the event loop: an eventfd and the event that
 * reads it. */
#ifndef SEARCHD_WAKE_H
#define SEARCHD_WAKE_H

#include <event2/event.h>

#include "common/error.h"

struct wake {
    int fd;
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
