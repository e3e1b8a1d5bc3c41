/* The list of withdrawn documents, INDEX/withdrawn: they are in no generation,
 * whatever the SOURCEs hold and whatever names they have there, until they are
 * restored. A text file, sorted: on each line an id, and behind a TAB, parted
 * by blanks, the checksums (digest.h) of what the documents of that id said. */
#ifndef INDEXER_WITHDRAWN_H
#define INDEXER_WITHDRAWN_H

#include <stdbool.h>
#include <stddef.h>

#include "common/arena.h"
#include "common/error.h"
#include "indexer/console.h"
#include "indexer/idset.h"
#include "minutes/minutes.h"
#include "store/listing.h"

/* What withdraws documents: an id, or what one of that id said. */
struct withdrawn_entry {
    const char *id;
    const char *digest; /* "": the id itself, of which there always is one */
};

struct withdrawn {
    struct arena *arena;             /* owns the strings */
    struct withdrawn_entry *entries; /* by id, then digest */
    size_t n, cap;
    struct withdrawn_entry *contents; /* those with a digest, by that */
    size_t n_contents;
    struct idset *ids;
    struct idset *met;            /* those that withdrawn_meet found */
    char hash[LISTING_HASH_SIZE]; /* of the file's text; "" of an empty list */
};

/* Reads it; without a file the list is empty. STATUS_CORRUPT where a line is
 * none. withdrawn_done in every case. */
enum status withdrawn_read(struct withdrawn *out, const char *index,
                           struct error *err) WARN_UNUSED;
void withdrawn_done(struct withdrawn *w); /* an empty one is a no-op */

/* Adds an id, or with it what a document of it says. */
void withdrawn_add(struct withdrawn *w, const char *id, const char *digest);
/* Takes an id away, with all that documents of it said; false where it is not
 * in the list. */
bool withdrawn_remove(struct withdrawn *w, const char *id);
/* After those: makes them last on disk, by rename(2), before it returns. */
enum status withdrawn_save(struct withdrawn *w, const char *index,
                           struct error *err) WARN_UNUSED;

/* Whether a document is withdrawn by its id, or by that of its file, "a" for
 * the documents "a/3", "a/4". */
bool withdrawn_has(const struct withdrawn *w, const char *id);

/* Whether a document that was read is withdrawn: by its id, then *copied is
 * NULL, or as it says what one of the id *copied did. Remembers which ids
 * withdraw something. */
bool withdrawn_meet(const struct withdrawn *w, const struct document *d,
                    const char **copied);

/* Says which ids withdrew no document read: what was withdrawn may have come
 * back with another id and other words. */
void withdrawn_warn(const struct withdrawn *w, struct console *console);

#endif
