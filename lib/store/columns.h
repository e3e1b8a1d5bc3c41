/* The file `columns` while an index is written: what facets count and hits
 * are sorted by. Kept in memory, 8 bytes a unit and 24 a document. */
#ifndef STORE_COLUMNS_H
#define STORE_COLUMNS_H

#include <stdint.h>

#include "common/error.h"
#include "store/store.h"

struct columns;

struct columns *columns_new(void) __attribute__((returns_nonnull));
void columns_free(struct columns *c); /* NULL is a no-op */

/* STATUS_INVALID for a date that is neither "" nor YYYY-MM-DD, or a year
 * after 9999. */
enum status columns_add_document(struct columns *c,
                                 const struct store_document *d,
                                 struct error *err) WARN_UNUSED;
/* A unit of the document added last. */
void columns_add_unit(struct columns *c, enum unit_kind kind, uint32_t length);

/* The document of that number, 0.., is a gap. */
void columns_drop(struct columns *c, uint32_t document);

/* Writes dir/columns. by_id: the documents' numbers in the order of their
 * ids. */
enum status columns_write(const struct columns *c, const char *dir,
                          const uint32_t *by_id, struct error *err) WARN_UNUSED;

#endif
