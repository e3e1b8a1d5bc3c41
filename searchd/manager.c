/* The service manager: see manager.h. */
#include "config.h"

#include "searchd/manager.h"

#include <inttypes.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include <systemd/sd-daemon.h>

#include "common/buf.h"
#include "common/clock.h"
#include "common/log.h"
#include "common/xalloc.h"

/* While the first index is opened we ask once a second for ten seconds more:
 * nine may be lost to a busy machine ... */
#define EXTEND_SECONDS 1
#define EXTEND_BY "10000000" /* microseconds */
/* ... and not for ever, since a disk that hangs is better known: a gigabyte
 * takes a second or so, ten on a slow disk, so this is for 180 GB there. */
#define EXTEND_MAX_NS (UINT64_C(30 * 60 * 1000) * CLOCK_NS_PER_MS)

/* A watchdog below this is no help: the manager's own accuracy. */
#define WATCHDOG_MIN_US 1000

struct manager {
    char *dir;
    manager_trouble_fn *trouble;
    void *arg;
    uint64_t began;
    struct event *extend;   /* until ready */
    struct event *watchdog; /* once ready */
    uint64_t watchdog_us;   /* 0: nobody watches */
    const char *withheld;   /* why pings are, since when; NULL: they are not */
    uint64_t withheld_since;
    bool ready, stopping;
};

/* ---- sockets ---- */

enum status
manager_sockets(struct manager_sockets *out, struct error *err)
{
    char **names = NULL;
    int n = sd_listen_fds_with_names(/* unset_environment= */ 1, &names);
    if (n < 0)
        return error_set(err, STATUS_USAGE,
                         "the sockets that LISTEN_FDS promises are not there: "
                         "%s",
                         strerror(-n));
    *out = (struct manager_sockets){SD_LISTEN_FDS_START, n, names};
    return STATUS_OK;
}

void
manager_pause(void)
{
    if (sd_listen_fds(0) > 0)
        (void)poll(NULL, 0, 2000);
}

void
manager_sockets_done(struct manager_sockets *s)
{
    for (char **name = s->names; name != NULL && *name != NULL; name++)
        free(*name);
    free((void *)s->names);
    *s = (struct manager_sockets){0};
}

/* ---- messages ---- */

/* What cannot be told is no reason not to serve. */
static void
tell(const char *message)
{
    int rc = sd_notify(/* unset_environment= */ 0, message);
    if (rc < 0)
        log_event(LOG_LEVEL_WARNING, "manager", "reason=\"%s\"", strerror(-rc));
}

/* One line whatever a folder is called: a second one would be an order of
 * its own. */
static void
add_status(struct buf *message, const char *text)
{
    buf_add_str(message, "STATUS=");
    for (; *text != '\0'; text++)
        buf_add_char(message, (unsigned char)*text < ' ' ? '?' : *text);
    buf_add_char(message, '\n');
}

/* 118547 as 118,547. */
static void
add_count(struct buf *out, uint64_t n, const char *one, const char *many)
{
    char digits[32];
    int len = snprintf(digits, sizeof(digits), "%" PRIu64, n);
    for (int i = 0; i < len; i++) {
        if (i > 0 && (len - i) % 3 == 0)
            buf_add_char(out, ',');
        buf_add_char(out, digits[i]);
    }
    buf_addf(out, " %s", n == 1 ? one : many);
}

static void
describe(const struct manager *m, const struct index *serves,
         const struct error *refused, struct buf *out)
{
    if (serves != NULL) {
        const struct manifest *facts = index_manifest(serves);
        buf_addf(out, "generation %" PRIu64 ": ", index_generation(serves));
        add_count(out, facts->documents, "document", "documents");
        buf_add_str(out, ", ");
        add_count(out, facts->units, "paragraph", "paragraphs");
    }
    if (refused == NULL)
        return;
    if (serves != NULL)
        buf_addf(out, "; a newer one was refused: %s", refused->message);
    else if (refused->status == STATUS_NOT_FOUND)
        buf_addf(out,
                 "no index in %s yet: waiting for \"%s --index %s SOURCE\"",
                 m->dir, INDEXER_NAME, m->dir);
    else
        buf_addf(out, "the index in %s cannot be served: %s", m->dir,
                 refused->message);
}

/* ---- the watchdog ---- */

