/* What a run has to read: the files that a walk found, compared with those
 * that the generation before was made of. */
#ifndef INDEXER_PLAN_H
#define INDEXER_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/error.h"
#include "indexer/previous.h"
#include "indexer/roots.h"
#include "indexer/walk.h"
#include "store/files-list.h"
#include "store/listing.h"

#define PLAN_NONE UINT32_MAX

/* With more than one byte in four to read again, or one docid in four a gap,
 * all is built from nothing. With 950,000 paragraphs an update took 9 s of
 * processor time for copying, and for what changed half as much again as a
 * fresh build (211 s) would; an index updated so far was 1.7 times as large as
 * a fresh one, which this bounds, too. */
#define PLAN_FRESH_SHARE 4

enum plan_action {
    PLAN_READ, /* it, or one of its id, is new or changed; or all are read */
    PLAN_KEEP, /* as it was: its documents stay */
    PLAN_PASS, /* a richer file of its id is kept */
};

/* What has become of a file. */
enum plan_change { PLAN_SAME, PLAN_CHANGED, PLAN_NEW };

/* Of a file that gave no document, and was tried again with no more luck. */
struct plan_again {
    char hash[LISTING_HASH_SIZE];
    char *reason;
};

struct plan {
    size_t n;                  /* files of the walk; by file: */
    uint8_t *actions;          /* enum plan_action */
    uint8_t *changes;          /* enum plan_change; where compared */
    struct plan_again **again; /* NULL: it was not tried again */
    uint32_t *was; /* its number among the files before; or PLAN_NONE */
    /* By file before: its number in the walk where its documents stay; or
     * PLAN_NONE. */
    uint32_t *kept;
    uint32_t *removed; /* numbers of files before, n_removed of them: all that
                          were looked at and are gone */
    bool compared;     /* with the files before, whatever is read */
    size_t n_new, n_changed, n_removed;
    bool reads;             /* some file is to be read */
    bool loses;             /* documents were of files that are gone */
    uint64_t changed_bytes; /* of files new, changed and removed */
    /* From nothing, and why; NULL: an update. */
    const char *fresh;
    bool withdrawals; /* the list of what is withdrawn is another one */
    bool rules;       /* other patterns are to be remembered */
};

/* Compares by path, size and time, then by content: files whose time alone
 * differs are read for that. What gave no document is parsed again where it
 * may do so now; as long as it does not, it is as it was. Of the files of one
 * id all are read anew where one of those that count is another. rebuild: all
 * files are to be read; so they are for a shard where what was before is none.
 * withdrawn: the checksum of that list. Fails with STATUS_CANCELLED. plan_done
 * in every case. */
enum status plan_make(struct plan *out, const struct walk *walk,
                      const struct roots *roots, const struct previous *p,
                      bool rebuild, bool shard, const char *withdrawn,
                      struct error *err) WARN_UNUSED;
void plan_done(struct plan *p); /* an empty one is a no-op */

/* Makes it a plan to read all, and says why; static text. */
void plan_read_all(struct plan *p, const struct walk *walk,
                   const struct previous *before, const char *why);

/* What is known of a file that is not to be read. Borrowed from the
 * arguments, of before until it is asked again. */
void plan_item(const struct plan *p, const struct walk *walk,
               struct files_list *before, size_t i, struct files_item *out);

/* Whether there is nothing to do: no document can be another one. */
bool plan_is_empty(const struct plan *p);

#endif
