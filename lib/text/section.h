/* References to sections of Acts, as people write them: s.17(2), s106, section
 * 17, sec. 17A, ss 4 and 5. Private to lib/text. */
#ifndef TEXT_SECTION_H
#define TEXT_SECTION_H

#include <stdbool.h>
#include <stddef.h>

/* "s", four digits (the Companies Act has 1,300 sections), two letters. */
#define SECTION_FORM_MAX 7

struct section {
    size_t used;                     /* bytes of the text */
    char form[SECTION_FORM_MAX + 1]; /* "s17a"; from form[1] the number */
    size_t form_len;
};

/* Whether a reference of one word stands at the start of s[0..len), where a
 * word begins: an s, perhaps a point, the number. */
bool section_scan(const char *s, size_t len, struct section *out);

/* Whether the folded form is a word for a section, in full or not. */
bool section_is_word(const char *form, size_t len);
bool section_is_short(const char *form, size_t len);

/* Whether the folded form is a number that a section can have. */
bool section_is_number(const char *form, size_t len);

/* Whether s[at..end) stands between a word for a section and its number:
 * nothing but a point and a blank. */
bool section_is_gap(const char *s, size_t at, size_t end);

/* Whether such a gap, and then a digit, stand at s[at]. */
bool section_number_follows(const char *s, size_t len, size_t at);

#endif
