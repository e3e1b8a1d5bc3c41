/* The programs' log: one event a line on stderr, `<N>` priority first (as
 * sd-daemon(3) has it, when the journal reads us), then an event name and
 * key=value pairs. Libraries do not log. Any thread may. */
#ifndef COMMON_LOG_H
#define COMMON_LOG_H

#include "common/error.h"

enum log_level {
    LOG_LEVEL_ERROR = 3,
    LOG_LEVEL_WARNING = 4,
    LOG_LEVEL_NOTICE = 5,
    LOG_LEVEL_INFO = 6,
    LOG_LEVEL_DEBUG = 7,
};

/* What is written: this level and graver. Default LOG_LEVEL_INFO. The only
 * global state of the project. */
void log_set_level(enum log_level level);

/* log_event(LOG_LEVEL_INFO, "generation", "number=%u units=%u", n, u).
 * Control characters in the result are escaped as \xNN: a log line stays a
 * line. Values with spaces: quote them with \"%s\" in the format. */
void log_event(enum log_level level, const char *event, const char *format, ...)
    PRINTF_LIKE(3, 4);

#endif
