/* A query's text into a tree, and the tree into text again. Pure: it knows
 * words (through lib/text) but no index. The grammar, loosest first:
 *
 *   query  := or
 *   or     := and { OR and }
 *   and    := unary { [AND] unary }
 *   unary  := ( "-" | NOT ) unary | field ":" primary | primary
 *   primary:= "(" or ")" | '"' phrase '"' | word
 *   field  := text title kind year plan
 *
 * AND, OR and NOT are operators in capitals only. Curly quotes are quotes;
 * control characters and Unicode's spaces are blanks. A "-" is NOT only at
 * the start of a word. A word that the tokenizer parts ("anti-social") is a
 * phrase of stems. Punctuation alone, in quotes too, is no word.
 *
 * A field's name, in any case of its letters, is one only where its value
 * stands right behind the colon; any other word with a colon ("Resolved:
 * that", "Title: Plan") is text that somebody pasted. title:(crime plan) and
 * kind:(decision OR resolution) hand the field to each word of the group. The
 * values of kind, year and plan are a kind's name; 2014, 2014..2016, 2014..
 * or ..2016; 2014/15 as plan_parse has it. Each counts as a word.
 *
 * A plural acronym outside quotes (PCSOs) is the word of its singular: see
 * struct token. NOT stands beside something to find: neither alone nor as a
 * side of OR. */
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

enum query_type {
    QUERY_AND,    /* children, 2 or more; QUERY_NOT among them, not alone */
    QUERY_OR,     /* children, 2 or more, none of them QUERY_NOT */
    QUERY_NOT,    /* one child; only directly below QUERY_AND */
    QUERY_WORD,   /* words[0] */
    QUERY_PHRASE, /* words, 2 to QUERY_PHRASE_MAX, next to each other */
    QUERY_KIND,   /* kind */
    QUERY_YEAR,   /* year_from..year_to, inclusive */
    QUERY_PLAN,   /* plan */
};

/* What a word or a phrase is looked for in. */
enum query_field {
    QUERY_ANYWHERE, /* the unit's text or its document's title */
    QUERY_TEXT,     /* the text alone */
    QUERY_TITLE,    /* the title alone */
};

struct query_word {
    const char *form; /* folded */
    const char *stem;
    bool stop;
};

struct query {
    enum query_type type;
    unsigned column; /* 1-based, in characters, where it began */

    /* QUERY_WORD and QUERY_PHRASE */
    enum query_field field;
    /* A phrase as typed in quotes matches forms; a word that the tokenizer
     * parted matches stems (stemmed = true). A single word in quotes is a
     * QUERY_WORD with exact = true: its form must match. */
    bool stemmed;
    bool exact;
    struct query_word *words;
    size_t n_words;

    enum unit_kind kind;         /* QUERY_KIND */
    unsigned year_from, year_to; /* QUERY_YEAR */
    char plan[PLAN_SIZE];        /* QUERY_PLAN */

    struct query **children; /* QUERY_AND, QUERY_OR, QUERY_NOT */
    size_t n_children;
};

/* Parses text[0..len) (any bytes). The tree lives in arena; t is used during
 * the call only. An empty query, or one of stop signs and blanks alone, is
 * *out = NULL and STATUS_OK: nothing is asked. On STATUS_BAD_QUERY
 * err->column points at the character and err->message says what was
 * expected. The tree is normalised: see query_normalise. */
enum status query_parse(struct query **out, const char *text, size_t len,
                        struct arena *arena, struct tokenizer *t,
                        struct error *err) WARN_UNUSED;

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
 * filters (kind, year, plan, groups of these) and NOTs stay wanted. NULL where
 * that would change nothing (fewer than two of them). Takes what it needs from
 * arena. */
struct query *query_any(const struct query *q, struct arena *arena);

/* Whether two trees say the same (columns aside). */
bool query_equal(const struct query *a, const struct query *b);

/* Whether the node restricts without scoring: kind, year, plan. */
bool query_is_filter(const struct query *q);

#endif
