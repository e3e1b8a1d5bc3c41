/* The lexer of queries. It parts text at blanks, quotes and parentheses;
 * what is a word in between is the tokenizer's to say. */
#include "config.h"

#include "query/lex.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "common/num.h"
#include "common/utf8.h"
#include "query/signs.h"
#include "text/chars.h"

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
lex_start(struct lexer *l, const char *text, size_t len, struct tokenizer *t,
          struct arena *arena, struct notes *notes)
{
    char *seen = arena_alloc(arena, len + 1);
    uint16_t *columns = arena_array(arena, len + 1, sizeof(*columns));
    uint16_t column = 1;
    size_t n = 0;
    unsigned used;

    for (size_t i = 0; i < len; i += used, column++) {
        if (token_is_ignored(utf8_decode(text + i, len - i, &used)))
            continue;
        for (unsigned b = 0; b < used; b++) {
            columns[n] = column;
            seen[n++] = text[i + b];
        }
    }
    columns[n] = column;
    *l = (struct lexer){.text = seen,
                        .len = n,
                        .columns = columns,
                        .tokenizer = t,
                        .notes = notes,
                        .start = 1};
}

static enum sign
sign_at(const struct lexer *l, size_t at, unsigned *used)
{
    return signs_at(l->text + at, l->len - at, used);
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

    while (at < l->len && sign_at(l, at, &used) == SIGN_NONE)
        at += used;
    return at;
}

/* The end of the run that begins at `start`, or of the next one where the two
 * are an amount as people write it apart: "Â£2 million" is Â£2million. */
static size_t
amount_end(const struct lexer *l, size_t start)
{
    static const char *const multiples[] = {"thousand", "million", "billion",
                                            "trillion"};
    size_t end = run_end(l, start), at = start, next = end;
    unsigned used;

    while (at < end && !chars_is_digit(l->text[at]))
        at++;
    if (at == end || at == start || !chars_currency_before(l->text, at) ||
        !chars_is_digit(l->text[end - 1]))
        return end;
    while (next < l->len && sign_at(l, next, &used) == SIGN_BLANK)
        next += used;
    size_t len = run_end(l, next) - next;
    for (size_t i = 0; i < sizeof(multiples) / sizeof(*multiples); i++)
        if (len == strlen(multiples[i]) &&
            strncasecmp(l->text + next, multiples[i], len) == 0)
            return next + len;
    return end;
}

static bool
is_quote(const struct lexer *l, size_t at)
{
    unsigned used;

    return at < l->len && sign_at(l, at, &used) == SIGN_QUOTE;
}

/* Whether a phrase begins at `at`, with its "~" if it has one. */
static bool
is_phrase(const struct lexer *l, size_t at)
{
    return is_quote(l, at) ||
           (at < l->len && l->text[at] == '~' && is_quote(l, at + 1));
}

static bool
is_phrase_or_group(const struct lexer *l, size_t at)
{
    unsigned used;

    return is_phrase(l, at) ||
           (at < l->len && sign_at(l, at, &used) == SIGN_OPEN);
}

static void
set_token(struct lexer *l, enum lex_type type, size_t start, size_t end)
{
    l->type = type;
    l->value = l->text + start;
    l->value_len = end - start;
    l->start = l->columns[start];
    l->at = end;
}

static bool
is_letters(const char *s, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if ((s[i] < 'a' || s[i] > 'z') && (s[i] < 'A' || s[i] > 'Z'))
            return false;
    return len > 0;
}

/* What looks like a field but is read as words: "titel:plan", "year: 2014";
 * "Title: Plan" is pasted text, and "http://" no field. */
