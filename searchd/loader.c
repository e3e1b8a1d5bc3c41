/* Loading of generations: see loader.h.
 *
 * Each load is a thread, since opening verifies every byte and may take
 * seconds. It shares nothing while it runs: it is given a folder, and its
 * result is read after it was joined. There is one at a time.
 *
 * At the very first there is nothing that would go on serving meanwhile: what
 * is found then serves at once, and is verified beside it (verify.h). */
#include "config.h"

#include "searchd/loader.h"

#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/clock.h"
#include "common/log.h"
#include "common/xalloc.h"
#include "searchd/verify.h"
#include "searchd/wake.h"
#include "store/schema.h"

/* After a failure that may pass by itself (no descriptors, no memory) the
 * same generation is tried again after this long: often enough for a person
 * who waits, rare enough for a disk that fails. */
#define RETRY_NS (10000 * CLOCK_NS_PER_MS)

/* What current names. A generation is never written again, so two with the
 * same link text and the same MANIFEST are the same one, also when INDEX was
 * removed and built anew. */
struct identity {
    char link[256]; /* "gen-000042"; "" where there is no current */
    dev_t dev;
    ino_t ino;
    struct timespec changed;
};

TAILQ_HEAD(waiter_list, load_waiter);

struct loader {
    char *dir;
    size_t workers;
    loader_fn *loaded;
    void *arg;
    struct wake wake; /* the thread has ended */

    struct identity last;      /* what the last load found, good or bad */
    struct load_result result; /* of it */
    uint64_t retry_at;         /* not before, where result is a failure */
    uint64_t failures;

    struct verify *verify; /* of what the first load opened */
    bool cold;             /* the load is the first one */

    bool running; /* the thread: it alone uses opened and opened_result */
    bool again;   /* another load is wanted after this one */
    xs_flag stop; /* nobody waits for it any more */
    pthread_t thread;
    bool joinable; /* false: it could not even be started */
    struct serving *opened;
    struct load_result opened_result;

    struct waiter_list waiting; /* for a look that has not begun */
    struct waiter_list served;  /* by the look that is running */
};

static void
look(const char *dir, struct identity *id)
{
    *id = (struct identity){.link = ""};
    char path[PATH_MAX];
    int n = snprintf(path, sizeof(path), "%s/%s", dir, SCHEMA_CURRENT);
    if (n < 0 || (size_t)n >= sizeof(path))
        return;
    ssize_t len = readlink(path, id->link, sizeof(id->link) - 1);
    if (len < 0)
        len = 0;
    id->link[len] = '\0';

    struct stat st;
    n = snprintf(path, sizeof(path), "%s/%s/%s", dir, SCHEMA_CURRENT,
                 SCHEMA_MANIFEST);
    if (n < 0 || (size_t)n >= sizeof(path) || stat(path, &st) != 0)
        return;
    id->dev = st.st_dev;
    id->ino = st.st_ino;
    id->changed = st.st_mtim;
}

static bool
same(const struct identity *a, const struct identity *b)
{
    return strcmp(a->link, b->link) == 0 && a->dev == b->dev &&
           a->ino == b->ino && a->changed.tv_sec == b->changed.tv_sec &&
           a->changed.tv_nsec == b->changed.tv_nsec;
}

static void *
load_main(void *arg)
{
    struct loader *l = arg;
    struct load_result *r = &l->opened_result;
    r->status = serving_open(&l->opened, l->dir, /* verified= */ !l->cold,
                             l->workers, &l->stop, &r->why);
    r->changed = r->status == STATUS_OK;
    wake_up(&l->wake);
    return NULL;
}

static void
answer_waiters(struct waiter_list *list, const struct load_result *result)
{
    struct load_waiter *w;
    while ((w = TAILQ_FIRST(list)) != NULL) {
        TAILQ_REMOVE(list, w, link);
        w->done(w, result);
    }
}

static void
start(struct loader *l, const struct identity *id)
{
    l->last = *id;
    l->again = false;
    l->opened = NULL;
    l->opened_result = (struct load_result){.status = STATUS_OK};
    TAILQ_CONCAT(&l->served, &l->waiting, link);

    sigset_t all, before;
    (void)sigfillset(&all);
    (void)sigdelset(&all, SIGBUS); /* of the thread itself: see main.c */
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int rc = pthread_create(&l->thread, NULL, load_main, l);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    l->running = true;
    l->joinable = rc == 0;
    if (rc != 0) {
        l->opened_result.status =
            error_set(&l->opened_result.why, STATUS_IO,
                      "cannot start a thread: %s", strerror(rc));
        wake_up(&l->wake); /* it ends as a load that failed */
    }
}

/* Whether the same failure could end otherwise if tried again: what is
 * damaged, or of another schema, stays so. */
static bool
may_pass(enum status status)
{
    return status != STATUS_CORRUPT && status != STATUS_SCHEMA &&
           status != STATUS_INVALID;
}

/* The same thing is not said twice, however often it is tried. */
static void
log_failure(const struct loader *l, const struct load_result *r)
{
    bool known = l->result.status == r->status &&
                 strcmp(l->result.why.message, r->why.message) == 0;
    log_event(known                           ? LOG_LEVEL_DEBUG
              : r->status == STATUS_NOT_FOUND ? LOG_LEVEL_NOTICE
                                              : LOG_LEVEL_ERROR,
              "generation-refused", "reason=%s message=\"%s\"",
              status_name(r->status), r->why.message);
}

