/* The list of withdrawn documents, INDEX/withdrawn: they are in no generation,
 * whatever the SOURCEs hold, until they are restored. A text file, an id a
 * line, sorted. */
#ifndef INDEXER_WITHDRAWN_H
#define INDEXER_WITHDRAWN_H

#include <stdbool.h>
#include <stddef.h>

#include "common/error.h"
#include "indexer/console.h"
#include "indexer/idset.h"
#include "store/listing.h"

struct withdrawn {
    char **ids; /* sorted */
    size_t n;
    struct idset *set;
    struct idset *met;            /* those that withdrawn_meet found */
    char hash[LISTING_HASH_SIZE]; /* of the file's text; "" of an empty list */
};

/* Reads it; without a file the list is empty. STATUS_CORRUPT where a line is
 * no id. withdrawn_done in every case. */
enum status withdrawn_read(struct withdrawn *out, const char *index,
                           struct error *err) WARN_UNUSED;
void withdrawn_done(struct withdrawn *w); /* an empty one is a no-op */

/* Adds and takes away ids, and makes that last on disk, by rename(2), before
 * it returns. STATUS_NOT_FOUND for one to take away that is not in it. */
enum status withdrawn_change(struct withdrawn *w, const char *index,
                             char *const *more, size_t n_more,
                             char *const *remove, size_t n_remove,
                             struct error *err) WARN_UNUSED;

/* Whether a document is withdrawn: by its id, or by that of its file, "a" for
 * the documents "a/3", "a/4". */
bool withdrawn_has(const struct withdrawn *w, const char *id);

/* The same, of a document that was read: remembers which of the ids withdraws
 * it. */
bool withdrawn_meet(const struct withdrawn *w, const char *id);

/* Says which ids no document read had: what was withdrawn may have come back
 * under another one, as its file was renamed or its SOURCE has others beside
 * it now. */
void withdrawn_warn(const struct withdrawn *w, struct console *console);

#endif
