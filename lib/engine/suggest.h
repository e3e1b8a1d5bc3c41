/* What somebody who types may be about to type: the words of the index that
 * complete the last one, and the titles that begin so. */
#ifndef ENGINE_SUGGEST_H
#define ENGINE_SUGGEST_H

#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/error.h"
#include "engine/glossary.h"
#include "engine/searcher.h"

/* Of each kind: what a list below a search box shows, and the most. */
#define SUGGEST_LIMIT_DEFAULT 5
#define SUGGEST_LIMIT_MAX 20

struct suggestion {
    const char *text;     /* a word: the whole text with it completed */
    uint64_t count;       /* a word: paragraphs that a search for it finds;
                             a title: paragraphs of all documents that have it */
    const char *document; /* a title: the id of the newest such document */
};

struct suggestions {
    struct arena *arena; /* owns all of it */
    struct suggestion *words, *titles;
    size_t n_words, n_titles; /* each at most the limit asked for */
};

/* Completions of text[0..len), the most frequent first: a word by how often it
 * occurs, not by how often beside the words before it, since to know that for
 * each of the thousands of words that may begin so would take an intersection
 * of postings for each, which is no work for a keystroke. Of words with one
 * stem, which find the same, the most frequent. No stop words, no single
 * letters. A word is completed only where the text ends within it. own: an
 * administrator's acronyms, which are shown as they are written, as learned
 * ones are; NULL: none. STATUS_INVALID for what is not UTF-8 or over
 * QUERY_BYTES_MAX. Costs a look at each word and title that begin so. *out is
 * the caller's, suggest_free. */
enum status suggest_new(struct suggestions **out, struct searcher *s,
                        const struct glossary *own, const char *text,
                        size_t len, size_t limit,
                        struct error *err) WARN_UNUSED;
void suggest_free(struct suggestions *s); /* NULL is a no-op */

#endif
