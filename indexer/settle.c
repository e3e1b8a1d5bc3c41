/* Looking again: see settle.h. */
#include "config.h"

#include "indexer/settle.h"

#include <poll.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#include "common/clock.h"
#include "indexer/stop.h"

/* A file whose last change is older than this is taken for complete: a copy
 * over a network writes more often, and no file system's clock is coarser but
 * FAT's. */
#define QUIET_NS (1000 * (int64_t)CLOCK_NS_PER_MS)

/* How long quiet is waited for: a few files, copied by hand. Whatever takes
 * longer is read as it is, and then again when it has changed. */
#define WAIT_NS (10000 * CLOCK_NS_PER_MS)

/* How late a signal is noticed. */
#define STEP_MS 100

#define NS_PER_S INT64_C(1000000000)

static int64_t
to_ns(const struct timespec *t)
{
    return (int64_t)t->tv_sec * NS_PER_S + t->tv_nsec;
}

/* Whether a file may have been in the middle of a change when it was seen. A
 * time that lies ahead tells nothing: the clock was set back. */
static bool
is_young(const struct walk *w)
{
    int64_t from = to_ns(&w->began) - QUIET_NS;
    int64_t to = to_ns(&w->ended) + QUIET_NS;

    for (size_t i = 0; i < w->n; i++) {
        int64_t changed = w->files[i].changed;
        if (changed > from && changed < to)
            return true;
    }
    return false;
}

static bool
same_file(const struct walk_file *a, const struct walk_file *b)
{
    return a->root == b->root && a->size == b->size && a->inode == b->inode &&
           a->modified == b->modified && a->changed == b->changed &&
           strcmp(a->relative, b->relative) == 0;
}

/* Both are in the walk's order. */
static bool
same_files(const struct walk *a, const struct walk *b)
{
    bool same = a->n == b->n;

    for (size_t i = 0; i < a->n && same; i++)
        same = same_file(&a->files[i], &b->files[i]);
    return same;
}

enum status
settle_wait(const struct roots *roots, const struct walk_rules *rules,
            struct console *console, struct error *err)
{
    uint64_t end = clock_now() + WAIT_NS;

    for (;;) {
        struct walk walk = {0};
        enum status status = walk_run(&walk, roots, rules, NULL, err);
        bool young = status == STATUS_OK && is_young(&walk);
        walk_done(&walk);
        if (!young || clock_now() >= end)
            return status;
        console_phase(console, "waiting for files that are being written");
        (void)poll(NULL, 0, STEP_MS);
    }
}

enum status
settle_check(const struct walk *was, const struct roots *roots,
             const struct walk_rules *rules, bool *changed, struct error *err)
{
    struct walk walk = {0};
    enum status status = walk_run(&walk, roots, rules, NULL, err);

    if (status == STATUS_OK)
        *changed = is_young(was) || !same_files(was, &walk);
    walk_done(&walk);
    return status;
}
