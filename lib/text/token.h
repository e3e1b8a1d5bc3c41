/* The one tokenizer: text into words. The indexer, the query parser and the
 * snippet maker all read words from here, so that what matches is what is
 * marked. It knows no file format, no index, no query syntax. */
#ifndef TEXT_TOKEN_H
#define TEXT_TOKEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/buf.h"
#include "common/error.h"

/* A form is cut to this many bytes, at a character: the longest word of
 * English minutes has under 40, and prefix and form must fit the 245 bytes
 * of a Xapian term. Text and query are cut alike, so a cut word is found. */
#define TOKEN_FORM_MAX 120

struct token {
    uint32_t start; /* bytes: the word is text[start..end) as written */
    uint32_t end;
    uint32_t pos; /* 1, 2, 3...: the word's place in the text */
    /* The folded form: case folded, NFC, plain quotes, no soft hyphens.
     * NUL-terminated; valid until the next call on the tokenizer. */
    const char *form;
    uint32_t form_len; /* bytes, 1 to TOKEN_FORM_MAX */
    bool stop;         /* one of Snowball's English stop words */
    /* Another form of the word just before (there may be three), at the same
     * span and pos: the index takes it as well, a query does not. "2014" of
     * "2014/15", "pcso" of "PCSOs", "cafe" of "café". */
    bool alt;
    /* This alternate is the singular of a plural acronym, a word of two or
     * more capitals and a small s. Stemming does not bring the two together
     * (Snowball leaves "pcsos"), so a query that says PCSOs outside quotes
     * asks for this form instead: the index has it for both. */
    bool singular;
};

struct tokenizer;

/* A tokenizer serves one thread at a time. STATUS_INTERNAL where libstemmer
 * has no English stemmer. */
enum status tokenizer_new(struct tokenizer **out,
                          struct error *err) WARN_UNUSED;
void tokenizer_free(struct tokenizer *t); /* NULL is a no-op */

/* Begins with a text of valid UTF-8, borrowed until the last
 * tokenizer_next. At most UINT32_MAX bytes are looked at. */
void tokenizer_start(struct tokenizer *t, const char *text, size_t len);

/* Until the next tokenizer_start, words of ASCII that begin with none of those
 * letters (of small ones the codes) may be passed over: they are counted, and
 * not given. first is borrowed. */
void tokenizer_only(struct tokenizer *t, const bool first[256]);

/* The next word, or false at the end. A form that is no alternate gives
 * itself again when it is tokenized alone.
 *
 * A word is a run of letters, marks and digits (Unicode general categories
 * L, M, N), with an apostrophe between two letters; a mark begins none.
 * Everything else parts words, but for these, each of which is one word:
 *   "4.5", "10.30"             a point between digits
 *   "2,500,000" -> 2500000     groups of three after commas
 *   "2014/15", "2014-15", "2014–15", "2014/2015" -> 2014/15 and, as
 *                              another form, 2014; only if the second year
 *                              follows the first
 * and a number directly before three or more letters is a word of its own:
 * "£2million" is 2 million, "100hours" 100 hours; 16th, 2m, 4x4 are whole (a
 * letter beyond ASCII parts the number alone). Soft hyphens and zero-width
 * characters vanish, even inside words.
 *
 * Of an amount, a number right behind a pound, dollar or euro sign, k, m, mn,
 * bn and tn are the words they stand for: "£2m" is 2 million, two words at
 * the span of "2m", so that £2m, £2million and £2 million find each other; and
 * ".00" is dropped. A reference to a section is one word, "s.17A" -> s17a.
 *
 * Other forms are the first year of a plan, the singular of a plural acronym,
 * the word as a plain keyboard has it ("cafe", "co2") if that is all ASCII; 2m
 * of "£2m"; 1284 of "£1,284.16", from three digits on; section, s and 17 of
 * "s.17", s17 of the 17 and s of the section in "section 17", section of the s
 * in "s. 17". */
bool tokenizer_next(struct tokenizer *t, struct token *out);

/* The Snowball English (Porter 2) stem of form[0..len); NUL-terminated,
 * valid until the next call here. A form with a digit is its own stem. Plurals
 * of acronyms in small letters, which Snowball leaves, lose their s: pcsos,
 * pccs; so do a few words whose stem is a matter of themselves (this). */
const char *tokenizer_stem(struct tokenizer *t, const char *form, size_t len);

/* The same of a token, and whether an index counts it: another form of a word
 * counts only under a stem that the word itself does not have, or one word
 * would weigh twice. word: the caller's, of one walk over a text; it keeps the
 * stem of the word for its other forms. */
const char *tokenizer_counted_stem(struct tokenizer *t,
                                   const struct token *token, struct buf *word,
                                   bool *counted);

/* Appends the words of text[0..len), folded, with one blank between, to out:
 * how names that differ in case and punctuation alone become one. It takes
 * the tokenizer as tokenizer_start does. */
void tokenizer_fold(struct tokenizer *t, const char *text, size_t len,
                    struct buf *out);

/* Whether the tokenizer passes over a character even within a word, as if it
 * were not there: soft hyphens, zero-width characters, marks of the writing
 * direction (Unicode's Default_Ignorable_Code_Point). */
bool token_is_ignored(uint32_t cp);

/* Whether the forms a and b may ever stand at one position: each a form or
 * another form of the same word. False is sure, true is not: only words of
 * small ASCII letters and apostrophes are told apart. */
bool token_may_coincide(const char *a, const char *b);

/* Whether form[0..len), folded, is one of Snowball's English stop words (174,
 * https://snowballstem.org/algorithms/english/stop.txt). */
bool token_is_stop(const char *form, size_t len);

#endif
