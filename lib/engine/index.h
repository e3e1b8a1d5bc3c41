/* An open generation: its mapped files and facts, shared read-only by all
 * threads behind a reference count, and dropped when the last search in it
 * has ended. */
#ifndef ENGINE_INDEX_H
#define ENGINE_INDEX_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "common/error.h"
#include "engine/glossary.h"
#include "match/cache.h"
#include "store/manifest.h"
#include "store/store.h"

struct index;

/* Opens the generation that INDEX/current names now; *out has one reference.
 * verify: compare every file with its checksum first (a second a gigabyte or
 * so), else with its size alone. STATUS_NOT_FOUND: there is no index yet;
 * STATUS_CANCELLED: another thread has set *cancel (NULL: none does) while it
 * was verified. Any thread. */
enum status index_open(struct index **out, const char *dir, bool verify,
                       const atomic_bool *cancel,
                       struct error *err) WARN_UNUSED;

struct index *index_ref(struct index *ix);
void index_unref(struct index *ix); /* NULL is a no-op */

uint64_t index_generation(const struct index *ix);
/* The generation's own folder. Valid as long as the reference. */
const char *index_path(const struct index *ix);
const struct store *index_store(const struct index *ix);
const struct manifest *index_manifest(const struct index *ix);
/* A unit's document by docid, below store_documents_end; index 0 unused, 0
 * for gaps. */
const uint32_t *index_documents(const struct index *ix);
/* The committees' names as tokenizer_fold gives them, by their codes in the
 * column. */
const char *const *index_committees(const struct index *ix);
/* Bits by docid, in whole windows (match/window.h): the units there are. */
const uint64_t *index_live(const struct index *ix);
/* How the units' lengths bear on BM25 (match.h). */
const struct curve *index_curve(const struct index *ix);
/* The sum of the lengths. */
uint64_t index_length(const struct index *ix);
/* Decoded postings, for all threads. At first at most INDEX_CACHE bytes of
 * them, from index_keep_postings on as many as that says. */
struct cache *index_cache(const struct index *ix);
void index_keep_postings(struct index *ix, size_t bytes);
/* All 65 million postings of a million paragraphs of minutes; of those that
 * are asked for in a day a few tens of megabytes. */
#define INDEX_CACHE ((size_t)256 << 20)
/* The acronyms that its texts define, and common ones. */
const struct glossary *index_glossary(const struct index *ix);

#endif
