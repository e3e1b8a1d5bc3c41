/* One run: see run.h. */
#include "config.h"

#include "indexer/run.h"

#include <stdbool.h>
#include <unistd.h>

#include "indexer/indexdir.h"
#include "indexer/round.h"
#include "indexer/settle.h"
#include "store/generation.h"

/* The lock, and what a run before ours that was killed left behind. */
static enum status
lock_index(int *lock, const struct options *o, struct error *err)
{
    if (o->index == NULL || o->dry_run)
        return STATUS_OK;
    enum status status = indexdir_open(lock, o->index, err);
    if (status == STATUS_OK)
        status = generation_clean(o->index, ROUND_KEEP, err);
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
