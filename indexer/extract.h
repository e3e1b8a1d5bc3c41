/* Making text of a file by another program, which is not trusted with more
 * than that: it gets the bytes on standard input (a file of its own in memory,
 * so that it can seek in it), gives text on standard output, and otherwise has
 * no file that it could change (Landlock, where the kernel has it), no
 * terminal, no environment but PATH and a locale, no socket (a filter of system
 * calls refuses them, with all that is no call of this machine's own kind), no
 * rights to gain, and ends with the indexer. */
#ifndef INDEXER_EXTRACT_H
#define INDEXER_EXTRACT_H

#include "common/buf.h"
#include "common/error.h"
#include "indexer/reader.h"

/* The limits of one file. A PDF of 400 full pages took pdftotext 0.4 s and
 * 12 MB, and gave 2 MB of text; there are slower machines, and worse PDFs. */
#define EXTRACT_CPU_S 10
#define EXTRACT_WALL_S 30
#define EXTRACT_MEMORY (1024u << 20)
#define EXTRACT_OUTPUT_MAX (16u << 20)
#define EXTRACT_FILES 16

/* Replaces *out by the text that the reader's command makes of bytes[0..len).
 * STATUS_INVALID or STATUS_TOO_LARGE with the reason where it makes none;
 * STATUS_NOT_FOUND where the program is not there, STATUS_TIMEOUT where it
 * took too long, STATUS_IO where it could not be started; STATUS_CANCELLED:
 * see stop.h. No process is left behind. */
enum status extract_run(const struct reader *reader, const char *bytes,
                        size_t len, struct buf *out,
                        struct error *err) WARN_UNUSED;

#endif
