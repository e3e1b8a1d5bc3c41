/* What a character is to the tokenizer. Private to lib/text. */
#ifndef TEXT_CHARS_H
#define TEXT_CHARS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum char_class {
    CHAR_OTHER,      /* parts words */
    CHAR_LETTER,     /* L */
    CHAR_NUMBER,     /* N: digits, but also superscripts, Roman numerals */
    CHAR_MARK,       /* M: goes on with a word, begins none */
    CHAR_APOSTROPHE, /* straight, curly or full-width */
    CHAR_IGNORED,    /* soft hyphen, zero-width space and joiners, variation
                        selectors: Unicode's Default_Ignorable_Code_Point */
};

/* The class of any number; UTF8_INVALID is CHAR_OTHER. */
enum char_class chars_class(uint32_t cp);

/* The class of the character at s[0..len), len >= 1; *used is its bytes. */
enum char_class chars_at(const char *s, size_t len, unsigned *used);

/* Whether a letter, number or mark ends right before s[at], or begins there:
 * whether a word goes on. False at the ends of the text. */
bool chars_word_before(const char *s, size_t at);
bool chars_word_at(const char *s, size_t len, size_t at);

/* The next ASCII character at or after *at, with *at moved behind it; 0, and
 * *at as it was, where another character or the end stands there. What is
 * ignored is passed over. */
char chars_peek(const char *s, size_t len, size_t *at);

/* Whether a letter, number or mark stands at s[at], or behind what is ignored
 * there. */
bool chars_word_goes_on(const char *s, size_t len, size_t at);

/* Whether a sign of a currency (pound, dollar, euro) stands right before
 * s[at]: what follows is an amount. */
bool chars_currency_before(const char *s, size_t at);

static inline bool
chars_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool
chars_is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static inline bool
chars_is_alpha(char c)
{
    return chars_is_upper(c) || (c >= 'a' && c <= 'z');
}

static inline char
chars_lower(char c)
{
    return chars_is_upper(c) ? (char)(c + ('a' - 'A')) : c;
}

#endif
