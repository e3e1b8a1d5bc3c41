/* The SOURCEs of a run: files and folders, and what ids begin with. */
#ifndef INDEXER_ROOTS_H
#define INDEXER_ROOTS_H

#include <stdbool.h>
#include <stddef.h>

#include "common/buf.h"
#include "common/error.h"

struct root {
    char *path;   /* absolute; its last part may be a link */
    char *prefix; /* ids of a folder's documents begin with it: "" or "name/" */
    bool folder;
    int fd; /* of a folder; -1 for a file */
};

struct roots {
    struct root *items;
    size_t n;
};

/* Finds the SOURCEs, n >= 1. STATUS_NOT_FOUND where one is not there,
 * STATUS_USAGE where two would give equal ids or overlap, STATUS_IO where a
 * folder cannot be opened. roots_done in every case. */
enum status roots_open(struct roots *out, char *const *sources, size_t n,
                       struct error *err) WARN_UNUSED;
void roots_done(struct roots *r); /* an empty one is a no-op */

/* Replaces *out by the path of the root's file `relative`, for messages. */
void roots_path(const struct root *root, const char *relative, struct buf *out);
/* Replaces *out by the id of that file's document. */
void roots_id(const struct root *root, const char *relative, struct buf *out);

/* Why no document can be named after this part of a path, or NULL. Static. */
const char *roots_bad_name(const char *name);

#endif
