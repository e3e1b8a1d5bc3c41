/* From a finished build to the generation that readers see. */
#ifndef INDEXER_PUBLISH_H
#define INDEXER_PUBLISH_H

#include "common/error.h"
#include "store/manifest.h"

/* Writes the manifest m of dir, INDEX/gen-NNNNNN.tmp, opens what was built
 * as a reader does and compares its counts with m, then publishes it. On
 * failure `current` is what it was. */
enum status publish_generation(const char *index, const char *dir,
                               const struct manifest *m,
                               struct error *err) WARN_UNUSED;

#endif
