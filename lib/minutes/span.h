/* A piece of text that somebody else owns, and the small questions that a
 * parser asks of it. Blanks are Unicode's: an NBSP is as blank as a space,
 * because pages made with Word pad with it. */
#ifndef MINUTES_SPAN_H
#define MINUTES_SPAN_H

#include <stdbool.h>
#include <stddef.h>

struct span {
    const char *s;
    size_t len;
};

/* The separator that stands for a line break inside a unit: U+2028. */
#define LINE_BREAK "\xe2\x80\xa8"

struct span span_of(const char *s);
/* What remains after n bytes, n <= len. */
struct span span_from(struct span t, size_t n);
struct span span_to(struct span t, size_t n);

/* The bytes of the blank character at the start or at the end; 0: none. */
size_t span_blank(struct span t);
size_t span_blank_end(struct span t);
struct span span_trim(struct span t);
struct span span_trim_start(struct span t);
struct span span_trim_end(struct span t);

/* ASCII letters in any case; other bytes as they are. */
bool span_is(struct span t, const char *word);
bool span_starts(struct span t, const char *word);
/* Where the literal stands, exactly as given; false if it does not. */
bool span_find(struct span t, const char *literal, size_t *at);

bool span_is_digit(char c);
/* An ASCII letter or a byte of any character beyond ASCII. */
bool span_is_letter(char c);

/* Steps over blanks and then `word` where it stands as a whole word (no
 * letter or digit after it); `exact`: in just this case. */
bool span_take_word(struct span *t, const char *word, bool exact);
/* Steps over blanks and one dash, - or en or em; false if there is none. */
bool span_take_dash(struct span *t);
/* A number of one to max digits at the very start. */
bool span_take_number(struct span *t, size_t max, unsigned *out);

/* Whether the text ends as a sentence or a clause ends: . ? ! : ; or an
 * ellipsis, closing quotes and brackets aside. */
bool span_ends_sentence(struct span t);
/* Whether it ends where only a next part can follow: , ; : "and" "or". */
bool span_ends_open(struct span t);

/* Whether the text can be a title or a heading: short, no sentence. */
#define SPAN_TITLE_MAX 300 /* bytes; twice the longest title seen */
bool span_title_like(struct span t);

#endif
