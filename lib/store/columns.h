/* The file `columns` while an index is written: what facets count and hits
 * are sorted by. In memory are 28 bytes a document, and 24 more at the end; of
 * units nothing. */
#ifndef STORE_COLUMNS_H
#define STORE_COLUMNS_H

#include <stdbool.h>
#include <stdint.h>

#include "common/error.h"
#include "store/store.h"

struct columns;

/* Units are put aside on the file system of dir. */
enum status columns_open(struct columns **out, const char *dir,
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

/* Writes dir/columns; nothing can be added then. by_id: the documents' numbers
 * in the order of their ids. */
enum status columns_write(const struct columns *c, const char *dir,
                          const uint32_t *by_id, struct error *err) WARN_UNUSED;

/* How many units a document has. */
uint32_t columns_units(const struct columns *c, uint32_t document);
/* After columns_write: whether document a comes before b in the order of ids,
 * and whether it is newer, or as new and comes before it. Neither is a gap. */
bool columns_is_before(const struct columns *c, uint32_t a, uint32_t b);
bool columns_is_newer(const struct columns *c, uint32_t a, uint32_t b);

#endif
