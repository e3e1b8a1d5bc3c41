/* The log: see log.h. */
#include "config.h"

#include "common/log.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/buf.h"
#include "common/clock.h"
#include "common/limit.h"
#include "common/logfmt.h"

static _Atomic int level_now = LOG_LEVEL_INFO;

void
log_set_level(enum log_level level)
{
    atomic_store(&level_now, (int)level);
}

bool
log_is_journal(void)
{
    const char *named = getenv("JOURNAL_STREAM");
    struct stat st;
    if (named == NULL || fstat(STDERR_FILENO, &st) != 0)
        return false;
    char ours[64];
    (void)snprintf(ours, sizeof(ours), "%ju:%ju", (uintmax_t)st.st_dev,
                   (uintmax_t)st.st_ino);
    return strcmp(named, ours) == 0;
}

/* ---- lines ---- */

static void
begin_line(struct buf *line, enum log_level level)
{
    if (log_is_journal())
        buf_addf(line, "<%d>", (int)level);
}

/* One write a line, so that threads do not mix theirs. */
static void
end_line(struct buf *line)
{
    buf_add_char(line, '\n');
    if (write(STDERR_FILENO, line->data, line->len) < 0) {
        /* Nobody is left to be told. */
    }
    buf_done(line);
}

static void write_event(enum log_level level, const char *event,
                        const char *format, va_list arguments)
    __attribute__((format(printf, 3, 0)));

static void
write_event(enum log_level level, const char *event, const char *format,
            va_list arguments)
{
    struct buf line = {0};
    begin_line(&line, level);
    buf_add_str(&line, event);
    if (format[0] != '\0')
        buf_add_char(&line, ' ');
    logfmt_add(&line, format, arguments);
    end_line(&line);
}

void
log_sentence(enum log_level level, const char *format, ...)
{
    struct buf line = {0};
    char text[2048]; /* twice the longest message and a path */
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(text, sizeof(text), format, arguments);
    va_end(arguments);
    begin_line(&line, level);
    logfmt_add_sentence(&line, text);
    end_line(&line);
}

/* ---- how often ---- */

/* The event names are literals, some thirty. Any beyond share a place, and
 * so a limit. */
#define KINDS 64

struct kind {
    const char *event;
    enum log_level level; /* of the last one that was held back */
    struct limit limit;
};

static struct kind kinds[KINDS]; /* under lock */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static struct kind *
kind_of(const char *event)
{
    struct kind *k = kinds;
    while (k < &kinds[KINDS - 1] && k->event != NULL &&
           strcmp(k->event, event) != 0)
        k++;
    if (k->event == NULL)
        k->event = event;
    return k;
}

static void
tell_suppressed(const struct kind *k, unsigned held)
{
    if (held > 0)
        log_always(k->level, "suppressed", "event=%s messages=%u", k->event,
                   held);
}

/* Whether the event may be written now. */
static bool
is_allowed(enum log_level level, const char *event)
{
    uint64_t now = clock_now();
    pthread_mutex_lock(&lock);
    struct kind *k = kind_of(event), copy = *k;
    unsigned held = limit_end(&k->limit, now);
    bool allowed = limit_allows(&k->limit, now);
    k->level = level;
    pthread_mutex_unlock(&lock);
    tell_suppressed(&copy, held);
    return allowed;
}

/* Ends the minutes that are over at that time. */
static void
end_minutes(uint64_t now)
{
    for (struct kind *k = kinds; k < &kinds[KINDS]; k++) {
        pthread_mutex_lock(&lock);
        struct kind copy = *k;
        unsigned held = limit_end(&k->limit, now);
        pthread_mutex_unlock(&lock);
        tell_suppressed(&copy, held);
    }
}

void
log_tick(void)
{
    end_minutes(clock_now());
}

void
log_end(void)
{
    end_minutes(clock_now() + 60001 * CLOCK_NS_PER_MS);
}

/* ---- events ---- */

void
log_event(enum log_level level, const char *event, const char *format, ...)
{
    if ((int)level > atomic_load(&level_now))
        return;
    if (level != LOG_LEVEL_DEBUG && !is_allowed(level, event))
        return;
    va_list arguments;
    va_start(arguments, format);
    write_event(level, event, format, arguments);
    va_end(arguments);
}

void
log_always(enum log_level level, const char *event, const char *format, ...)
{
    if ((int)level > atomic_load(&level_now))
        return;
    va_list arguments;
    va_start(arguments, format);
    write_event(level, event, format, arguments);
    va_end(arguments);
}
