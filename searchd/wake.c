/* Waking the loop: see wake.h. */
#include "config.h"

#include "searchd/wake.h"

#include <stdint.h>
#include <sys/eventfd.h>
#include <unistd.h>

static void
on_readable(evutil_socket_t fd, short what, void *arg)
{
    (void)what;
    struct wake *w = arg;
    uint64_t count;
    /* Empty when an earlier read took this wake's count as well. */
    if (w->edges || read(fd, &count, sizeof(count)) == (ssize_t)sizeof(count))
        w->woken(w->arg);
}

enum status
wake_init(struct wake *w, struct event_base *base, void (*woken)(void *arg),
          void *arg, struct error *err)
{
    int fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    if (fd < 0)
        return error_set_errno(err, STATUS_IO, "eventfd");
    /* Told of every write, nobody need read: the count lasts for ever. */
    bool edges = (event_base_get_features(base) & EV_FEATURE_ET) != 0;
    short what = (short)(EV_READ | EV_PERSIST | (edges ? EV_ET : 0));
    struct event *event = event_new(base, fd, what, on_readable, w);
    if (event == NULL || event_add(event, NULL) != 0) {
        if (event != NULL)
            event_free(event);
        (void)close(fd);
        return error_set(err, STATUS_NOMEM, "no memory for an event");
    }
    *w = (struct wake){
        .fd = fd, .edges = edges, .event = event, .woken = woken, .arg = arg};
    return STATUS_OK;
}

void
wake_done(struct wake *w)
{
    if (w->event == NULL)
        return;
    event_free(w->event);
    (void)close(w->fd);
    w->event = NULL;
}

void
wake_up(struct wake *w)
{
    uint64_t one = 1;
    if (write(w->fd, &one, sizeof(one)) < 0) {
        /* EAGAIN: the counter is full, so the loop is awake already. */
    }
}
