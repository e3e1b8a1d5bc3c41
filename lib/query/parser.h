/* What the parts of the parser share: parse.c has the grammar, operand.c the
 * words and values, near.c what stands beside NEAR. Private to lib/query. */
#ifndef QUERY_PARSER_H
#define QUERY_PARSER_H

#include <stdbool.h>
#include <stddef.h>

#include "common/arena.h"
#include "common/error.h"
#include "query/field.h"
#include "query/lex.h"
#include "query/note.h"
#include "query/query.h"

struct parser {
    struct lexer lex;
    struct arena *arena;
    struct tokenizer *tokenizer;
    struct notes notes;
    struct error *err;
    unsigned depth;           /* parentheses that are open */
    unsigned words;           /* words and filters so far */
    unsigned prefixes;        /* words with a star so far */
    bool small_or, small_not; /* in small letters, between words */
    bool stops;               /* stop words are left out */
    const char *last;         /* what asks for an operand; NULL: nothing does */
};

/* The children of a node being read. */
struct parser_list {
    struct query **items;
    size_t n, cap;
};

void parser_add(struct parser *p, struct parser_list *list, struct query *q);

struct query *parser_node(struct parser *p, enum query_type type,
                          unsigned column);

/* One child is itself; more are a node of this type. */
struct query *parser_combine(struct parser *p, enum query_type type,
                             const struct parser_list *list);

/* Goes to the next token, which `last` (NULL: nothing) asks to be an
 * operand. */
enum status parser_next(struct parser *p, const char *last) WARN_UNUSED;

/* Nothing to find where the grammar wants it: who asked, or who is here. */
enum status parser_missing(const struct parser *p) WARN_UNUSED;

/* Counts one more word; STATUS_BAD_QUERY where there are too many. */
enum status parser_count(struct parser *p) WARN_UNUSED;

/* The current token, LEX_WORD or LEX_PHRASE, as words or as the value of the
 * field (NULL: none), and on to the next token. */
enum status operand_read(struct parser *p, const struct field *field,
                         struct query **out) WARN_UNUSED;

/* Whether q can stand beside NEAR, and with first; `column` is its place. */
enum status near_check(struct parser *p, struct query *first, struct query *q,
                       unsigned column) WARN_UNUSED;

/* The operands, near each other within `near`, as one node; with the phrases
 * among them that are wanted as a whole, and for each choice from the groups
 * among them. column: that of the first. */
enum status near_combine(struct parser *p, const struct parser_list *operands,
                         unsigned near, unsigned column,
                         struct query **out) WARN_UNUSED;

#endif
