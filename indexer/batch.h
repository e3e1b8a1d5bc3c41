/* Documents to be, in the order in which Xapian is to get them: the terms of
 * each, in one piece of memory, so that another thread can give them to
 * Xapian. */
#ifndef INDEXER_BATCH_H
#define INDEXER_BATCH_H

#include <stddef.h>
#include <stdint.h>

#include "common/buf.h"
#include "common/error.h"
#include "shim/xs.h"

/* Zero-initialised: empty. */
struct batch {
    struct buf bytes;
    uint32_t documents; /* ended ones */
};

/* Adds to the document at hand: a term with wdf more, at a position, or at
 * none: 0. STATUS_INVALID for one of no bytes, or of more than 255. */
enum status batch_term(struct batch *b, const char *term, size_t len,
                       uint32_t pos, uint32_t wdf,
                       struct error *err) WARN_UNUSED;
/* Ends it: what follows belongs to the next one. */
void batch_end(struct batch *b);

/* Where batch_replay goes on in a batch. Zero-initialised: at the beginning. */
struct batch_place {
    size_t offset;
};

/* Adds the next document to the database; *docid as xs_writer_add has it. There
 * must be one. */
enum status batch_replay(const struct batch *b, struct batch_place *place,
                         xs_writer *w, uint32_t *docid,
                         struct error *err) WARN_UNUSED;

void batch_clear(struct batch *b); /* empty; memory kept */
void batch_done(struct batch *b);

#endif
