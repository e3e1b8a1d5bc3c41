/* What the indexer says while it works: messages and progress on stderr. On
 * a terminal the progress is one line that is written anew; elsewhere a line
 * every now and then. */
#ifndef INDEXER_CONSOLE_H
#define INDEXER_CONSOLE_H

#include <stdbool.h>
#include <stdint.h>

#include "common/error.h"
#include "common/log.h"

/* How far a run has come. */
struct tally {
    uint64_t all_files, all_bytes; /* that are to be read */
    uint64_t files, bytes;         /* of these, done; skipped ones included */
    uint64_t read_files;           /* understood */
    uint64_t read_bytes;           /* of those */
    uint64_t documents, units;
};

struct console;

/* quiet: no progress; messages all the same. */
struct console *console_new(bool quiet) __attribute__((returns_nonnull));
void console_free(struct console *c); /* NULL is a no-op */

/* "indexer: ", the message, made printable, and a newline; with the level
 * before it where the journal reads it. */
void console_message(struct console *c, enum log_level level,
                     const char *format, ...) PRINTF_LIKE(3, 4);

/* The reading begins: rate and time left are counted from here. */
void console_begin(struct console *c);
/* Shows the tally where it is time to. Cheap: to be called for every file. */
void console_progress(struct console *c, const struct tally *t);
/* Names what goes on before the first file or after the last: "compacting". */
void console_phase(struct console *c, const char *what);
/* Takes the line of progress away. */
void console_clear(struct console *c);

#endif
