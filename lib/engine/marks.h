/* Which words of a text a query found: what snippets mark. */
#ifndef ENGINE_MARKS_H
#define ENGINE_MARKS_H

#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "query/query.h"
#include "text/token.h"

struct marks;

/* What tree's positive words, phrases and words near each other (not those of
 * title: alone) look for in a text. Lives in arena and points into tree,
 * which may be NULL. */
struct marks *marks_new(const struct query *tree, struct arena *arena);
/* The same in a title: not those of text: alone. */
struct marks *marks_new_title(const struct query *tree, struct arena *arena);

struct mark {
    uint32_t start, end; /* bytes of the text */
    /* Which word, phrase or nearness of the query it is: 0.. in its order.
     * Marks of one item are worth less to a snippet than marks of several. */
    uint32_t item;
};

/* Finds the marks of text[0..len) by the tokenizer that made the index: a
 * phrase as one mark from its first word to its last, words near each other
 * only where they are, words of their own elsewhere. Ascending, not
 * overlapping. *out lives in arena. */
size_t marks_find(const struct marks *m, struct tokenizer *t, const char *text,
                  size_t len, struct arena *arena, struct mark **out);

#endif
