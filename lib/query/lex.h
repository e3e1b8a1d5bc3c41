/* A query's text into tokens. Private to lib/query. */
#ifndef QUERY_LEX_H
#define QUERY_LEX_H

#include <stdbool.h>
#include <stddef.h>

#include "common/error.h"
#include "query/field.h"
#include "text/token.h"

enum lex_type {
    LEX_END,
    LEX_WORD,   /* a run of characters that holds a word */
    LEX_PHRASE, /* what stands between two quotes */
    LEX_FIELD,  /* a field's name and its colon; what is asked of it follows */
    LEX_OPEN,
    LEX_CLOSE,
    LEX_AND,
    LEX_OR,
    LEX_NOT, /* the word, or a dash before one */
};

struct lexer {
    const char *text; /* valid UTF-8 */
    size_t len;
    size_t at;       /* behind the current token */
    size_t counted;  /* the bytes that column counts */
    unsigned column; /* of text[counted], 1-based */
    struct tokenizer *tokenizer;

    /* The current token */
    enum lex_type type;
    const char *value; /* LEX_WORD, LEX_PHRASE: without the quotes */
    size_t value_len;
    const struct field *field; /* LEX_FIELD */
    unsigned start;            /* its column; at LEX_END behind the text */
};

/* text is borrowed as long as the lexer is used; lex_next finds the first
 * token. */
void lex_start(struct lexer *l, const char *text, size_t len,
               struct tokenizer *t);

/* The next token. Runs of punctuation are skipped, except where a field
 * waits for its value. STATUS_BAD_QUERY for a quote that is not closed. */
enum status lex_next(struct lexer *l, struct error *err) WARN_UNUSED;

/* Sets err as error_set does, with a column. Returns STATUS_BAD_QUERY. */
enum status lex_error(struct error *err, unsigned column, const char *format,
                      ...) PRINTF_LIKE(3, 4);

#endif