static void
note_no_field(struct lexer *l, const char *name, size_t len, const char *value,
              size_t value_len)
{
    bool known = field_find(name, len) != NULL;

    if (!is_letters(name, len) || len < 2)
        return;
    if (known && value_len == 0 && name[0] >= 'a')
        note_add(l->notes,
                 "%.*s: is read as a word: the value of a field stands right "
                 "behind the colon, as in year:2014",
                 (int)len, name);
    else if (!known && value_len > 0 && len <= TOKEN_FORM_MAX &&
             value[0] != '/' && has_words(l, value, value_len))
        note_add(l->notes, "there is no field %.*s: so this is read as words",
                 (int)len, name);
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
    const struct field *field = field_find(l->text + start, behind - 1 - start);
    if (field == NULL || (behind == end && !is_phrase_or_group(l, end))) {
        note_no_field(l, l->text + start, behind - 1 - start, l->text + behind,
                      end - behind);
        return false;
    }
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
    } operators[] = {
        {"AND", LEX_AND}, {"OR", LEX_OR}, {"NOT", LEX_NOT}, {"NEAR", LEX_NEAR}};

    for (size_t i = 0; i < sizeof(operators) / sizeof(operators[0]); i++)
        if (strlen(operators[i].word) == end - start &&
            memcmp(l->text + start, operators[i].word, end - start) == 0) {
            set_token(l, operators[i].type, start, end);
            l->near = 0;
            return true;
        }
    return false;
}

/* NEAR/5. */
static enum status
take_near(struct lexer *l, size_t start, size_t end, bool *taken,
          struct error *err)
{
    static const char sign[] = "NEAR/";
    size_t len = sizeof(sign) - 1;
    uint64_t near = 0;

    if (end - start < len || memcmp(l->text + start, sign, len) != 0)
        return STATUS_OK;
    if (!num_parse(l->text + start + len, end - start - len, QUERY_NEAR_MAX,
                   &near) ||
        near == 0)
        return lex_error(err, l->columns[start + len],
                         "NEAR/ takes a number of words from 1 to %u, as in "
                         "police NEAR/5 budget",
                         QUERY_NEAR_MAX);
    set_token(l, LEX_NEAR, start, end);
    l->near = (unsigned)near;
    *taken = true;
    return STATUS_OK;
}

/* A dash is NOT where a word, phrase or group follows it and none stands
 * before it. */
static bool
take_dash(struct lexer *l, size_t start, size_t end)
{
    size_t used = signs_dash(l->text + start, end - start);

    if (used == 0 || (start > 0 && l->at == start && l->type != LEX_OPEN))
        return false;
    size_t behind = start + used;
    bool operand =
        is_phrase_or_group(l, behind) ||
        (behind < end && signs_dash(l->text + behind, end - behind) == 0 &&
         has_words(l, l->text + behind, end - behind));
    if (operand)
        set_token(l, LEX_NOT, start, behind);
    return operand;
}

/* Whether a word ends right before text[at], of the run that begins at
 * `start`. */
static bool
word_ends_at(struct lexer *l, size_t start, size_t at)
{
    struct token token = {0};

    tokenizer_start(l->tokenizer, l->text + start, at - start);
    while (tokenizer_next(l->tokenizer, &token))
        ;
    return token.end == at - start;
}

/* The star of a prefix ends its word; punctuation may follow. */
static enum status
take_star(struct lexer *l, size_t start, size_t end, struct error *err)
{
    const char *star = memchr(l->text + start, '*', end - start);

    if (star == NULL)
        return STATUS_OK;
    size_t at = (size_t)(star - l->text), behind = at;
    while (behind < end && l->text[behind] == '*')
        behind++;
    bool before = has_words(l, l->text + start, at - start);
    if (has_words(l, l->text + behind, end - behind))
        return lex_error(err, l->columns[at],
                         before ? "a * stands only at the end of a word, as "
                                  "in polic*"
                                : "a * cannot begin a word: it stands at the "
                                  "end of one, as in polic*");
    if (!word_ends_at(l, start, at))
        return lex_error(err, l->columns[at],
                         "a * stands right behind the beginning of a word, as "
                         "in polic*");
    l->prefix = true;
    l->value_len = at - start;
    return STATUS_OK;
}

