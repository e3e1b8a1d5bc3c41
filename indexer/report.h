/* What became of each file: skipped ones are named on stderr, and with
 * --report every file gets a line of JSON. */
#ifndef INDEXER_REPORT_H
#define INDEXER_REPORT_H

#include <stddef.h>
#include <stdint.h>

#include "common/error.h"
#include "indexer/console.h"
#include "minutes/minutes.h"
#include "store/files.h"

struct report;

/* path: where the lines of JSON go, or NULL; the file is emptied. The console
 * is borrowed. */
enum status report_open(struct report **out, const char *path,
                        struct console *console, struct error *err) WARN_UNUSED;
void report_close(struct report *r); /* NULL is a no-op */

/* A file or folder that was not taken. */
void report_skip(struct report *r, const char *path, const char *reason);

/* A document that was not taken, of a file that was. */
void report_skip_document(struct report *r, const char *path, const char *id,
                          const char *reason);

/* A document that is withdrawn under the id `withdrawn`: no fault, but nobody
 * asked for this one by name. */
void report_copy(struct report *r, const char *path, const char *id,
                 const char *withdrawn);

/* A file that was read, and its format's name. */
void report_file(struct report *r, const char *path, const char *format,
                 const struct minutes *m);

/* A file that is as it was the last time, and was not read again. */
void report_same(struct report *r, const char *path,
                 const struct files_item *item);

/* How many files and folders were skipped, and of other files documents. */
uint64_t report_skipped(const struct report *r);
uint64_t report_skipped_documents(const struct report *r);

/* Writes what is left. STATUS_IO where any line could not be written. */
enum status report_finish(struct report *r, struct error *err) WARN_UNUSED;

#endif
