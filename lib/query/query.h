/* A query's text into a tree, and the tree into text again. Pure: it knows
 * words (through lib/text) but no index. The grammar, loosest first:
 *
 *   query  := or
 *   or     := and { OR and }
 *   and    := unary { [AND] unary }
 *   unary  := ( "-" | NOT ) unary | near
 *   near   := field { NEAR["/" number] field }
 *   field  := [ name ":" ] primary
 *   primary:= "(" or ")" | [ "~" ] '"' phrase '"' | word | prefix "*"
 *   name   := text title committee kind year plan date source para
 *
 * AND, OR, NOT and NEAR are operators in capitals only. Curly quotes are
 * quotes; control characters and Unicode's spaces are blanks; characters that
 * nobody sees (soft hyphens, marks of the writing direction) are not there,
 * but columns count them. A "-" is NOT only at the start of a word. A word
 * that the tokenizer parts ("anti-social") is a phrase of stems, as
 * ~"anti social" is. Punctuation alone, in quotes too, is no word.
 *
 * A field's name, in any case of its letters, is one only where its value
 * stands right behind the colon; any other word with a colon ("Resolved:
 * that", "Title: Plan") is text that somebody pasted. title:(crime plan) and
 * kind:(decision OR resolution) hand the field to each word of the group. Each
 * value counts as a word:
 *
 *   kind       a kind's name
 *   year       2014, 2014..2016, 2014.. or ..2016
 *   plan       2014/15 as plan_parse has it
 *   date       2014-02-06, 2014-02 (the month), 2014 (the year), a range of
 *              two of these, or one that is open at an end
 *   committee  words of its name, in a row
 *   source     a file, with its extension or without, or a folder
 *   para       a paragraph's number as printed: 7, 4.2, 10a
 *
 * x* is every word that begins so. a NEAR/5 b, and a NEAR/5 b NEAR/5 c: words
 * of which the first and the last are at most five places apart; each is a
 * word, a prefix, or a word in quotes, and stands at a place of its own. NEAR
 * alone is NEAR/10. A phrase or a parted word next to NEAR gives its words to
 * it, each of which widens it by one, and is wanted as well. A group of
 * alternatives next to it, (a OR b) NEAR/5 c, is a NEAR for each.
 *
 * A plural acronym outside quotes (PCSOs) is the word of its singular: see
 * struct token. NOT stands beside something to find: neither alone nor as a
 * side of OR.
 *
 * Where a text is not read to the letter, or as its writer may not expect, a
 * note says how (struct query_notes). */
#ifndef QUERY_QUERY_H
#define QUERY_QUERY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/buf.h"
#include "common/error.h"
#include "common/kind.h"
#include "text/plan.h"
#include "text/token.h"

/* Bounds of the work that a query may ask for; over them STATUS_BAD_QUERY.
 * From measurements of hostile queries against libxapian: matching time
 * grows with words and phrase length, the stack with nesting. */
#define QUERY_BYTES_MAX 4000u
#define QUERY_WORDS_MAX 256u
#define QUERY_PHRASE_MAX 16u
#define QUERY_NESTING_MAX 16u

/* Words with a * in a query: each costs up to a hundred words of the index.
 * Eight of them, of common beginnings, took 0.14 s over 100,000 paragraphs
 * where one took 0.02 s. */
#define QUERY_PREFIXES_MAX 8u

/* Characters before a *: with fewer, more words begin so than are looked
 * for. */
#define QUERY_PREFIX_MIN 3u

/* NEAR/N: from two neighbours to about a paragraph of a hundred words. */
#define QUERY_NEAR_MAX 100u
#define QUERY_NEAR_DEFAULT 10u

/* The ends of an open QUERY_DATE. */
#define QUERY_DATE_MIN (YEAR_MIN * 10000u + 101u)
#define QUERY_DATE_MAX (YEAR_MAX * 10000u + 1231u)

enum query_type {
    QUERY_AND,       /* children, 2 or more; QUERY_NOT among them, not alone */
    QUERY_OR,        /* children, 2 or more, none of them QUERY_NOT */
    QUERY_NOT,       /* one child; only directly below QUERY_AND */
    QUERY_WORD,      /* words[0] */
    QUERY_PHRASE,    /* words, 2 to QUERY_PHRASE_MAX, next to each other */
    QUERY_NEAR,      /* words, 2 to QUERY_PHRASE_MAX, in any order, each at a
                        position of its own; the last at most `near` behind the
                        first */
    QUERY_KIND,      /* kind */
    QUERY_YEAR,      /* year_from..year_to, inclusive */
    QUERY_PLAN,      /* plan */
    QUERY_DATE,      /* date_from..date_to, inclusive */
    QUERY_COMMITTEE, /* text: words of its name in a row, as tokenizer_fold
                        gives them */
    QUERY_SOURCE,    /* text: a path, as path_fold gives it */
    QUERY_PARA,      /* text: a number, as tokenizer_fold gives it */
};

