/* A query's text into tokens. Private to lib/query. */
#ifndef QUERY_LEX_H
#define QUERY_LEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/error.h"
#include "query/field.h"
#include "query/note.h"
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
    LEX_NEAR,
};

struct lexer {
    const char *text; /* valid UTF-8, without characters that nobody sees */
    size_t len;
    const uint16_t *columns; /* of each byte and of the end, as typed */
    size_t at;               /* behind the current token */
    struct tokenizer *tokenizer;
    struct notes *notes;

    /* The current token */
    enum lex_type type;
    const char *value; /* LEX_WORD, LEX_PHRASE: without quotes and star */
    size_t value_len;
    bool stemmed;              /* LEX_PHRASE: "~" stands before it */
    bool prefix;               /* LEX_WORD: "*" stands behind it */
    unsigned near;             /* LEX_NEAR */
    const struct field *field; /* LEX_FIELD */
    unsigned start;            /* its column; at LEX_END behind the text */
};

/* text, of at most QUERY_BYTES_MAX, and notes are borrowed as long as the
 * lexer is used; what the lexer keeps is arena's. lex_next finds the first
 * token. */
void lex_start(struct lexer *l, const char *text, size_t len,
               struct tokenizer *t, struct arena *arena, struct notes *notes);

/* The next token. Runs of punctuation are skipped, except where a field
 * waits for its value. STATUS_BAD_QUERY for a quote that is not closed, a "*"
 * that does not end a word, and a NEAR/ without a number or too wide. */
enum status lex_next(struct lexer *l, struct error *err) WARN_UNUSED;

/* Sets err as error_set does, with a column. Returns STATUS_BAD_QUERY. */
enum status lex_error(struct error *err, unsigned column, const char *format,
                      ...) PRINTF_LIKE(3, 4);

#endif
