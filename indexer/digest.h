/* What a document says, as a checksum: equal for copies of it under other
 * names. Made of the texts of its paragraphs, blanks folded, and of its title,
 * committee and date as far as they do not come from the file's name: else
 * every decision "that the report be noted" would be the same document. */
#ifndef INDEXER_DIGEST_H
#define INDEXER_DIGEST_H

#include <stddef.h>

#include "minutes/minutes.h"
#include "store/listing.h"
#include "store/store.h"

/* Title and date may each be of the file's name, or not. */
#define DIGEST_MAX 4

/* Of a document that was read. "" of one without paragraphs. */
void digest_document(const struct document *d, char hash[LISTING_HASH_SIZE]);

/* Of a document of an index, which does not tell where values came from: sets
 * the checksums that digest_document may have given, and returns how many. */
size_t digest_stored(const struct store *store, const struct store_document *d,
                     char hashes[DIGEST_MAX][LISTING_HASH_SIZE]);

#endif