static void
note_failure(struct loader *l, const struct load_result *r)
{
    log_failure(l, r);
    if (r->status != STATUS_NOT_FOUND) /* none yet: nothing is refused */
        l->failures++;
    l->retry_at = clock_now() + RETRY_NS;
}

static void
load_ended(void *arg)
{
    struct loader *l = arg;
    if (l->joinable)
        pthread_join(l->thread, NULL);
    l->running = false;

    struct load_result r = l->opened_result;
    if (r.status != STATUS_OK)
        note_failure(l, &r);
    else if (l->cold)
        verify_begin(l->verify, index_path(l->opened->index));
    else
        verify_give_up(l->verify);
    l->cold = false;
    l->result = r;
    struct serving *sv = l->opened;
    l->opened = NULL;
    l->loaded(l->arg, sv, &r);
    answer_waiters(&l->served, &r);
    if (l->again || !TAILQ_EMPTY(&l->waiting))
        loader_force(l);
}

/* What serves since the start was compared with its checksums. A load that
 * runs meanwhile is of another generation, and has the last word. */
static void
verified(void *arg, const char *path, enum status status,
         const struct error *why)
{
    struct loader *l = arg;
    struct load_result r = {.status = status};
    if (status == STATUS_OK) {
        log_event(LOG_LEVEL_INFO, "generation-verified", "path=\"%s\"", path);
    } else if (status == STATUS_NOT_FOUND) {
        r.status = STATUS_OK;
        if (!l->running && !TAILQ_EMPTY(&l->waiting))
            loader_force(l); /* the next one may be there already */
    } else {
        r.why = *why;
        r.lost = true;
        note_failure(l, &r);
        if (!l->running)
            l->result = r;
        l->loaded(l->arg, NULL, &r);
    }
    if (!l->running)
        answer_waiters(&l->waiting, &r);
}

enum status
loader_new(struct loader **out, struct event_base *base, const char *dir,
           size_t workers, loader_fn *loaded, void *arg, struct error *err)
{
    struct loader *l = xcalloc(1, sizeof(*l));
    l->dir = xstrdup(dir);
    l->workers = workers;
    l->loaded = loaded;
    l->arg = arg;
    TAILQ_INIT(&l->waiting);
    TAILQ_INIT(&l->served);
    l->cold = true;
    enum status status = wake_init(&l->wake, base, load_ended, l, err);
    if (status == STATUS_OK)
        status = verify_new(&l->verify, base, verified, l, err);
    if (status == STATUS_OK) {
        struct identity id;
        look(dir, &id);
        start(l, &id);
    }
    if (status != STATUS_OK) {
        loader_free(l);
        return status;
    }
    *out = l;
    return STATUS_OK;
}

void
loader_free(struct loader *l)
{
    if (l == NULL)
        return;
    atomic_store(&l->stop, true);
    if (l->running && l->joinable) {
        pthread_join(l->thread, NULL);
        serving_free(l->opened);
    }
    verify_free(l->verify);
    wake_done(&l->wake);
    free(l->dir);
    free(l);
}

void
loader_check(struct loader *l)
{
    struct identity id;
    look(l->dir, &id);
    if (l->running) {
        /* It may have read current before this change of it. */
        l->again = l->again || !same(&id, &l->last);
        return;
    }
    if (same(&id, &l->last)) {
        bool retry = l->result.status != STATUS_OK && id.link[0] != '\0' &&
                     may_pass(l->result.status) && clock_now() >= l->retry_at;
        if (!retry)
            return;
    }
    start(l, &id);
}

void
loader_force(struct loader *l)
{
    if (l->running) {
        l->again = true;
        return;
    }
    struct identity id;
    look(l->dir, &id);
    if (same(&id, &l->last) && l->result.status == STATUS_OK) {
        struct load_result unchanged = {.status = STATUS_OK};
        l->again = false;
        if (!verify_runs(l->verify)) /* else it answers them */
            answer_waiters(&l->waiting, &unchanged);
        return;
    }
    start(l, &id);
}

bool
loader_wait(struct loader *l, struct load_waiter *w)
{
    struct identity id;
    look(l->dir, &id);
    bool known = same(&id, &l->last) && l->result.status == STATUS_OK;
    if (!l->running && known && !verify_runs(l->verify))
        return false;
    TAILQ_INSERT_TAIL(&l->waiting, w, link);
    if (!l->running && !known)
        start(l, &id);
    return true;
}

void
loader_forget(struct loader *l, struct load_waiter *w)
{
    struct load_waiter *i;
    TAILQ_FOREACH(i, &l->waiting, link)
    {
        if (i == w) {
            TAILQ_REMOVE(&l->waiting, w, link);
            return;
        }
    }
    TAILQ_REMOVE(&l->served, w, link);
}

bool
loader_verified(const struct loader *l)
{
    return !verify_runs(l->verify);
}

uint64_t
loader_failures(const struct loader *l)
{
    return l->failures;
}
