/* Strict UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing above
 * U+10FFFF. */
#ifndef COMMON_UTF8_H
#define COMMON_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define UTF8_INVALID UINT32_MAX

/* Decodes the character at s[0..len), len >= 1. Returns its code point and
 * sets *used (1 to 4); for a malformed sequence returns UTF8_INVALID and
 * sets *used to 1. */
uint32_t utf8_decode(const char *s, size_t len, unsigned *used);

/* Writes cp (a Unicode scalar value) to out; returns the bytes, 1 to 4.
 * Anything else is written as U+FFFD. */
size_t utf8_encode(uint32_t cp, char out[4]);

/* The length of the longest valid prefix: equal to len if all is valid. */
size_t utf8_valid_prefix(const char *s, size_t len);
bool utf8_valid(const char *s, size_t len);

/* Characters in s[0..len), which is valid UTF-8. */
size_t utf8_count(const char *s, size_t len);

/* The largest n <= max at which s[0..len) can be cut without splitting a
 * character. */
size_t utf8_cut(const char *s, size_t len, size_t max);

/* Makes s[0..len) one line of valid text, in place and in the same length, so
 * that offsets into it stay true: every byte of a control (see below) becomes
 * a blank, every malformed byte a '?'. */
void utf8_make_line(char *s, size_t len);

/* Controls that no line, page or terminal may get from a text: C0, DEL and
 * C1 (U+0080 to U+009F). */
bool utf8_is_control(uint32_t cp);

/* Bidirectional overrides and isolates, U+202A to U+202E and U+2066 to
 * U+2069: they can make a line read as another (CVE-2021-42574). */
bool utf8_is_bidi_control(uint32_t cp);

#endif
