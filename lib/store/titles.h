/* The file `titles` while an index is written: see store.h. */
#ifndef STORE_TITLES_H
#define STORE_TITLES_H

#include <stddef.h>

#include "common/error.h"
#include "store/columns.h"

struct titles;

/* sort: bytes of memory; what is more goes to the file system of dir. */
struct titles *titles_new(const char *dir, size_t sort)
    __attribute__((returns_nonnull));
void titles_free(struct titles *t); /* NULL is a no-op */

/* The title of the next document, folded and as written; "" where it is not
 * listed. */
enum status titles_add(struct titles *t, const char *folded, const char *title,
                       struct error *err) WARN_UNUSED;

/* Writes dir/titles. After columns_write. */
enum status titles_write(struct titles *t, const char *dir,
                         const struct columns *c,
                         struct error *err) WARN_UNUSED;

#endif
