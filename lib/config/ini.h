/* A configuration file, read strictly:
 *
 *     # a comment, as is a line that begins with ;
 *     [section]
 *     key = value
 *
 * Blanks around section, key and value do not count; all else between the
 * equals sign and the line's end is the value, # and quotes too (a colour
 * begins with #). A key that nobody knows, one given twice that may be given
 * once, and any other line are errors with file and line: a misspelt key that
 * is passed over in silence is a setting that somebody believes in.
 *
 * Pure but for ini_read, which reads one file. */
#ifndef CONFIG_INI_H
#define CONFIG_INI_H

#include <stdbool.h>
#include <stddef.h>

#include "common/arena.h"
#include "common/buf.h"
#include "common/error.h"

#define INI_FILE_MAX 65536  /* a hundred times what all keys need */
#define INI_LINE_MAX 1000   /* bytes without the newline: some ten names */
#define INI_PROBLEMS_MAX 20 /* told of one file: a screenful */

/* What may stand in the file. */
struct ini_key {
    const char *section, *name;
    bool repeats; /* may be given again */
};

/* One `key = value`. */
struct ini_entry {
    size_t key;        /* index into the keys */
    const char *value; /* trimmed; "" where nothing follows the equals sign */
    unsigned line;     /* from 1 on */
};

/* What stood there, in the file's order. All of it lives in the arena. */
struct ini {
    const char *name; /* of the file, for messages */
    const struct ini_entry *entries;
    size_t n_entries;
};

/* What is wrong with a file, collected so that it can be mended at once:
 * lines "NAME:LINE: what", in text. Zero-initialise, buf_done(&text). */
struct ini_problems {
    struct buf text;
    size_t n; /* of all; those over INI_PROBLEMS_MAX have no line */
};

/* Notes one more. line 0: of the file as a whole. */
void ini_problem(struct ini_problems *problems, const char *name, unsigned line,
                 const char *format, ...) PRINTF_LIKE(4, 5);

/* Reads data[0..len). Problems are noted; the entries that have none are in
 * out all the same. A byte order mark at the start is passed over, CR LF ends
 * a line as LF does. name is borrowed for as long as out is used. */
void ini_parse(struct ini *out, struct arena *arena, const struct ini_key *keys,
               size_t n_keys, const char *name, const char *data, size_t len,
               struct ini_problems *problems);

/* ini_parse of the file at path. Fails where it cannot be read at all:
 * STATUS_NOT_FOUND, STATUS_IO, or STATUS_TOO_LARGE over INI_FILE_MAX. */
enum status ini_read(struct ini *out, struct arena *arena,
                     const struct ini_key *keys, size_t n_keys,
                     const char *path, struct ini_problems *problems,
                     struct error *err) WARN_UNUSED;

#endif
