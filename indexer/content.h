/* What a reader makes of a file's bytes before they are parsed. */
#ifndef INDEXER_CONTENT_H
#define INDEXER_CONTENT_H

#include "common/buf.h"
#include "common/error.h"
#include "indexer/reader.h"
#include "minutes/minutes.h"

/* Zero-initialise; content_done. May be used again. */
struct content {
    struct buf unpacked, text;
};

/* Fills in the bytes and the format of `in` from raw, what the file holds:
 * they are borrowed from raw or from c. STATUS_NOT_FOUND where the command is
 * not there, STATUS_CANCELLED: see stop.h; other failures are the file's. */
enum status content_read(struct content *c, const struct reader *reader,
                         const struct buf *raw, struct minutes_input *in,
                         struct error *err) WARN_UNUSED;
void content_done(struct content *c);

/* content_read and minutes_parse. */
enum status content_parse(struct content *c, const struct reader *reader,
                          const struct buf *raw, const char *source,
                          struct minutes **out, struct error *err) WARN_UNUSED;

#endif
