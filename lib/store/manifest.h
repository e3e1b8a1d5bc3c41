/* MANIFEST: what a generation holds, and the checksum of every file of it.
 * Written last, before the generation is published; checked by whoever
 * loads it, since Xapian has no block checksums (half of single-bit flips
 * pass its own check). A text file, a `name value` a line, values escaped as
 * %XX where they hold a control character or '%'. */
#ifndef STORE_MANIFEST_H
#define STORE_MANIFEST_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/error.h"

struct manifest {
    uint32_t schema;
    uint64_t generation;
    uint64_t created; /* seconds since 1970 */
    uint64_t documents;
    uint64_t units;
    uint64_t text_bytes; /* bytes of the source files that were read */
    char **roots;        /* the SOURCEs, absolute paths */
    size_t n_roots;
    char **excludes; /* patterns of files that were left out */
    size_t n_excludes;
    bool shard;      /* its database has the words' forms, with positions */
    char *made_by;   /* the version of the program that made it; "" unknown */
    char *withdrawn; /* checksum of the list of withdrawn documents; "" none */
};

/* Writes MANIFEST for the files now in dir (and its xapian/), with size and
 * SHA-256 of each, fsyncs every file and the folders. */
enum status manifest_write(const char *dir, const struct manifest *m,
                           struct error *err) WARN_UNUSED;

/* Reads dir's MANIFEST. STATUS_SCHEMA for another version, STATUS_CORRUPT
 * for a damaged one (its last line is a checksum of the lines before). */
enum status manifest_read(const char *dir, struct manifest **out,
                          struct error *err) WARN_UNUSED;
/* The same of another version, of which it tells no more than roots and
 * excludes and whether it is a shard: so that they are not lost with the index.
 * STATUS_CORRUPT for a damaged one. */
enum status manifest_read_choices(const char *dir, struct manifest **out,
                                  struct error *err) WARN_UNUSED;
void manifest_free(struct manifest *m); /* NULL is a no-op */

/* Compares the files of dir with its MANIFEST by name and size alone: what was
 * cut short would end who maps it. STATUS_CORRUPT as below. */
enum status manifest_compare(const char *dir, struct error *err) WARN_UNUSED;
/* Compares size and SHA-256 of every file of dir with its MANIFEST;
 * STATUS_CORRUPT names the first that differs, is missing or is too many.
 * STATUS_CANCELLED once *cancel is true (NULL: never), which another thread
 * may set. */
enum status manifest_verify(const char *dir, const atomic_bool *cancel,
                            struct error *err) WARN_UNUSED;

#endif
