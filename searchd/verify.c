/* The check of a generation that serves: see verify.h. The thread is given a
 * folder's name, and what it found is read after it was joined. */
#include "config.h"

#include "searchd/verify.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "common/xalloc.h"
#include "searchd/wake.h"
#include "store/manifest.h"
#include "store/schema.h"

struct verify {
    verify_fn *done;
    void *arg;
    struct wake wake; /* the thread has ended */
    bool runs;
    bool joinable; /* false: it could not even be started */
    pthread_t thread;
    atomic_bool stop;
    /* the thread's, while it runs: */
    char *path;
    struct stat manifest; /* as the check began; st_ino 0: there was none */
    enum status status;
    struct error why;
};

static void
look(const char *path, struct stat *out)
{
    char *name = xasprintf("%s/%s", path, SCHEMA_MANIFEST);
    if (stat(name, out) != 0)
        *out = (struct stat){.st_ino = 0};
    free(name);
}

/* Whether what is at path is the generation that was opened, all of it. An
 * index that was removed and built anew has another one of the same name. */
static bool
is_there(const struct verify *v)
{
    struct stat now;
    struct error why;
    look(v->path, &now);
    return now.st_ino != 0 && now.st_dev == v->manifest.st_dev &&
           now.st_ino == v->manifest.st_ino &&
           now.st_mtim.tv_sec == v->manifest.st_mtim.tv_sec &&
           now.st_mtim.tv_nsec == v->manifest.st_mtim.tv_nsec &&
           manifest_compare(v->path, &why) == STATUS_OK;
}

static void *
verify_main(void *arg)
{
    struct verify *v = arg;
    v->status = manifest_verify(v->path, &v->stop, &v->why);
    /* Its names and sizes were right when it was opened. If they are not any
     * more, it is being cleared away, which does what is open no harm. */
    if (v->status != STATUS_OK && v->status != STATUS_CANCELLED && !is_there(v))
        v->status = error_set(&v->why, STATUS_NOT_FOUND,
                              "%s was removed meanwhile", v->path);
    wake_up(&v->wake);
    return NULL;
}

static void
join(struct verify *v)
{
    if (v->joinable)
        pthread_join(v->thread, NULL);
    v->runs = v->joinable = false;
}

static void
ended(void *arg)
{
    struct verify *v = arg;
    if (!v->runs)
        return;
    join(v);
    if (!atomic_load(&v->stop))
        v->done(v->arg, v->path, v->status, &v->why);
}

enum status
verify_new(struct verify **out, struct event_base *base, verify_fn *done,
           void *arg, struct error *err)
{
    struct verify *v = xcalloc(1, sizeof(*v));
    v->done = done;
    v->arg = arg;
    enum status status = wake_init(&v->wake, base, ended, v, err);
    if (status != STATUS_OK) {
        free(v);
        return status;
    }
    *out = v;
    return STATUS_OK;
}

void
verify_free(struct verify *v)
{
    if (v == NULL)
        return;
    verify_give_up(v);
    if (v->runs)
        join(v);
    wake_done(&v->wake);
    free(v->path);
    free(v);
}

void
verify_begin(struct verify *v, const char *path)
{
    free(v->path);
    v->path = xstrdup(path);
    look(path, &v->manifest);
    v->runs = true;
    atomic_store(&v->stop, false);

    sigset_t all, before;
    (void)sigfillset(&all);
    (void)sigdelset(&all, SIGBUS); /* of the thread itself: see main.c */
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int rc = pthread_create(&v->thread, NULL, verify_main, v);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    v->joinable = rc == 0;
    if (rc != 0) {
        v->status = error_set(&v->why, STATUS_IO, "cannot start a thread: %s",
                              strerror(rc));
        wake_up(&v->wake);
    }
}

void
verify_give_up(struct verify *v)
{
    atomic_store(&v->stop, true);
}

bool
verify_runs(const struct verify *v)
{
    return v->runs && !atomic_load(&v->stop);
}
