/* Listening: see listen.h. How an address becomes a socket is in bind.c;
 * here is what happens when a connection comes, or cannot be taken. */
#include "config.h"

#include "searchd/listen.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <event2/listener.h>

#include "common/log.h"
#include "common/xalloc.h"

struct listener {
    struct bound bound;
    struct evconnlistener *evl;
    struct event *resume; /* accepting goes on */
    listen_fn *accepted;
    void *arg;
};

static void
on_accept(struct evconnlistener *evl, evutil_socket_t fd,
          struct sockaddr *address, int len, void *arg)
{
    (void)evl;
    (void)address;
    (void)len;
    struct listener *l = arg;
    l->accepted(l->arg, fd, l->bound.is_tcp);
}

/* Out of descriptors or memory: the connection stays in the backlog and the
 * loop would spin on it, so accepting pauses while others end. */
static void
on_error(struct evconnlistener *evl, void *arg)
{
    static const struct timeval pause = {.tv_sec = 1};
    struct listener *l = arg;
    int error = EVUTIL_SOCKET_ERROR();
    log_event(LOG_LEVEL_ERROR, "accept-failed",
              "address=\"%s\" reason=\"%s\" pause=1s", l->bound.address,
              evutil_socket_error_to_string(error));
    evconnlistener_disable(evl);
    event_add(l->resume, &pause);
}

static void
on_resume(evutil_socket_t fd, short what, void *arg)
{
    (void)fd;
    (void)what;
    struct listener *l = arg;
    evconnlistener_enable(l->evl);
}

enum status
listener_new(struct listener **out, struct event_base *base,
             struct bound *bound, listen_fn *accepted, void *arg,
             struct error *err)
{
    struct listener *l = xcalloc(1, sizeof(*l));
    l->accepted = accepted;
    l->arg = arg;
    l->bound = bind_take(bound);
    l->resume = event_new(base, -1, 0, on_resume, l);
    l->evl = evconnlistener_new(base, on_accept, l,
                                LEV_OPT_CLOSE_ON_EXEC | LEV_OPT_DISABLED,
                                bind_backlog(&l->bound), l->bound.fd);
    if (l->resume == NULL || l->evl == NULL) {
        enum status status = error_set_errno(
            err, STATUS_IO, "cannot listen on %s", l->bound.address);
        listener_free(l);
        return status;
    }
    evconnlistener_set_error_cb(l->evl, on_error);
    *out = l;
    return STATUS_OK;
}

void
listener_accept(struct listener *l)
{
    evconnlistener_enable(l->evl);
}

void
listener_free(struct listener *l)
{
    if (l == NULL)
        return;
    if (l->evl != NULL)
        evconnlistener_free(l->evl);
    if (l->resume != NULL)
        event_free(l->resume);
    bind_release(&l->bound);
    free(l);
}

const char *
listener_address(const struct listener *l)
{
    return l->bound.address;
}
