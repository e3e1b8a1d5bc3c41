/* What a question finds, once it is clear how it must be read: as it was
 * asked, or relaxed to any of its words where nothing has them all. */
#ifndef ENGINE_FINDING_H
#define ENGINE_FINDING_H

#include <stdbool.h>

#include "common/arena.h"
#include "common/error.h"
#include "engine/match.h"
#include "engine/question.h"
#include "engine/request.h"

struct finding {
    struct match_result result;
    const struct query *tree; /* what was matched; NULL: every unit */
    bool relaxed;             /* any word was enough */
    bool nothing;             /* nothing is as it was asked, filters aside */
    const char **notes;       /* sentences for who asked */
    size_t n_notes;
};

/* Matches question with r's sort, facets and limits on time, to a depth of
 * so many hits. With match=auto a question that finds nothing is looked at
 * again: if it is the filters that leave nothing, the note says how many
 * there are without them; if nothing in the whole index has all the words,
 * any is enough; a phrase alone stays one, and the note says how many have its
 * words. The notes are the question's first. Everything lives in
 * arena. */
enum status finding_make(struct finding *out, const struct match_source *source,
                         const struct question *question,
                         const struct search_request *r, uint32_t depth,
                         struct arena *arena, struct error *err) WARN_UNUSED;

#endif
