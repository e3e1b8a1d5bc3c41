/* What gzip packed, within bounds. */
#ifndef INDEXER_UNPACK_H
#define INDEXER_UNPACK_H

#include "common/buf.h"
#include "common/error.h"

/* A packed file may become MINUTES_INPUT_MAX bytes, as any other may have;
 * and beyond the first MiB no more than a hundred times its own size: text
 * packs to a fifth, pages of HTML to a twentieth, zeros to a thousandth. */
#define UNPACK_RATIO_MAX 100
#define UNPACK_FREE (1u << 20)

/* Replaces *out by what bytes[0..len) unpacks to, all its parts where it has
 * several. STATUS_INVALID where it is damaged or no gzip, STATUS_TOO_LARGE
 * over the bounds. */
enum status unpack_gzip(const char *bytes, size_t len, struct buf *out,
                        struct error *err) WARN_UNUSED;

#endif
