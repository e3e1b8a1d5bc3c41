/* A file of lines `name = value`, for a list that an administrator keeps:
 * without sections, any name, each as often as it is wanted. All else is as in
 * ini.h. Pure but for pairs_read, which reads one file. */
#ifndef CONFIG_PAIRS_H
#define CONFIG_PAIRS_H

#include <stddef.h>

#include "common/arena.h"
#include "common/error.h"
#include "config/ini.h"

#define PAIRS_FILE_MAX 65536 /* some 1,500 lines */

struct pair {
    const char *name, *value; /* trimmed; the value may be "" */
    unsigned line;            /* from 1 on */
};

/* What stood there, in the file's order. All of it lives in the arena. */
struct pairs {
    const struct pair *pairs;
    size_t n;
};

/* Reads data[0..len). Problems are noted; the pairs that have none are in out
 * all the same. */
void pairs_parse(struct pairs *out, struct arena *arena, const char *name,
                 const char *data, size_t len, struct ini_problems *problems);

/* pairs_parse of the file at path. Fails where it cannot be read at all:
 * STATUS_NOT_FOUND, STATUS_IO, or STATUS_TOO_LARGE over PAIRS_FILE_MAX. */
enum status pairs_read(struct pairs *out, struct arena *arena, const char *path,
                       struct ini_problems *problems,
                       struct error *err) WARN_UNUSED;

#endif
