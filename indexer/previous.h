/* What the index holds before a run: its roots and its documents. */
#ifndef INDEXER_PREVIOUS_H
#define INDEXER_PREVIOUS_H

#include <stdbool.h>
#include <stdint.h>

#include "common/error.h"
#include "indexer/idset.h"
#include "store/files-list.h"
#include "store/manifest.h"
#include "store/store.h"

struct previous {
    /* NULL: none, or it cannot be read. One of another schema tells no more
     * than SOURCEs and patterns, and there is no store. */
    struct manifest *manifest;
    struct store *store;      /* NULL likewise */
    struct files_list *files; /* what it was made of; NULL: not known */
    char *path;               /* the generation's folder; NULL: none */
    uint64_t number;
    /* Why an index that is there cannot be read; STATUS_OK otherwise. */
    struct error problem;
};

/* Reads the current generation of index. No index yet is no failure, nor is
 * one that is damaged or of another schema: it is simply replaced. Fails
 * where the system refuses to read it. previous_done in every case. */
enum status previous_open(struct previous *out, const char *index,
                          struct error *err) WARN_UNUSED;
void previous_done(struct previous *p); /* an empty one is a no-op */

/* The bytes of a message about the index that say what is wrong, without the
 * remedy, which is being applied. */
size_t previous_said(const char *message);

/* Keeps the pages of p->store that are in memory few: counts the records that
 * were looked at, more of them since the last call, in *seen, from 0 on. Reads
 * are as good after it as before. */
void previous_seen(const struct previous *p, uint32_t *seen, uint32_t more);

/* How ids are compared. */
enum previous_match {
    PREVIOUS_EXACT,   /* ids holds documents */
    PREVIOUS_BY_FILE, /* ids holds files: "a" for the documents "a", "a/...",
                         and their paths */
};

/* How many documents are not in ids; *example, if any, is the id of the
 * first (valid until previous_done). */
uint32_t previous_missing(const struct previous *p, struct idset *ids,
                          enum previous_match match, const char **example);

/* STATUS_INVALID where more than a fifth of the documents are not in ids. */
enum status previous_guard(const struct previous *p, struct idset *ids,
                           enum previous_match match,
                           struct error *err) WARN_UNUSED;

#endif
