/* The order of strings, in bounded memory however many there are: sorted runs
 * that are put aside in a file, and merged. For the writers of this folder. */
#ifndef STORE_SORTER_H
#define STORE_SORTER_H

#include <stddef.h>
#include <stdint.h>

#include "common/buf.h"
#include "common/error.h"

struct sorter;

/* bytes: memory for strings, of which each takes 16 bytes besides its own; at
 * most 1 GiB. What is more goes to the file system of the folder dir. */
struct sorter *sorter_new(const char *dir, size_t bytes)
    __attribute__((returns_nonnull));
void sorter_free(struct sorter *s); /* NULL is a no-op */

/* Adds a string without NUL bytes, which is copied. The first has number 0,
 * the next 1... STATUS_TOO_LARGE for one over 1 GiB, or one too many. */
enum status sorter_add(struct sorter *s, const char *key, size_t len,
                       struct error *err) WARN_UNUSED;

/* Ends adding. */
enum status sorter_sort(struct sorter *s, struct error *err) WARN_UNUSED;

/* The number of the next string in the order of strcmp, equal ones by number,
 * and, in place of what is in key, which may be NULL, the string; after
 * sorter_sort, as often as there are strings. */
enum status sorter_next(struct sorter *s, uint32_t *number, struct buf *key,
                        struct error *err) WARN_UNUSED;

#endif
