/* What there is to say about how a query was read, while it is being read.
 * Private to lib/query. */
#ifndef QUERY_NOTE_H
#define QUERY_NOTE_H

#include <stddef.h>

#include "common/arena.h"
#include "common/error.h"
#include "query/query.h"

/* More would bury the answer that they stand above. */
#define NOTE_TEXTS_MAX 8

struct notes {
    struct arena *arena;
    const char *texts[NOTE_TEXTS_MAX];
    size_t n;
};

/* Adds a sentence, unless it is there already or there are enough. */
void note_add(struct notes *notes, const char *format, ...) PRINTF_LIKE(2, 3);

/* Fills out from what was noted, and with the stop words of `raw`, the tree as
 * it was typed, that normal (which may be NULL) looks for nowhere. */
void note_finish(const struct notes *notes, const struct query *raw,
                 const struct query *normal, struct query_notes *out);

#endif
