/* Reading and parsing one file of a walk. */
#ifndef INDEXER_READING_H
#define INDEXER_READING_H

#include "common/buf.h"
#include "common/error.h"
#include "indexer/content.h"
#include "indexer/roots.h"
#include "indexer/walk.h"
#include "minutes/minutes.h"
#include "store/listing.h"

/* Zero-initialise; reading_done. May be used again. */
struct reading {
    struct buf bytes; /* what the file held */
    /* Their checksum; "" where they could not be read, and where the machine
     * could not do what it may be able to do the next time: then nothing is
     * known of the file. */
    char hash[LISTING_HASH_SIZE];

    /* Its own. */
    struct buf id;
    struct content content;
};

/* *out is the caller's. STATUS_CANCELLED: see stop.h; other failures are the
 * file's (reason may be NULL). */
enum status reading_file(struct reading *r, const struct roots *roots,
                         const struct walk_file *file, struct minutes **out,
                         struct error *reason) WARN_UNUSED;
void reading_done(struct reading *r);

#endif
