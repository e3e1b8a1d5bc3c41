/* The lines of a configuration file, read strictly. Private to lib/config. */
#ifndef CONFIG_LINES_H
#define CONFIG_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "config/ini.h"

/* A piece of a line. */
struct text {
    const char *s;
    size_t len;
};

struct lines {
    const char *name; /* of the file, for messages */
    struct ini_problems *problems;
    const char *data;
    size_t len, at;
    unsigned line; /* the last one given, from 1 on */
};

/* Begins with data[0..len), which is borrowed. A byte order mark at the start
 * is passed over. */
void lines_start(struct lines *l, const char *name, const char *data,
                 size_t len, struct ini_problems *problems);

/* The next line, trimmed, or false at the end. Passed over are blank lines,
 * comments (# or ; first), and, noted as problems, lines that are over
 * INI_LINE_MAX, no valid UTF-8, or have a control character. CR LF ends a line
 * as LF does. */
bool lines_next(struct lines *l, struct text *out);

/* s[0..len) without the blanks around. */
struct text lines_trim(const char *s, size_t len);

/* `name = value`, both trimmed; false where that is no such line. */
bool lines_split(struct text line, struct text *name, struct text *value);

/* Bytes of a name for "%.*s" in a message: enough to know it again. */
int lines_shown(struct text t);

#endif
