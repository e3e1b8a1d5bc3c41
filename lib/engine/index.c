/* An open generation: see index.h. */
#include "config.h"

#include "engine/index.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "common/arena.h"
#include "common/xalloc.h"
#include "engine/match.h"
#include "match/window.h"
#include "store/generation.h"
#include "text/token.h"

struct index {
    atomic_uint refs;
    uint64_t generation;
    char *path; /* the generation's own folder, never through the symlink */
    struct store *store;
    struct manifest *manifest;
    uint32_t *documents; /* by docid */
    uint64_t *live;      /* bits by docid */
    uint64_t length;
    struct curve curve;
    struct cache *cache;
    struct arena *arena; /* of the names and acronyms */
    const char **committees;
    struct glossary *glossary;
};

static void
add_unit(struct index *ix, uint32_t docid, uint32_t document)
{
    ix->documents[docid] = document;
    window_set(ix->live, docid);
}

/* Read from the documents, of which there are far fewer than units, so that
 * no search has to touch the text of each match. */
static void
fill_documents(struct index *ix)
{
    uint32_t n = store_documents_end(ix->store);
    uint32_t last = store_last_docid(ix->store);

    ix->documents = xcalloc((size_t)last + 1, sizeof(uint32_t));
    ix->live =
        xcalloc((size_t)window_of(last) + 1, WINDOW_WORDS * sizeof(*ix->live));
    for (uint32_t i = 0; i < n; i++) {
        struct store_document d;
        store_document(ix->store, i, &d);
        for (uint32_t unit = 0; !d.gone && unit < d.units; unit++)
            add_unit(ix, d.first + unit, i);
    }
}

/* Xapian's own mean, from the same lengths. */
static void
make_cache(struct index *ix)
{
    const uint32_t *lengths = store_lengths(ix->store);
    uint32_t last = store_last_docid(ix->store);
    uint32_t units = store_units(ix->store);

    for (uint32_t docid = 1; docid <= last; docid++)
        if (window_has(ix->live, docid))
            ix->length += lengths[docid];
    ix->curve = curve_make(lengths, last,
                           units > 0 ? (double)ix->length / (double)units : 0,
                           MATCH_K1, MATCH_B);
    ix->cache = cache_new(&ix->curve, INDEX_CACHE);
}

static void
fill_committees(struct index *ix, struct tokenizer *t)
{
    uint32_t n = store_facet_values(ix->store, STORE_COMMITTEE);
    struct buf folded = {0};
    ix->committees = arena_array(ix->arena, n, sizeof(*ix->committees));
    for (uint32_t code = 0; code < n; code++) {
        const char *name = store_facet_value(ix->store, STORE_COMMITTEE, code);
        buf_clear(&folded);
        tokenizer_fold(t, name, strlen(name), &folded);
        ix->committees[code] =
            arena_strndup(ix->arena, folded.data, folded.len);
    }
    buf_done(&folded);
}

/* What is made of the names in it. */
static enum status
fill_names(struct index *ix, struct error *err)
{
    struct tokenizer *t;

    enum status status = tokenizer_new(&t, err);
    if (status != STATUS_OK)
        return status;
    ix->arena = arena_new();
    fill_committees(ix, t);
    ix->glossary = glossary_new(ix->arena);
    glossary_add_learned(ix->glossary, ix->store, t);
    glossary_sort(ix->glossary);
    tokenizer_free(t);
    return STATUS_OK;
}

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
    if (status == STATUS_OK)
        status = verify ? manifest_verify(ix->path, cancel, err)
                        : manifest_compare(ix->path, err);
    if (status == STATUS_OK)
        status = store_open(&ix->store, ix->path, err);
    if (status == STATUS_OK)
        status = fill_names(ix, err);
    if (status == STATUS_OK) {
        fill_documents(ix);
        make_cache(ix);
        *out = ix;
    } else {
        index_unref(ix);
    }
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
    cache_free(ix->cache);
    store_close(ix->store);
    manifest_free(ix->manifest);
    arena_free(ix->arena);
    free(ix->documents);
    free(ix->live);
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

const uint32_t *
index_documents(const struct index *ix)
{
    return ix->documents;
}

const char *const *
index_committees(const struct index *ix)
{
    return ix->committees;
}

const uint64_t *
index_live(const struct index *ix)
{
    return ix->live;
}

const struct curve *
index_curve(const struct index *ix)
{
    return &ix->curve;
}

uint64_t
index_length(const struct index *ix)
{
    return ix->length;
}

struct cache *
index_cache(const struct index *ix)
{
    return ix->cache;
}

void
index_keep_postings(struct index *ix, size_t bytes)
{
    cache_bound(ix->cache, bytes);
}

const struct glossary *
index_glossary(const struct index *ix)
{
    return ix->glossary;
}
