/* Where generations lie in an index directory:
 *   INDEX/current -> gen-000042     replaced by rename(2)
 *   INDEX/gen-000042/               never written again
 *   INDEX/gen-000043.tmp/           one being built */
#ifndef STORE_GENERATION_H
#define STORE_GENERATION_H

#include <stdbool.h>
#include <stdint.h>

#include "common/error.h"

/* Resolves INDEX/current: *path is the generation's own absolute path (the
 * caller's, free()), *number its number. STATUS_NOT_FOUND where there is no
 * index yet, with the remedy. Readers open this path, never through the
 * symlink: Xapian mixes two generations when it reopens across a swap. */
enum status generation_current(const char *index, char **path, uint64_t *number,
                               struct error *err) WARN_UNUSED;

/* The highest number of any gen-NNNNNN or gen-NNNNNN.tmp in INDEX; 0: none. */
enum status generation_highest(const char *index, uint64_t *number,
                               struct error *err) WARN_UNUSED;

/* Makes an empty INDEX/gen-NNNNNN.tmp; *path is the caller's. */
enum status generation_create(const char *index, uint64_t number, char **path,
                              struct error *err) WARN_UNUSED;

/* Publishes INDEX/gen-NNNNNN.tmp: renames it to gen-NNNNNN, fsyncs INDEX,
 * puts `current` in place by rename(2), fsyncs INDEX again. */
enum status generation_publish(const char *index, uint64_t number,
                               struct error *err) WARN_UNUSED;

/* Removes a generation, which must not be the current one. The lock must be
 * held. */
enum status generation_remove(const char *index, uint64_t number,
                              struct error *err) WARN_UNUSED;

/* Removes every *.tmp, and generations other than the current one and the
 * `keep` newest before it. The lock must be held. */
enum status generation_clean(const char *index, unsigned keep,
                             struct error *err) WARN_UNUSED;

#endif
