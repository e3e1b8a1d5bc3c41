/* Messages and progress: see console.h. */
#include "config.h"

#include "indexer/console.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "common/buf.h"
#include "common/clock.h"
#include "common/xalloc.h"
#include "indexer/escape.h"

/* A terminal's line: often enough to look alive, too seldom to cost. */
#define CONSOLE_LINE_NS (200 * CLOCK_NS_PER_MS)
/* Lines in a log. */
#define CONSOLE_LOG_NS (10000 * CLOCK_NS_PER_MS)
/* No time left is told before this: the rate means nothing yet. */
#define CONSOLE_ETA_NS (2000 * CLOCK_NS_PER_MS)

/* Characters of the bar: the line stays below 80 with numbers of six digits. */
#define CONSOLE_BAR 20
/* Where a terminal does not say how wide it is. */
#define CONSOLE_COLUMNS 80

#define NS_PER_S 1e9
#define BYTES_PER_MB 1e6

struct console {
    bool quiet;
    bool terminal;
    bool shown; /* a line of progress stands on the terminal */
    uint64_t start;
    uint64_t next; /* when progress is due */
};

struct console *
console_new(bool quiet)
{
    struct console *c = xcalloc(1, sizeof(*c));

    c->quiet = quiet;
    c->terminal = isatty(STDERR_FILENO) == 1;
    c->start = clock_now();
    c->next = c->start + (c->terminal ? CONSOLE_LINE_NS : CONSOLE_LOG_NS);
    return c;
}

void
console_free(struct console *c)
{
    if (c == NULL)
        return;
    console_clear(c);
    free(c);
}

void
console_clear(struct console *c)
{
    if (!c->shown)
        return;
    (void)fputs("\r\033[K", stderr);
    (void)fflush(stderr);
    c->shown = false;
}

void
console_message(struct console *c, enum log_level level, const char *format,
                ...)
{
    va_list ap;
    char *text = NULL;
    struct buf line = {0};

    va_start(ap, format);
    int n = vasprintf(&text, format, ap);
    va_end(ap);
    if (n < 0)
        return;
    console_clear(c);
    if (log_is_journal())
        buf_addf(&line, "<%d>", (int)level);
    buf_add_str(&line, INDEXER_NAME ": ");
    escape_add(&line, text, (size_t)n);
    buf_add_char(&line, '\n');
    (void)fwrite(line.data, 1, line.len, stderr);
    buf_done(&line);
    free(text);
}

static size_t
columns(void)
{
    struct winsize size;

    if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return CONSOLE_COLUMNS;
    return size.ws_col;
}

/* Text of ASCII; what a terminal has no room for would become a second line,
 * which nothing takes away. */
static void
show(struct console *c, const char *text)
{
    if (c->terminal) {
        (void)fprintf(stderr, "\r%.*s\033[K", (int)columns() - 1, text);
        (void)fflush(stderr);
        c->shown = true;
    } else {
        (void)fprintf(stderr, INDEXER_NAME ": %s\n", text);
    }
}

void
console_begin(struct console *c)
{
    c->start = clock_now();
}

/* By bytes, as files differ in size. */
static void
add_bar(struct buf *line, const struct tally *t)
{
    double done =
        t->all_bytes > 0 ? (double)t->bytes / (double)t->all_bytes : 0;

    if (done > 1)
        done = 1; /* files that have grown */
    buf_add_char(line, '[');
    for (int i = 0; i < CONSOLE_BAR; i++)
        buf_add_char(line, i < (int)(done * CONSOLE_BAR) ? '#' : '.');
    buf_addf(line, "] %3d %%, ", (int)(done * 100));
}

static void
add_time(struct buf *line, double seconds)
{
    uint64_t s = seconds > 0 ? (uint64_t)seconds : 0;

    if (s >= 3600)
        buf_addf(line, ", %llu:%02u:%02u left", (unsigned long long)(s / 3600),
                 (unsigned)(s / 60 % 60), (unsigned)(s % 60));
    else
        buf_addf(line, ", %u:%02u left", (unsigned)(s / 60),
                 (unsigned)(s % 60));
}

void
console_progress(struct console *c, const struct tally *t)
{
    if (c->quiet)
        return;
    uint64_t now = clock_now();
    if (now < c->next)
        return;
    c->next = now + (c->terminal ? CONSOLE_LINE_NS : CONSOLE_LOG_NS);

    double seconds = (double)(now - c->start) / NS_PER_S;
    struct buf line = {0};
    if (c->terminal)
        add_bar(&line, t);
    buf_addf(&line, "%llu of %llu files, ", (unsigned long long)t->files,
             (unsigned long long)t->all_files);
    if (!c->terminal)
        buf_addf(&line, "%llu paragraphs, ", (unsigned long long)t->units);
    buf_addf(&line, "%.1f MB/s",
             seconds > 0 ? (double)t->bytes / BYTES_PER_MB / seconds : 0);
    if (now - c->start >= CONSOLE_ETA_NS && t->bytes > 0)
        add_time(&line,
                 seconds * ((double)t->all_bytes / (double)t->bytes - 1));
    show(c, line.data);
    buf_done(&line);
}

void
console_phase(struct console *c, const char *what)
{
    if (!c->quiet && c->terminal)
        show(c, what);
}
