/* Sorted runs of numbered strings in a file, merged: the part of sorter.c that
 * needs a disk. */
#ifndef STORE_RUNS_H
#define STORE_RUNS_H

#include <stddef.h>
#include <stdint.h>

#include "common/buf.h"
#include "common/error.h"

/* A record: this, then the string's bytes. At any address. */
struct runs_head {
    uint32_t number;
    uint32_t len;
};

/* Which of two records comes first, by the strings' bytes, then by number. */
int runs_compare(const void *a, const void *b);

struct runs;

enum status runs_open(struct runs **out, const char *dir,
                      struct error *err) WARN_UNUSED;
void runs_close(struct runs *r); /* NULL is a no-op */

/* Adds the records at data + starts[0..n), in order, as one run; their numbers
 * are not those of any other. */
enum status runs_add(struct runs *r, const char *data, const uint32_t *starts,
                     size_t n, struct error *err) WARN_UNUSED;

/* Ends adding, begins merging with so many bytes of memory. */
enum status runs_merge(struct runs *r, size_t bytes,
                       struct error *err) WARN_UNUSED;

/* The number of the next record in the order of all, and, in place of what is
 * in key, which may be NULL, its string; after runs_merge, as often as there
 * are records. */
enum status runs_next(struct runs *r, uint32_t *number, struct buf *key,
                      struct error *err) WARN_UNUSED;

#endif
