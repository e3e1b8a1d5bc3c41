/* An open generation: see index.h. */
#include "config.h"

#include "engine/index.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "common/xalloc.h"
#include "store/generation.h"

struct index {
    atomic_uint refs;
    uint64_t generation;
    char *path; /* the generation's own folder, never through the symlink */
    struct store *store;
    struct manifest *manifest;
};

enum status
index_open(struct index **out, const char *dir, bool verify,
           const atomic_bool *cancel, struct error *err)
{
    struct index *ix = xcalloc(1, sizeof(*ix));

    atomic_init(&ix->refs, 1);
    enum status status =
        generation_current(dir, &ix->path, &ix->generation, err);
    if (status == STATUS_OK)
        status = manifest_read(ix->path, &ix->manifest, err);
    if (status == STATUS_OK && verify)
        status = manifest_verify(ix->path, cancel, err);
    if (status == STATUS_OK)
        status = store_open(&ix->store, ix->path, err);
    if (status == STATUS_OK)
        *out = ix;
    else
        index_unref(ix);
    return status;
}

struct index *
index_ref(struct index *ix)
{
    atomic_fetch_add_explicit(&ix->refs, 1, memory_order_relaxed);
    return ix;
}

void
index_unref(struct index *ix)
{
    if (ix == NULL ||
        atomic_fetch_sub_explicit(&ix->refs, 1, memory_order_acq_rel) != 1)
        return;
    store_close(ix->store);
    manifest_free(ix->manifest);
    free(ix->path);
    free(ix);
}

uint64_t
index_generation(const struct index *ix)
{
    return ix->generation;
}

const char *
index_path(const struct index *ix)
{
    return ix->path;
}

const struct store *
index_store(const struct index *ix)
{
    return ix->store;
}

const struct manifest *
index_manifest(const struct index *ix)
{
    return ix->manifest;
}
