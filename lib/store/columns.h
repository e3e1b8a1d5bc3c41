/* The file `columns` while an index is written: what facets count and hits
 * are sorted by. Of a document one bit is in memory, of units nothing. */
#ifndef STORE_COLUMNS_H
#define STORE_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/error.h"
#include "store/orders.h"
#include "store/spool.h"
#include "store/store.h"

struct columns;

/* To be dir/columns, on whose file system documents and units are put aside.
 * sort: bytes of memory, twice, for sorting the documents. */
enum status columns_open(struct columns **out, const char *dir, size_t sort,
                         struct error *err) WARN_UNUSED;
void columns_close(struct columns *c); /* NULL is a no-op */

/* STATUS_INVALID for a date that is neither "" nor YYYY-MM-DD, or a year
 * after 9999. */
enum status columns_add_document(struct columns *c,
                                 const struct store_document *d,
                                 struct error *err) WARN_UNUSED;
/* A unit of the document added last. */
enum status columns_add_unit(struct columns *c, enum unit_kind kind,
                             uint32_t length, struct error *err) WARN_UNUSED;

/* The document of that number, 0.., is a gap. */
void columns_drop(struct columns *c, uint32_t document);
bool columns_is_gone(const struct columns *c, uint32_t document);

/* Writes dir/columns; nothing can be added then. by_id: the documents' numbers,
 * each a uint32_t, in the order of their ids. */
enum status columns_write(struct columns *c, struct spool *by_id,
                          struct error *err) WARN_UNUSED;

/* What a document is ordered by; after columns_write. */
enum status columns_document(const struct columns *c, uint32_t document,
                             struct orders_document *out,
                             struct error *err) WARN_UNUSED;

#endif
