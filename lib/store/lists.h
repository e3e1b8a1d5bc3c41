/* Lists of the file `positions` (see layout.h) while they are written: units
 * with their positions in, parts out. For positions-writer.c. */
#ifndef STORE_LISTS_H
#define STORE_LISTS_H

#include <stdint.h>

#include "common/error.h"
#include "store/positions.h"

struct lists;

/* Creates the file in dir. */
enum status lists_open(struct lists **out, const char *dir,
                       struct error *err) WARN_UNUSED;
void lists_close(struct lists *l); /* NULL is a no-op */

/* Adds a unit, behind those that the list at hand has, n >= 1 positions. */
enum status lists_unit(struct lists *l, uint32_t docid,
                       const uint32_t *positions, size_t n,
                       struct error *err) WARN_UNUSED;

/* Adds a part of another list, behind the units that the list at hand has, as
 * it is; no other unit of its span comes. */
enum status lists_part(struct lists *l, const struct positions_part *part,
                       struct error *err) WARN_UNUSED;

/* Ends the list at hand: *units has how many there were. The next one
 * begins. */
enum status lists_end(struct lists *l, uint32_t *units,
                      struct error *err) WARN_UNUSED;

/* What lists_end told last is a word's lists: those since the last word, or
 * nothing, if they have no units. */
enum status lists_word(struct lists *l, struct error *err) WARN_UNUSED;

/* Writes the directory, and fsyncs. */
enum status lists_finish(struct lists *l, struct error *err) WARN_UNUSED;

#endif
