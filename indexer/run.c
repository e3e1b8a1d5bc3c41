/* One run: see run.h. */
#include "config.h"

#include "indexer/run.h"

#include <limits.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "indexer/digest.h"
#include "indexer/indexdir.h"
#include "indexer/previous.h"
#include "indexer/round.h"
#include "indexer/settle.h"
#include "indexer/withdrawn.h"
#include "store/generation.h"

/* Before a run nothing else is removed than rubbish: how many generations to
 * keep is told after it. */
#define GENERATIONS_LEFT UINT_MAX

/* The lock, and what a run before ours that was killed left behind. */
static enum status
lock_index(int *lock, const struct options *o, struct error *err)
{
    if (o->index == NULL)
        return STATUS_OK;
    if (o->dry_run)
        return indexdir_look(o->index, err);
    enum status status = indexdir_open(lock, o->index, err);
    if (status == STATUS_OK)
        status = generation_clean(o->index, GENERATIONS_LEFT, err);
    return status;
}

/* Whether the index holds the document, or documents of a file of that id; w,
 * unless NULL, gets the id with what they say. */
static bool
find_indexed(const struct previous *previous, const char *id,
             struct withdrawn *w)
{
    const struct store *store = previous->store;
    size_t len = strlen(id);
    uint32_t end = store != NULL ? store_documents_end(store) : 0, seen = 0;
    bool found = false;

    for (uint32_t i = 0; i < end; i++) {
        struct store_document d;
        char digests[DIGEST_MAX][LISTING_HASH_SIZE];
        store_document(store, i, &d);
        previous_seen(previous, &seen, 1);
        if (d.gone || strncmp(d.id, id, len) != 0 ||
            (d.id[len] != '\0' && d.id[len] != '/'))
            continue;
        found = true;
        size_t n = w != NULL ? digest_stored(store, &d, digests) : 0;
        for (size_t k = 0; k < n; k++)
            withdrawn_add(w, id, digests[k]);
    }
    return found;
}

static enum status
withdraw(struct withdrawn *w, const struct previous *previous, const char *id,
         struct error *err)
{
    if (!find_indexed(previous, id, w) && !withdrawn_has(w, id))
        return error_set(err, STATUS_NOT_FOUND,
                         "the index has no document %s to withdraw", id);
    withdrawn_add(w, id, "");
    return STATUS_OK;
}

/* A run that was killed may have taken it from the list, and even have
 * finished: nothing is wrong with asking again. */
static enum status
restore(struct withdrawn *w, const struct previous *previous, const char *id,
        struct error *err)
{
    const struct manifest *m = previous->manifest;
    bool pending = m != NULL && strcmp(m->withdrawn, w->hash) != 0;

    if (withdrawn_remove(w, id) || pending || find_indexed(previous, id, NULL))
        return STATUS_OK;
    return error_set(err, STATUS_NOT_FOUND, "%s is not withdrawn", id);
}

/* --withdraw and --restore, into the list that each round reads. */
static enum status
change_withdrawn(const struct options *o, struct error *err)
{
    struct previous previous = {0};
    struct withdrawn w = {0};

    if (o->n_withdraw + o->n_restore == 0)
        return STATUS_OK;
    enum status status = previous_open(&previous, o->index, err);
    if (status == STATUS_OK)
        status = withdrawn_read(&w, o->index, err);
    for (size_t i = 0; i < o->n_restore && status == STATUS_OK; i++)
        status = restore(&w, &previous, o->restore[i], err);
    for (size_t i = 0; i < o->n_withdraw && status == STATUS_OK; i++)
        status = withdraw(&w, &previous, o->withdraw[i], err);
    if (status == STATUS_OK)
        status = withdrawn_save(&w, o->index, err);
    withdrawn_done(&w);
    previous_done(&previous);
    return status;
}

enum status
run_index(const struct options *o, struct console *console, uint64_t *skipped,
          struct error *err)
{
    bool changed = false;
    int lock = -1;
    enum status status = lock_index(&lock, o, err);

    if (status == STATUS_OK)
        status = change_withdrawn(o, err);
    if (status == STATUS_OK)
        status = round_run(o, console, skipped, &changed, err);
    for (unsigned round = 2; changed && round <= SETTLE_ROUNDS; round++) {
        if (status != STATUS_OK && err != NULL)
            console_message(console, LOG_LEVEL_ERROR, "%s", err->message);
        console_message(console, LOG_LEVEL_INFO,
                        "files came or changed meanwhile: round %u", round);
        status = round_run(o, console, skipped, &changed, err);
    }
    if (changed)
        console_message(console, LOG_LEVEL_WARNING,
                        "files still come or change: what is missing is for "
                        "the next run");
    if (lock >= 0)
        (void)close(lock);
    return status;
}
