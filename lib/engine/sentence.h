/* Where sentences end, well enough for snippets. */
#ifndef ENGINE_SENTENCE_H
#define ENGINE_SENTENCE_H

#include <stddef.h>

/* The end of the sentence that begins at text[from]: the offset behind its
 * last mark (a full stop, its closing quotes), or len. A U+2028 ends one. The
 * stop of an abbreviation ("Cllr.", "No. 4", "etc."), of initials ("A. One",
 * "J.R. Hartley"), of a number ("4.3") and of what counts the items of a list
 * ("2. That") ends none, nor one that a small letter follows. */
size_t sentence_end(const char *text, size_t len, size_t from);

/* The offset of the first byte at or behind `from` that is no blank (space,
 * NBSP, U+2028), or len. */
size_t sentence_skip_blanks(const char *text, size_t len, size_t from);

#endif
