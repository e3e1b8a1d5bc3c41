/* The text of a MANIFEST. Its lines:
 *   schema 1
 *   generation 42
 *   created 1700000000
 *   documents 2, units 24, text-bytes 12345: likewise, a line each
 *   root /srv/minutes
 *   exclude *.draft.txt
 *   file SIZE SHA256 xapian/postlist.glass
 *   checksum SHA256
 *   made-by 0.1.0
 *   withdrawn SHA256
 * with a root line for each SOURCE, an exclude line for each pattern, a file
 * line for each file in the order of names, and the checksum that of all lines
 * before it. */
#ifndef STORE_MANIFEST_FORMAT_H
#define STORE_MANIFEST_FORMAT_H

#include "common/buf.h"
#include "common/error.h"
#include "store/listing.h"
#include "store/manifest.h"

/* Appends the text to b, which is empty. */
void manifest_format(struct buf *b, const struct manifest *m,
                     const struct listing *l);

/* Reads the text into m and l, both zeroed; they hold a part after a
 * failure. path is for messages. The version is looked at before what
 * follows it, which may look otherwise in another one. */
enum status manifest_parse(struct manifest *m, struct listing *l,
                           const struct buf *b, const char *path,
                           struct error *err) WARN_UNUSED;

/* Reads what people chose, the SOURCEs and the patterns, of a manifest of any
 * version into m, zeroed; what else it says is passed over. */
enum status manifest_parse_choices(struct manifest *m, const struct buf *b,
                                   const char *path,
                                   struct error *err) WARN_UNUSED;

#endif
