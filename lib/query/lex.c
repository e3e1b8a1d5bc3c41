/* The lexer of queries. It parts text at blanks, quotes and parentheses;
 * what is a word in between is the tokenizer's to say. */
#include "config.h"

#include "query/lex.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "common/utf8.h"

enum sort {
    SORT_WORD,
    SORT_BLANK,
    SORT_QUOTE,
    SORT_OPEN,
    SORT_CLOSE,
};

/* Controls are blanks, as are Unicode's spaces (category Z). */
static bool
is_blank(uint32_t cp)
{
    return cp == ' ' || utf8_is_control(cp) || cp == 0xa0 || cp == 0x1680 ||
           (cp >= 0x2000 && cp <= 0x200a) || cp == 0x2028 || cp == 0x2029 ||
           cp == 0x202f || cp == 0x205f || cp == 0x3000;
}

static enum sort
sort_at(const struct lexer *l, size_t at, unsigned *used)
{
    uint32_t cp = utf8_decode(l->text + at, l->len - at, used);

    if (is_blank(cp))
        return SORT_BLANK;
    if (cp == '"' || cp == 0x201c || cp == 0x201d)
        return SORT_QUOTE;
    if (cp == '(')
        return SORT_OPEN;
    return cp == ')' ? SORT_CLOSE : SORT_WORD;
}

enum status
lex_error(struct error *err, unsigned column, const char *format, ...)
{
    char message[sizeof(err->message)];
    va_list args;

    va_start(args, format);
    (void)vsnprintf(message, sizeof(message), format, args);
    va_end(args);
    enum status status = error_set(err, STATUS_BAD_QUERY, "%s", message);
    if (err != NULL)
        err->column = column;
    return status;
}

void
lex_start(struct lexer *l, const char *text, size_t len, struct tokenizer *t)
{
    *l = (struct lexer){
        .text = text, .len = len, .column = 1, .tokenizer = t, .start = 1};
}

/* Counts characters up to text[at], which is never before the last one. */
static unsigned
column_at(struct lexer *l, size_t at)
{
    l->column += (unsigned)utf8_count(l->text + l->counted, at - l->counted);
    l->counted = at;
    return l->column;
}

static bool
has_words(struct lexer *l, const char *text, size_t len)
{
    struct token token;

    tokenizer_start(l->tokenizer, text, len);
    return tokenizer_next(l->tokenizer, &token);
}

/* The end of the run of word characters that begins at `at`. */
static size_t
run_end(const struct lexer *l, size_t at)
{
    unsigned used;

    while (at < l->len && sort_at(l, at, &used) == SORT_WORD)
        at += used;
    return at;
}

static bool
is_phrase_or_group(const struct lexer *l, size_t at)
{
    unsigned used;

    if (at >= l->len)
        return false;
    enum sort sort = sort_at(l, at, &used);
    return sort == SORT_QUOTE || sort == SORT_OPEN;
}

static void
set_token(struct lexer *l, enum lex_type type, size_t start, size_t end)
{
    l->type = type;
    l->value = l->text + start;
    l->value_len = end - start;
    l->start = column_at(l, start);
    l->at = end;
}

/* Whether the run from start to end is a field's name and a colon, with a
 * value right behind: "Title: Plan" is pasted text. */
static bool
take_field(struct lexer *l, size_t start, size_t end)
{
    const char *colon = memchr(l->text + start, ':', end - start);

    if (colon == NULL)
        return false;
    size_t behind = (size_t)(colon - l->text) + 1;
    if (behind == end && !is_phrase_or_group(l, end))
        return false;
    const struct field *field = field_find(l->text + start, behind - 1 - start);
    if (field == NULL)
        return false;
    set_token(l, LEX_FIELD, start, behind);
    l->field = field;
    return true;
}

static bool
take_operator(struct lexer *l, size_t start, size_t end)
{
    static const struct {
        const char *word;
        enum lex_type type;
    } operators[] = {{"AND", LEX_AND}, {"OR", LEX_OR}, {"NOT", LEX_NOT}};

    for (size_t i = 0; i < sizeof(operators) / sizeof(operators[0]); i++)
        if (strlen(operators[i].word) == end - start &&
            memcmp(l->text + start, operators[i].word, end - start) == 0) {
            set_token(l, operators[i].type, start, end);
            return true;
        }
    return false;
}

/* A dash is NOT where a word, phrase or group follows it and none stands
 * before it. */
static bool
take_dash(struct lexer *l, size_t start, size_t end)
{
    if (l->text[start] != '-' ||
        (start > 0 && l->at == start && l->type != LEX_OPEN))
        return false;
    size_t behind = start + 1;
    bool operand = behind == end
                       ? is_phrase_or_group(l, end)
                       : l->text[behind] != '-' &&
                             has_words(l, l->text + behind, end - behind);
    if (operand)
        set_token(l, LEX_NOT, start, behind);
    return operand;
}

/* A run of word characters; false if it is punctuation alone. */
static bool
take_run(struct lexer *l, size_t start, bool as_value)
{
    size_t end = run_end(l, start);

    if (!as_value &&
        (take_dash(l, start, end) || take_operator(l, start, end) ||
         take_field(l, start, end)))
        return true;
    bool word = as_value || has_words(l, l->text + start, end - start);
    if (word)
        set_token(l, LEX_WORD, start, end);
    l->at = end;
    return word;
}

/* A phrase, whose quote is at start; false if it holds no word. */
static enum status
take_phrase(struct lexer *l, size_t start, bool as_value, bool *taken,
            struct error *err)
{
    unsigned used;

    (void)sort_at(l, start, &used);
    size_t begin = start + used, end = begin;
    while (end < l->len && sort_at(l, end, &used) != SORT_QUOTE)
        end += used;
    if (end >= l->len)
        return lex_error(err, column_at(l, start),
                         "the phrase that begins here has no closing quote");
    *taken = as_value || has_words(l, l->text + begin, end - begin);
    if (*taken) {
        l->start = column_at(l, start);
        l->type = LEX_PHRASE;
        l->value = l->text + begin;
        l->value_len = end - begin;
    }
    l->at = end + used;
    return STATUS_OK;
}

enum status
lex_next(struct lexer *l, struct error *err)
{
    bool as_value = l->type == LEX_FIELD;
    bool taken = false;

    for (size_t p = l->at; p < l->len && !taken;) {
        unsigned used;
        enum sort sort = sort_at(l, p, &used);
        if (sort == SORT_BLANK) {
            p += used;
            continue;
        }
        if (sort == SORT_QUOTE) {
            enum status status = take_phrase(l, p, as_value, &taken, err);
            if (status != STATUS_OK)
                return status;
        } else if (sort == SORT_WORD) {
            taken = take_run(l, p, as_value);
        } else {
            set_token(l, sort == SORT_OPEN ? LEX_OPEN : LEX_CLOSE, p, p + used);
            taken = true;
        }
        p = l->at;
    }
    if (!taken)
        set_token(l, LEX_END, l->len, l->len);
    return STATUS_OK;
}
