/* The programs' log: one event a line on stderr, `<N>` priority first (as
 * sd-daemon(3) has it, when the journal reads us), then an event name and
 * key=value pairs. Libraries do not log. Any thread may. */
#ifndef COMMON_LOG_H
#define COMMON_LOG_H

#include <stdbool.h>

#include "common/error.h"

enum log_level {
    LOG_LEVEL_ERROR = 3,
    LOG_LEVEL_WARNING = 4,
    LOG_LEVEL_NOTICE = 5,
    LOG_LEVEL_INFO = 6,
    LOG_LEVEL_DEBUG = 7,
};

/* What is written: this level and graver. Default LOG_LEVEL_INFO. With the
 * counts of log_event, the only global state of the project. */
void log_set_level(enum log_level level);

/* log_event(LOG_LEVEL_INFO, "generation", "number=%u units=%u", n, u).
 * Values are escaped, and quoted where they must be, as logfmt.h says: what
 * comes from a peer or a file can forge neither a line nor a pair.
 *
 * At most LIMIT_PER_MINUTE of each event are written in a minute, so that
 * nobody can fill the log by what they cause; a line `suppressed` says how
 * many were left out, once the minute is over. What log_set_level(
 * LOG_LEVEL_DEBUG) adds is not limited: somebody is looking. Every event is
 * described in doc/searchd.8. */
void log_event(enum log_level level, const char *event, const char *format, ...)
    PRINTF_LIKE(3, 4);

/* The same without the limit: for what only its administrator can cause, and
 * what comes in numbers at a start ("listen"). */
void log_always(enum log_level level, const char *event, const char *format,
                ...) PRINTF_LIKE(3, 4);

/* Writes the `suppressed` lines of minutes that are over: to be called now and
 * then. The line for an event comes with its next message, too. */
void log_tick(void);
/* Those of all minutes: at the end of a program. */
void log_end(void);

/* A sentence for who started the program, as "searchd: no such file": with a
 * priority where the journal reads it, its control characters escaped. */
void log_sentence(enum log_level level, const char *format, ...)
    PRINTF_LIKE(2, 3);

/* Whether the journal reads stderr: JOURNAL_STREAM names its device and inode
 * (systemd.exec(5)); a child whose stderr went elsewhere inherits the name,
 * not the stream. */
bool log_is_journal(void);

#endif
