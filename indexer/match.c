/* Files found again: see match.h. The names of the files before are told by
 * hashes; what has the same one is looked up. */
#include "config.h"

#include "indexer/match.h"

#include <stdlib.h>
#include <string.h>

#include <nettle/sha2.h>

#include "common/xalloc.h"

struct slot {
    uint32_t hash;   /* of root and path; nobody chooses it */
    uint32_t number; /* among the files before; PLAN_NONE: free */
};

/* Open addressing, at most two thirds full. */
struct table {
    struct slot *slots;
    size_t n; /* a power of two */
};

static uint32_t
hash_of(uint32_t root, const char *path)
{
    struct sha256_ctx ctx;
    uint8_t digest[sizeof(uint32_t)];
    uint32_t hash;

    sha256_init(&ctx);
    sha256_update(&ctx, sizeof(root), (const uint8_t *)&root);
    sha256_update(&ctx, strlen(path), (const uint8_t *)path);
    sha256_digest(&ctx, sizeof(digest), digest);
    memcpy(&hash, digest, sizeof(hash));
    return hash;
}

static void
add(struct table *t, uint32_t hash, uint32_t number)
{
    size_t i = hash & (t->n - 1);

    while (t->slots[i].number != PLAN_NONE)
        i = (i + 1) & (t->n - 1);
    t->slots[i] = (struct slot){hash, number};
}

static void
make_table(struct table *t, struct files_list *before)
{
    uint32_t n = files_list_count(before);

    t->n = 1;
    while (t->n * 2 <= 3 * (size_t)n)
        t->n *= 2;
    t->slots = xreallocarray(NULL, t->n, sizeof(*t->slots));
    memset(t->slots, 0xff, t->n * sizeof(*t->slots));
    for (uint32_t i = 0; i < n; i++) {
        const struct files_item *f = files_list_get(before, i);
        add(t, hash_of(f->root, f->path), i);
    }
}

/* The number of the file before that this one was; PLAN_NONE where there is
 * none. */
static uint32_t
find(const struct table *t, const struct walk_file *file,
     struct files_list *before)
{
    uint32_t hash = hash_of(file->root, file->relative);

    for (size_t i = hash & (t->n - 1); t->slots[i].number != PLAN_NONE;
         i = (i + 1) & (t->n - 1)) {
        if (t->slots[i].hash != hash)
            continue;
        const struct files_item *f = files_list_get(before, t->slots[i].number);
        if (f->root == file->root && strcmp(f->path, file->relative) == 0)
            return t->slots[i].number;
    }
    return PLAN_NONE;
}

/* A file that is gone. */
static void
remove_file(struct plan *p, struct files_list *before, uint32_t number)
{
    const struct files_item *f = files_list_get(before, number);

    if (f->state == FILES_PASSED)
        return;
    p->removed[p->n_removed++] = number;
    p->changed_bytes += f->size;
    p->loses = p->loses || files_is_taken(f);
}

void
match_files(struct plan *p, const struct walk *walk, struct files_list *before)
{
    uint32_t n = files_list_count(before);
    bool *found = xcalloc((size_t)n + 1, sizeof(*found));
    struct table t;

    make_table(&t, before);
    for (size_t i = 0; i < walk->n; i++) {
        p->was[i] = find(&t, &walk->files[i], before);
        if (p->was[i] != PLAN_NONE)
            found[p->was[i]] = true;
    }
    for (uint32_t i = 0; i < n; i++)
        if (!found[i])
            remove_file(p, before, i);
    free(t.slots);
    free(found);
}