static void
again_after(struct event *timer, uint64_t us)
{
    struct timeval tv = {.tv_sec = (time_t)(us / 1000000),
                         .tv_usec = (suseconds_t)(us % 1000000)};
    event_add(timer, &tv);
}

static void
withhold(struct manager *m, const char *trouble)
{
    if (m->withheld == NULL)
        m->withheld_since = clock_now();
    if (m->withheld == NULL || strcmp(m->withheld, trouble) != 0)
        log_always(LOG_LEVEL_ERROR, "watchdog-withheld",
                   "reason=\"%s\" restart_after_ms=%" PRIu64, trouble,
                   m->watchdog_us / 1000);
    m->withheld = trouble;
}

static void
ping(struct manager *m)
{
    if (m->withheld != NULL)
        log_always(LOG_LEVEL_NOTICE, "watchdog-resumed", "after_ms=%" PRIu64,
                   (clock_now() - m->withheld_since) / CLOCK_NS_PER_MS);
    m->withheld = NULL;
    tell("WATCHDOG=1");
}

/* That the loop goes round is proved by its being here. One ping that is
 * withheld is half the manager's patience: so it is looked again soon, and
 * what was a moment's trouble costs no restart. */
static void
on_watchdog(evutil_socket_t fd, short what, void *arg)
{
    (void)fd;
    (void)what;
    struct manager *m = arg;
    /* At the end nobody waits for the workers but us, and STOP_SECONDS
     * ends that. */
    const char *trouble = m->stopping ? NULL : m->trouble(m->arg);
    if (trouble != NULL)
        withhold(m, trouble);
    else
        ping(m);
    again_after(m->watchdog,
                trouble != NULL ? m->watchdog_us / 20 : m->watchdog_us / 2);
}

/* ---- from the start to the end ---- */

static void
on_extend(evutil_socket_t fd, short what, void *arg)
{
    (void)fd;
    (void)what;
    struct manager *m = arg;
    if (clock_now() - m->began > EXTEND_MAX_NS) {
        log_event(LOG_LEVEL_ERROR, "manager",
                  "reason=\"the index is still not open: no more time is "
                  "asked for\"");
        return;
    }
    tell("EXTEND_TIMEOUT_USEC=" EXTEND_BY);
    again_after(m->extend, EXTEND_SECONDS * 1000000);
}

enum status
manager_new(struct manager **out, struct event_base *base, const char *dir,
            manager_trouble_fn *trouble, void *arg, struct error *err)
{
    struct manager *m = xcalloc(1, sizeof(*m));
    m->dir = xstrdup(dir);
    m->trouble = trouble;
    m->arg = arg;
    m->began = clock_now();
    m->extend = event_new(base, -1, 0, on_extend, m);
    m->watchdog = event_new(base, -1, 0, on_watchdog, m);
    if (m->extend == NULL || m->watchdog == NULL) {
        manager_free(m);
        return error_set(err, STATUS_NOMEM, "no memory for an event");
    }
    uint64_t us = 0;
    if (sd_watchdog_enabled(/* unset_environment= */ 0, &us) > 0)
        m->watchdog_us = us < WATCHDOG_MIN_US ? WATCHDOG_MIN_US : us;

    struct buf text = {0}, message = {0};
    buf_addf(&text, "opening and checking the index in %s", dir);
    add_status(&message, text.data);
    tell(message.data);
    buf_done(&text);
    buf_done(&message);
    on_extend(-1, 0, m);
    *out = m;
    return STATUS_OK;
}

void
manager_free(struct manager *m)
{
    if (m == NULL)
        return;
    if (m->extend != NULL)
        event_free(m->extend);
    if (m->watchdog != NULL)
        event_free(m->watchdog);
    free(m->dir);
    free(m);
}

void
manager_loaded(struct manager *m, const struct index *serves,
               const struct error *refused)
{
    if (m->stopping)
        return;
    struct buf text = {0}, message = {0};
    describe(m, serves, refused, &text);
    add_status(&message, text.data);
    if (!m->ready)
        buf_add_str(&message, "READY=1\n");
    tell(message.data);
    buf_done(&text);
    buf_done(&message);
    if (!m->ready) {
        m->ready = true;
        event_del(m->extend);
        if (m->watchdog_us != 0)
            on_watchdog(-1, 0, m);
    }
}

void
manager_stopping(struct manager *m)
{
    m->stopping = true;
    event_del(m->extend);
    tell("STOPPING=1\nSTATUS=answering what has arrived\n");
}
