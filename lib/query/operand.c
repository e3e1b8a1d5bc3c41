/* Words, phrases, prefixes and the values of fields: see parser.h. */
#include "config.h"

#include "query/parser.h"

#include <string.h>
#include <strings.h>

#include "common/utf8.h"

/* Bytes of a word that a note shows: more than nearly all words have, and few
 * of one that has no end. */
#define NOTE_WORD_MAX 60
#define NOTE_CUT_SHOWN 20

static struct query_word
make_word(struct parser *p, const struct token *token)
{
    const char *stem =
        tokenizer_stem(p->tokenizer, token->form, token->form_len);

    return (struct query_word){
        .form = arena_strndup(p->arena, token->form, token->form_len),
        .stem = arena_strdup(p->arena, stem),
        .stop = token->stop && p->stops,
    };
}

/* What a person typed of a word that is longer than any word. */
static void
note_cut(struct parser *p, const struct token *token)
{
    if (token->end - token->start > TOKEN_FORM_MAX &&
        token->form_len > TOKEN_FORM_MAX - 4)
        note_add(&p->notes,
                 "a word is looked for by its first %d letters or fewer: "
                 "%.*s...",
                 TOKEN_FORM_MAX,
                 (int)utf8_cut(token->form, token->form_len, NOTE_CUT_SHOWN),
                 token->form);
}

/* The words of the current token into q. Of a plural acronym outside quotes
 * the singular is taken: the index has it for both. */
static enum status
read_words(struct parser *p, struct query *q)
{
    struct query_word words[QUERY_PHRASE_MAX];
    bool quoted = p->lex.type == LEX_PHRASE && !p->lex.stemmed;
    struct token token;

    tokenizer_start(p->tokenizer, p->lex.value, p->lex.value_len);
    while (tokenizer_next(p->tokenizer, &token)) {
        if (token.alt) {
            if (token.singular && !quoted && !p->lex.prefix)
                words[q->n_words - 1] = make_word(p, &token);
            continue;
        }
        if (q->n_words == QUERY_PHRASE_MAX)
            return lex_error(p->err, p->lex.start,
                             "a phrase has at most %u words", QUERY_PHRASE_MAX);
        enum status status = parser_count(p);
        if (status != STATUS_OK)
            return status;
        note_cut(p, &token);
        words[q->n_words++] = make_word(p, &token);
    }
    if (q->n_words == 0)
        return parser_missing(p);
    q->words = arena_array(p->arena, q->n_words, sizeof(*q->words));
    memcpy(q->words, words, q->n_words * sizeof(*words));
    return STATUS_OK;
}

/* The last word of q has a star: "anti-soc*" is anti right beside soc*. */
static enum status
take_prefix(struct parser *p, struct query *q)
{
    struct query_word *w = &q->words[q->n_words - 1];
    unsigned star =
        p->lex.columns[p->lex.value + p->lex.value_len - p->lex.text];

    if (utf8_count(w->form, strlen(w->form)) < QUERY_PREFIX_MIN)
        return lex_error(p->err, star,
                         "a * takes at least %u letters before it, as in "
                         "polic*",
                         QUERY_PREFIX_MIN);
    if (++p->prefixes > QUERY_PREFIXES_MAX)
        return lex_error(p->err, star, "a query has at most %u words with a *",
                         QUERY_PREFIXES_MAX);
    w->prefix = true;
    w->stem = "";
    w->stop = false;
    if (q->n_words > 1) {
        q->type = QUERY_NEAR;
        q->near = (unsigned)q->n_words - 1;
        note_add(&p->notes,
                 "%.*s* is taken as its words beside each other, in any "
                 "order",
                 (int)utf8_cut(p->lex.value, p->lex.value_len, NOTE_WORD_MAX),
                 p->lex.value);
    }
    return STATUS_OK;
}

static enum status
read_filter(struct parser *p, const struct field *field, struct query *q)
{
    const struct field_value value = {p->lex.value, p->lex.value_len, p->arena,
                                      p->tokenizer};
    char message[sizeof(p->err->message)];
    size_t behind = p->lex.at;

    enum status status = parser_count(p);
    if (status != STATUS_OK)
        return status;
    if (p->lex.type == LEX_WORD && behind < p->lex.len &&
        p->lex.text[behind] == '(')
        return lex_error(p->err, p->lex.columns[behind],
                         "a value with a parenthesis in it goes into quotes");
    if (!field->parse(&value, q, message, sizeof(message)))
        return lex_error(p->err, p->lex.start, "%s", message);
    return STATUS_OK;
}

/* Whether the word is an operator but for its letters, which are not all
 * capitals. */
static bool
is_small_operator(const struct parser *p, const char *word)
{
    return p->lex.type == LEX_WORD && p->lex.value_len == strlen(word) &&
           strncasecmp(p->lex.value, word, p->lex.value_len) == 0;
}

enum status
operand_read(struct parser *p, const struct field *field, struct query **out)
{
    struct query *q = parser_node(p, QUERY_WORD, p->lex.start);
    bool first = p->words == 0;
    const char *small = NULL;
    enum status status;

    if (field != NULL && field->parse != NULL) {
        status = read_filter(p, field, q);
    } else {
        bool quoted = p->lex.type == LEX_PHRASE && !p->lex.stemmed;
        small = is_small_operator(p, "or")    ? "or"
                : is_small_operator(p, "not") ? "not"
                                              : NULL;
        status = read_words(p, q);
        q->field = field != NULL ? field->scope : QUERY_ANYWHERE;
        if (q->n_words > 1)
            q->type = QUERY_PHRASE;
        q->exact = quoted && q->n_words == 1;
        q->stemmed = !quoted && q->n_words > 1 && !p->lex.prefix;
        q->joined = q->stemmed && p->lex.type == LEX_WORD;
        if (status == STATUS_OK && p->lex.prefix)
            status = take_prefix(p, q);
    }
    if (status == STATUS_OK)
        status = parser_next(p, NULL);
    if (status != STATUS_OK)
        return status;
    if (small != NULL && !first && field == NULL && p->lex.type != LEX_END &&
        p->lex.type != LEX_CLOSE) {
        p->small_or = p->small_or || *small == 'o';
        p->small_not = p->small_not || *small == 'n';
    }
    *out = q;
    return STATUS_OK;
}
