/* The file `acronyms` while an index is written: see store.h. */
#ifndef STORE_ACRONYMS_H
#define STORE_ACRONYMS_H

#include <stddef.h>

#include "common/error.h"
#include "store/columns.h"
#include "store/store.h"

struct acronyms;

/* What is put aside goes to the file system of dir; sort: bytes of memory. */
enum status acronyms_open(struct acronyms **out, const char *dir, size_t sort,
                          struct error *err) WARN_UNUSED;
void acronyms_close(struct acronyms *a); /* NULL is a no-op */

/* A definition in that unit of that document. */
enum status acronyms_add(struct acronyms *a, const struct store_definition *d,
                         uint32_t docid, uint32_t document,
                         struct error *err) WARN_UNUSED;

/* Writes dir/acronyms. After columns_write. */
enum status acronyms_write(struct acronyms *a, const char *dir,
                           const struct columns *c,
                           struct error *err) WARN_UNUSED;

#endif