/* Lucene's "a b"~5 asks for nearness: to leave the 5 a word would find
 * something else. */
static enum status
check_slop(const struct lexer *l, size_t start, size_t end, struct error *err)
{
    if (l->type != LEX_PHRASE || l->at != start || end - start < 2 ||
        l->text[start] != '~' || l->text[start + 1] < '0' ||
        l->text[start + 1] > '9')
        return STATUS_OK;
    return lex_error(err, l->columns[start],
                     "a number of words goes with NEAR, as in police NEAR/5 "
                     "budget");
}

/* A run of word characters; *taken stays false if it is punctuation alone. */
static enum status
take_run(struct lexer *l, size_t start, bool as_value, bool *taken,
         struct error *err)
{
    size_t end = run_end(l, start);
    bool filter = as_value && l->field->parse != NULL;
    enum status status = check_slop(l, start, end, err);

    if (status != STATUS_OK)
        return status;
    if (!as_value) {
        *taken = take_dash(l, start, end) || take_operator(l, start, end);
        if (!*taken)
            status = take_near(l, start, end, taken, err);
        if (status == STATUS_OK && !*taken)
            *taken = take_field(l, start, end);
        if (status != STATUS_OK || *taken)
            return status;
    }
    bool words = has_words(l, l->text + start, end - start);
    if (as_value && !l->field->literal)
        signs_note_value(l->text + start, end - start,
                         is_phrase_or_group(l, end), l->field, l->notes);
    if (!as_value || !l->field->literal)
        signs_note_around(l->text, l->len, start, end - start, l->notes);
    if (!filter)
        signs_note(l->text + start, end - start, words, as_value, l->notes);
    if (words && !filter)
        end = amount_end(l, start);
    if (words || as_value)
        set_token(l, LEX_WORD, start, end);
    if (words && !filter)
        status = take_star(l, start, end, err);
    *taken = words || as_value;
    l->at = end;
    return status;
}

/* A phrase, whose quote (or "~") is at start; *taken stays false if it holds
 * no word. */
static enum status
take_phrase(struct lexer *l, size_t start, bool as_value, bool *taken,
            struct error *err)
{
    bool stemmed = l->text[start] == '~';
    size_t quote = start + stemmed;
    unsigned used;

    (void)sign_at(l, quote, &used);
    size_t begin = quote + used, end = begin;
    while (end < l->len && sign_at(l, end, &used) != SIGN_QUOTE)
        end += used;
    if (end >= l->len)
        return lex_error(err, l->columns[quote],
                         "the phrase that begins here has no closing quote");
    if (!as_value || l->field->parse == NULL)
        signs_note_quoted(l->text + begin, end - begin, l->notes);
    *taken = as_value || has_words(l, l->text + begin, end - begin);
    if (*taken) {
        l->type = LEX_PHRASE;
        l->stemmed = stemmed;
        l->start = l->columns[start];
        l->value = l->text + begin;
        l->value_len = end - begin;
    }
    l->at = end + used;
    return STATUS_OK;
}

enum status
lex_next(struct lexer *l, struct error *err)
{
    bool as_value = l->type == LEX_FIELD, taken = false;
    enum status status = STATUS_OK;

    l->prefix = l->stemmed = false;
    for (size_t p = l->at; p < l->len && !taken && status == STATUS_OK;) {
        unsigned used;
        enum sign sign = sign_at(l, p, &used);
        if (sign == SIGN_BLANK) {
            p += used;
            continue;
        }
        if (is_phrase(l, p)) {
            status = take_phrase(l, p, as_value, &taken, err);
        } else if (sign == SIGN_NONE) {
            status = take_run(l, p, as_value, &taken, err);
        } else {
            set_token(l, sign == SIGN_OPEN ? LEX_OPEN : LEX_CLOSE, p, p + used);
            taken = true;
        }
        p = l->at;
    }
    if (status == STATUS_OK && !taken)
        set_token(l, LEX_END, l->len, l->len);
    return status;
}
