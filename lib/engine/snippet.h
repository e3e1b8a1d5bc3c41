/* Snippets: the part of a unit's text that shows why it was found. */
#ifndef ENGINE_SNIPPET_H
#define ENGINE_SNIPPET_H

#include <stddef.h>

#include "answer/answer.h"
#include "common/arena.h"
#include "engine/marks.h"

/* A text up to this many bytes is shown whole: four lines of a terminal. */
#define SNIPPET_WHOLE 320
/* Else each fragment has at most about this many, two of them as much as a
 * reader takes in at a glance. */
#define SNIPPET_FRAGMENT 200
/* Only this much of a text is searched for marks: beyond a long meeting's
 * longest paragraph, and 2 ms of work at worst. */
#define SNIPPET_SCAN 65536

/* Makes up to max (1 or 2) snippets of text[0..len): whole sentences where
 * they fit, those with most of the query's different words first, in the
 * order of the text; cut at words with "…" where a sentence is too long.
 * Marks are those of `marks` and no others. Without any mark: the beginning
 * of the text. All in arena. Returns how many. */
size_t snippet_make(const struct marks *marks, struct tokenizer *t,
                    const char *text, size_t len, size_t max,
                    struct arena *arena, struct answer_snippet **out);

#endif
