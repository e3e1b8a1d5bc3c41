/* The log: see log.h. */
#include "config.h"

#include "common/log.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "common/buf.h"

static _Atomic int level_now = LOG_LEVEL_INFO;

void
log_set_level(enum log_level level)
{
    atomic_store(&level_now, (int)level);
}

static void
add_escaped(struct buf *b, const char *s)
{
    for (; *s != '\0'; s++) {
        if ((unsigned char)*s < 0x20 || *s == 0x7f)
            buf_addf(b, "\\x%02x", (unsigned)(unsigned char)*s);
        else
            buf_add_char(b, *s);
    }
}

void
log_event(enum log_level level, const char *event, const char *format, ...)
{
    if ((int)level > atomic_load(&level_now))
        return;

    /* 2 kB: twice the longest message and a path; longer is cut. */
    char text[2048];
    va_list ap;
    va_start(ap, format);
    (void)vsnprintf(text, sizeof(text), format, ap);
    va_end(ap);

    struct buf line = {0};
    /* The journal names its stream in JOURNAL_STREAM: only there do the
     * prefixes mean anything. */
    if (getenv("JOURNAL_STREAM") != NULL)
        buf_addf(&line, "<%d>", (int)level);
    buf_add_str(&line, event);
    if (text[0] != '\0')
        buf_add_char(&line, ' ');
    add_escaped(&line, text);
    buf_add_char(&line, '\n');
    /* One write a line, so that threads do not mix theirs. */
    if (write(STDERR_FILENO, line.data, line.len) < 0) {
        /* Nobody is left to be told. */
    }
    buf_done(&line);
}
