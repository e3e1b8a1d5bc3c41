/* A unit's terms, what Xapian gets of it (store/schema.h lists them), and its
 * words' positions. */
#ifndef INDEXER_TERMS_H
#define INDEXER_TERMS_H

#include <stdbool.h>
#include <stdint.h>

#include "common/error.h"
#include "indexer/batch.h"
#include "minutes/minutes.h"
#include "store/positions-writer.h"

struct terms;

enum status terms_new(struct terms **out, struct error *err) WARN_UNUSED;
void terms_free(struct terms *t); /* NULL is a no-op */

/* Begins a document, which is borrowed until the next one; source is the path
 * of its file relative to its root. */
void terms_document(struct terms *t, const struct document *d,
                    const char *source);

/* Where a unit's go. */
struct terms_target {
    struct batch *xapian; /* its terms; the caller ends the document */
    bool forms;           /* forms with positions are among them */
    struct positions_writer *positions;
    uint32_t docid; /* that the unit is going to have */
};

/* Adds the terms of a unit of that document, whose whole id is given, and the
 * positions of its text. *length: the sum of their wdfs. */
enum status terms_unit(struct terms *t, const struct terms_target *target,
                       const struct unit *unit, const char *id,
                       uint32_t *length, struct error *err) WARN_UNUSED;

/* Adds the positions of the document's title, for all of its units, n >= 1 from
 * docid on. */
enum status terms_title(struct terms *t, struct positions_writer *positions,
                        uint32_t docid, uint32_t n,
                        struct error *err) WARN_UNUSED;

#endif