/* What a word or a phrase is looked for in. */
enum query_field {
    QUERY_ANYWHERE, /* the unit's text or its document's title */
    QUERY_TEXT,     /* the text alone */
    QUERY_TITLE,    /* the title alone */
};

struct query_word {
    const char *form; /* folded */
    const char *stem; /* "" of a prefix */
    bool stop;        /* a stop word that is treated as one */
    bool prefix; /* any word that begins with form (QUERY_PREFIX_MIN characters
                    or more) will do: QUERY_WORD and QUERY_NEAR */
    bool exact;  /* the form itself, not its stem: QUERY_NEAR */
};

struct query {
    enum query_type type;
    unsigned column; /* 1-based, in characters, where it began */

    /* QUERY_WORD, QUERY_PHRASE, QUERY_NEAR */
    enum query_field field;
    /* A phrase as typed in quotes matches forms; a word that the tokenizer
     * parted, or ~"a phrase", matches stems (stemmed = true). A single word
     * in quotes is a QUERY_WORD with exact = true: its form must match. */
    bool stemmed;
    bool exact;
    bool joined; /* a stemmed phrase typed as one word; it means the same */
    struct query_word *words;
    size_t n_words;

    enum unit_kind kind;         /* QUERY_KIND */
    unsigned year_from, year_to; /* QUERY_YEAR */
    char plan[PLAN_SIZE];        /* QUERY_PLAN */
    unsigned near;               /* QUERY_NEAR: 1 to QUERY_NEAR_MAX */
    uint32_t date_from, date_to; /* QUERY_DATE: yyyymmdd, days that exist */
    const char *text;            /* QUERY_COMMITTEE, _SOURCE, _PARA */

    struct query **children; /* QUERY_AND, QUERY_OR, QUERY_NOT */
    size_t n_children;
};

/* What there is to say about how a query was read. In the query's arena. */
struct query_notes {
    const char **texts; /* sentences for the person who asked */
    size_t n;
    const char **dropped; /* the stop words that are not looked for, folded */
    size_t n_dropped;
};

/* Parses text[0..len) (any bytes). The tree lives in arena; t is used during
 * the call only. An empty query, or one of stop signs and blanks alone, is
 * *out = NULL and STATUS_OK: nothing is asked. On STATUS_BAD_QUERY
 * err->column points at the character and err->message says what was
 * expected. The tree is normalised: see query_normalise. notes (NULL: not
 * wanted) is filled on success. */
enum status query_parse(struct query **out, struct query_notes *notes,
                        const char *text, size_t len, struct arena *arena,
                        struct tokenizer *t, struct error *err) WARN_UNUSED;

/* The same with stop words as words like others: none is left out, and of no
 * word `stop` is set. */
enum status query_parse_all(struct query **out, struct query_notes *notes,
                            const char *text, size_t len, struct arena *arena,
                            struct tokenizer *t, struct error *err) WARN_UNUSED;

/* Normal form, so that two ways of matching give one score: AND in AND and
 * OR in OR are flattened, a repeated child is taken once (its first place),
 * an AND or OR of one child is that child, stop words leave an AND of words
 * unless no other word is wanted (they stay in phrases, in quotes, in fields
 * and as sides of OR), NOT of NOT vanishes. Returns the new root; q stays as
 * it is, and the two share nodes. */
struct query *query_normalise(struct query *q, struct arena *arena);

/* The tree in words, as QUERY says it: `special AND constables`,
 * `"special constables" AND NOT (a OR b)`. Parsing it again gives the same
 * tree, unless it is longer than QUERY_BYTES_MAX. */
void query_print(const struct query *q, struct buf *out);

/* The same query with any of its top-level words enough: the words,
 * phrases and groups of them directly below the root's AND become one OR;
 * filters (query_is_filter, groups of these) and NOTs stay wanted. NULL where
 * that would change nothing (fewer than two of them). Takes what it needs from
 * arena. */
struct query *query_any(const struct query *q, struct arena *arena);

/* Whether two trees say the same (columns aside). */
bool query_equal(const struct query *a, const struct query *b);

/* Whether the node restricts without scoring: kind, year, plan, date,
 * committee, source, para. */
bool query_is_filter(const struct query *q);

/* Whether name[0..len), without its colon and in any case, is that of a field
 * whose value is no word of the text or of the title: "year". */
bool query_is_filter_name(const char *name, size_t len);

#endif
