/* Characters that are signs of the query language, and those that only look
 * like one. Private to lib/query. */
#ifndef QUERY_SIGNS_H
#define QUERY_SIGNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "query/lex.h"

enum sign {
    SIGN_NONE, /* part of a word, or punctuation */
    SIGN_BLANK,
    SIGN_QUOTE,
    SIGN_OPEN,
    SIGN_CLOSE,
};

/* The sign at s[0..len), len >= 1; *used is its bytes. */
enum sign signs_at(const char *s, size_t len, unsigned *used);

/* The bytes of a dash at s[0..len) that can mean NOT: the keyboard's, and
 * those that look like it; 0 for any other character. An en dash is none:
 * it stands between parts of a sentence. */
size_t signs_dash(const char *s, size_t len);

/* Notes what in the run of word characters run[0..len) its writer may take
 * for a sign of the language, as other programs have them, but is none: "|",
 * "!x", "--x", "~x", "a?b", a "*" or "?" that stands alone; pictures, too. */
void signs_note(const char *run, size_t len, bool has_words, bool as_value,
                struct notes *notes);

/* The same of a run that is the value of `field`, one that takes words: "-x",
 * and what looks like a field of its own, "title:year:2014". more: a phrase or
 * a group stands right behind the run. */
void signs_note_value(const char *run, size_t len, bool more,
                      const struct field *field, struct notes *notes);

/* The same of the run text[at..at+len), as to what stands around it in
 * text[0..text_len): "[a TO b]", 'a b'. */
void signs_note_around(const char *text, size_t text_len, size_t at, size_t len,
                       struct notes *notes);

/* The same of what stands between quotes. */
void signs_note_quoted(const char *text, size_t len, struct notes *notes);

#endif
