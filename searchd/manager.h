/* The service manager that may have started us: what it is told, and the
 * sockets that it passes. The only door to libsystemd. Without a manager all
 * of this does nothing. The loop's. */
#ifndef SEARCHD_MANAGER_H
#define SEARCHD_MANAGER_H

#include <stdbool.h>

#include <event2/event.h>

#include "common/error.h"
#include "engine/index.h"

/* ---- the sockets it passes ---- */

/* Descriptors first, first + 1 ..., closed on exec, each with its name. */
struct manager_sockets {
    int first;
    int n; /* 0: none, and names is NULL */
    char **names;
};

/* Takes them, so that no process after us takes them for its own. The
 * descriptors are the caller's, the names end by manager_sockets_done.
 * STATUS_USAGE: the environment promises what is not there. */
enum status manager_sockets(struct manager_sockets *out,
                            struct error *err) WARN_UNUSED;
void manager_sockets_done(struct manager_sockets *s);

/* Before an end that would be the same at the next start: where sockets were
 * passed, a client that waits at one has us started at once again, and the
 * manager gives up the socket after 20 starts in 2 s (systemd.socket(5),
 * TriggerLimitBurst=). Two seconds' pause keep it, so that the client is
 * answered once the configuration is mended. */
void manager_pause(void);

/* ---- what it is told ---- */

struct manager;

/* What keeps the process from answering, static text; NULL: nothing does. */
typedef const char *manager_trouble_fn(void *arg);

/* Begins with a status line, that the index in dir is being opened, and asks
 * for time until manager_loaded. */
enum status manager_new(struct manager **out, struct event_base *base,
                        const char *dir, manager_trouble_fn *trouble, void *arg,
                        struct error *err) WARN_UNUSED;
void manager_free(struct manager *m); /* NULL is a no-op */

/* A load has ended. serves: the index; NULL: none. refused: why the newest
 * cannot be served, borrowed; NULL: it serves. The first time the manager is
 * told that we are ready, and from then on, where it wants to be, that the
 * loop goes round, at half the time after which it would take us for hung. As
 * long as trouble gives a reason it is not told. */
void manager_loaded(struct manager *m, const struct index *serves,
                    const struct error *refused);

/* The end has begun. */
void manager_stopping(struct manager *m);

#endif
