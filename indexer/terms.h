/* A unit's terms: what Xapian gets of it. store/schema.h lists them. */
#ifndef INDEXER_TERMS_H
#define INDEXER_TERMS_H

#include <stdint.h>

#include "common/error.h"
#include "minutes/minutes.h"
#include "shim/xs.h"

struct terms;

enum status terms_new(struct terms **out, struct error *err) WARN_UNUSED;
void terms_free(struct terms *t); /* NULL is a no-op */

/* Begins a document, which is borrowed until the next one; source is the path
 * of its file relative to its root. */
void terms_document(struct terms *t, const struct document *d,
                    const char *source);

/* Adds the terms of a unit of that document, whose whole id is given, to the
 * document that w builds. *length: the sum of their wdfs. */
enum status terms_unit(struct terms *t, xs_writer *w, const struct unit *unit,
                       const char *id, uint32_t *length,
                       struct error *err) WARN_UNUSED;

#endif
