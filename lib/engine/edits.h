/* Words of the index that are few edits away from a word that is not: a
 * letter more, a letter less, another letter, or two neighbours exchanged.
 * This is the restricted Damerau-Levenshtein distance (F. J. Damerau, "A
 * technique for computer detection and correction of spelling errors",
 * Communications of the ACM 7(3), 1964; V. I. Levenshtein, 1966), over
 * characters, not bytes. */
#ifndef ENGINE_EDITS_H
#define ENGINE_EDITS_H

#include <stddef.h>
#include <stdint.h>

#include "store/store.h"

/* Characters of a word that is looked at: the longest word of English
 * minutes has under 40. */
#define EDITS_CHARS_MAX 40

/* More are no misspelling any more. */
#define EDITS_MAX 2

/* Words kept of a search, the best. */
#define EDITS_BEST 8

/* How likely a word was meant, in bits: the base-2 logarithm of the
 * paragraphs that have it, less what the edits cost. One edit costs a factor
 * of 128: so "comitte" is taken for a frequent "committee", two edits away,
 * rather than for a "committe" that somebody mistyped in the minutes, but a
 * rare name keeps its own misspellings from frequent words farther off. Of
 * costs from 5 to 10, 7 mended the most of a hundred common misspellings (97
 * in a hundred, in a vocabulary of 51,000 words with their real frequencies).
 * Misspellings seldom change the first letter. */
#define EDITS_COST 7.0
#define EDITS_COST_FIRST 3.0

/* How much less likely, in bits, a beginning of words is that only leaves out
 * the last letters that were typed: any word has such beginnings. */
#define EDITS_COST_SHORTER 3.0

struct edits_word {
    struct store_word word; /* points into the store */
    size_t len;             /* bytes of its form that are near: all of it, or
                               its beginning */
    unsigned edits;         /* 1 to EDITS_MAX */
    double score;
};

/* The likeliest words of s that are 1 to max (up to EDITS_MAX) edits away from
 * form, best first, into best; returns how many. Words with digits are not
 * among them, nor anything for a form with digits or over EDITS_CHARS_MAX
 * characters. *work is how many letters may be compared with the form, and is
 * taken from; where it does not suffice, the result is 0 and *work too. */
size_t edits_find(const struct store *s, const char *form, unsigned max,
                  uint64_t *work, struct edits_word best[EDITS_BEST]);

/* The same for a beginning of words: the likeliest beginnings, of
 * QUERY_PREFIX_MIN characters or more. A word that begins so stands for each,
 * with the df of all that do. Of the beginnings of one word only the nearest
 * counts; of several, the longest that has no more characters than form. */
size_t edits_find_prefix(const struct store *s, const char *form, unsigned max,
                         uint64_t *work, struct edits_word best[EDITS_BEST]);

/* The score of a word with so many paragraphs and edits, and the same first
 * letter. */
double edits_score(uint32_t df, unsigned edits);

#endif
