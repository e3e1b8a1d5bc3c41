/* A file of strings, their records, and the records' order by a key (see
 * layout.h) while it is written: only the strings are written at once. For the
 * writers of this folder. */
#ifndef STORE_TABLE_H
#define STORE_TABLE_H

#include <stddef.h>
#include <stdint.h>

#include "common/error.h"
#include "store/outfile.h"
#include "store/spool.h"

struct table;

/* Creates dir/name, of records of size bytes. sort: bytes of memory for
 * sorting the keys; 0: the records have none and come in their order, and the
 * file says nothing of it. */
enum status table_open(struct table **out, const char *dir, const char *name,
                       size_t size, size_t sort, struct error *err) WARN_UNUSED;
void table_close(struct table *t); /* NULL is a no-op */

/* Where the strings go. */
struct outfile *table_file(struct table *t);

/* The key of the next record, without NUL bytes; and that record, which may
 * come later than the keys of others. */
enum status table_add_key(struct table *t, const char *key, size_t len,
                          struct error *err) WARN_UNUSED;
enum status table_add_record(struct table *t, const void *record,
                             struct error *err) WARN_UNUSED;

/* Writes the rest, and fsyncs. amend, which may be NULL, may change record i
 * before that; order, which may be NULL, gets the records' numbers, each a
 * uint32_t, in their order. */
enum status table_finish(struct table *t, const char *magic,
                         void (*amend)(const void *data, uint32_t i,
                                       void *record),
                         const void *data, struct spool *order,
                         struct error *err) WARN_UNUSED;

#endif
