/* Watching INDEX: see watch.h. */
#include "config.h"

#include "searchd/watch.h"

#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "common/log.h"
#include "common/xalloc.h"
#include "store/schema.h"

struct watch {
    char *dir;
    void (*changed)(void *arg);
    void *arg;
    int fd;     /* inotify; -1: there is none */
    int folder; /* the watch of dir; -1: not yet */
    struct event *readable;
    struct event *tick;
};

static void
watch_folder(struct watch *w)
{
    if (w->fd < 0 || w->folder >= 0)
        return;
    /* current is replaced by rename(2), or made anew. */
    w->folder = inotify_add_watch(w->fd, w->dir,
                                  IN_MOVED_TO | IN_CREATE | IN_DELETE_SELF |
                                      IN_MOVE_SELF | IN_ONLYDIR);
}

static void
on_tick(evutil_socket_t fd, short what, void *arg)
{
    (void)fd;
    (void)what;
    struct watch *w = arg;
    watch_folder(w);
    w->changed(w->arg);
}

/* Whether e may be about current; keeps track of the folder itself. */
static bool
concerns_current(struct watch *w, const struct inotify_event *e)
{
    if (e->mask & IN_Q_OVERFLOW)
        return true;
    if (e->wd != w->folder)
        return false;
    if (e->mask & IN_MOVE_SELF)
        (void)inotify_rm_watch(w->fd, w->folder);
    if (e->mask & (IN_MOVE_SELF | IN_IGNORED))
        w->folder = -1; /* the tick finds the next of that name */
    return e->len > 0 && strcmp(e->name, SCHEMA_CURRENT) == 0;
}

static void
on_readable(evutil_socket_t fd, short what, void *arg)
{
    (void)what;
    struct watch *w = arg;
    bool changed = false;
    char bytes[4096]
        __attribute__((aligned(__alignof__(struct inotify_event))));
    ssize_t n;
    while ((n = read(fd, bytes, sizeof(bytes))) > 0) {
        for (char *p = bytes; p < bytes + n;) {
            const struct inotify_event *e = (const void *)p;
            changed = concerns_current(w, e) || changed;
            p += sizeof(*e) + e->len;
        }
    }
    if (changed)
        w->changed(w->arg);
}

static enum status
add_events(struct watch *w, struct event_base *base, struct error *err)
{
    static const struct timeval second = {.tv_sec = 1};
    w->tick = event_new(base, -1, EV_PERSIST, on_tick, w);
    if (w->tick == NULL || event_add(w->tick, &second) != 0)
        return error_set(err, STATUS_NOMEM, "no memory for an event");
    if (w->fd < 0)
        return STATUS_OK;
    w->readable = event_new(base, w->fd, EV_READ | EV_PERSIST, on_readable, w);
    if (w->readable == NULL || event_add(w->readable, NULL) != 0)
        return error_set(err, STATUS_NOMEM, "no memory for an event");
    return STATUS_OK;
}

enum status
watch_new(struct watch **out, struct event_base *base, const char *dir,
          void (*changed)(void *arg), void *arg, struct error *err)
{
    struct watch *w = xcalloc(1, sizeof(*w));
    w->dir = xstrdup(dir);
    w->changed = changed;
    w->arg = arg;
    w->folder = -1;
    w->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (w->fd < 0)
        log_event(LOG_LEVEL_WARNING, "no-inotify",
                  "reason=\"%s\" remedy=\"looking once a second\"",
                  strerror(errno));
    watch_folder(w);
    enum status status = add_events(w, base, err);
    if (status != STATUS_OK) {
        watch_free(w);
        return status;
    }
    *out = w;
    return STATUS_OK;
}

void
watch_free(struct watch *w)
{
    if (w == NULL)
        return;
    if (w->readable != NULL)
        event_free(w->readable);
    if (w->tick != NULL)
        event_free(w->tick);
    if (w->fd >= 0)
        (void)close(w->fd);
    free(w->dir);
    free(w);
}
