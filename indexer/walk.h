/* The files of a run: all that stand below the roots and can be read. */
#ifndef INDEXER_WALK_H
#define INDEXER_WALK_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include <time.h>

#include "common/arena.h"
#include "common/error.h"
#include "indexer/reader.h"
#include "indexer/report.h"
#include "indexer/roots.h"

/* Folders inside one another; each holds a descriptor while it is read.
 * Deeper than any archive that people keep by hand, and far below the usual
 * 1024 descriptors. */
#define WALK_DEPTH_MAX 64

struct walk_file {
    const char *relative; /* to its root; the base name where that is a file */
    const struct reader *reader;
    uint64_t size; /* this and what follows: when it was seen */
    ino_t inode;
    int64_t modified; /* its bytes; ns since 1970 */
    int64_t changed;  /* those, or its name or rights: nobody sets it */
    uint32_t root;    /* index into the roots */
    uint32_t group; /* number of the first file of the same id: see choose.h */
};

/* What is passed over without a word. */
struct walk_rules {
    bool has_index; /* a folder to stay out of: the index, should it lie below
                       a root */
    dev_t dev;
    ino_t ino;
    /* Patterns as of fnmatch(3): one without '/' is for the name of a file or
     * folder, one with '/' for the whole path relative to the root. */
    char *const *exclude;
    size_t n_exclude;
};

struct walk {
    const struct walk_rules *rules; /* borrowed; NULL: none */
    struct arena *arena;            /* owns the names */
    struct walk_file *files;
    size_t n, cap;
    uint64_t bytes;               /* of the first file of each id */
    struct timespec began, ended; /* the walk, on the clock of files */
};

/* Lists the files by root, then in byte order of their ids, those of one id
 * together. What cannot be
 * taken is reported as skipped; hidden files and editors' backups are passed
 * over. rules may be NULL, and report: nothing is reported then. Fails only
 * with STATUS_CANCELLED. walk_done in every case. */
enum status walk_run(struct walk *out, const struct roots *roots,
                     const struct walk_rules *rules, struct report *report,
                     struct error *err) WARN_UNUSED;
void walk_done(struct walk *w); /* an empty one is a no-op */

/* When the bytes of file i changed last, in ns since 1970; 0 where that cannot
 * tell them from later ones: the file was changed about when it was seen, and
 * the clocks of file systems are coarse. */
uint64_t walk_mtime(const struct walk *w, size_t i);

#endif
