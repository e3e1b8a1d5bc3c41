/* The parser of queries, by recursive descent: a function for each rule of
 * the grammar in query.h. Only a parenthesis goes deeper, and its depth is
 * looked at before; so the stack is bounded whatever the text. */
#include "config.h"

#include "query/query.h"

#include <string.h>

#include "query/check.h"
#include "query/field.h"
#include "query/lex.h"

struct parser {
    struct lexer lex;
    struct arena *arena;
    struct tokenizer *tokenizer;
    struct error *err;
    unsigned depth;   /* parentheses that are open */
    unsigned words;   /* words and filters so far */
    const char *last; /* what asks for an operand; NULL: nothing does */
};

/* The children of a node being read. */
struct list {
    struct query **items;
    size_t n, cap;
};

static enum status parse_or(struct parser *p, const struct field *field,
                            struct query **out);

static void
list_add(struct parser *p, struct list *list, struct query *q)
{
    if (list->n == list->cap) {
        size_t cap = list->cap == 0 ? 4 : 2 * list->cap;
        struct query **items = arena_array(p->arena, cap, sizeof(*list->items));
        if (list->n > 0)
            memcpy(items, list->items, list->n * sizeof(*items));
        list->items = items;
        list->cap = cap;
    }
    list->items[list->n++] = q;
}

static struct query *
new_node(struct parser *p, enum query_type type, unsigned column)
{
    struct query *q = arena_alloc(p->arena, sizeof(*q));

    q->type = type;
    q->column = column;
    return q;
}

/* One child is itself; more are a node of this type. */
static struct query *
combine(struct parser *p, enum query_type type, const struct list *list)
{
    if (list->n == 1)
        return list->items[0];
    struct query *q = new_node(p, type, list->items[0]->column);
    q->children = list->items;
    q->n_children = list->n;
    return q;
}

static enum status
next(struct parser *p, const char *last)
{
    p->last = last;
    return lex_next(&p->lex, p->err);
}

static bool
at_operand(const struct parser *p)
{
    switch (p->lex.type) {
    case LEX_WORD:
    case LEX_PHRASE:
    case LEX_FIELD:
    case LEX_OPEN:
    case LEX_NOT:
        return true;
    default:
        return false;
    }
}

/* Nothing to find where the grammar wants it: who asked, or who is here. */
static enum status
missing_operand(const struct parser *p)
{
    const char *sign = p->lex.type == LEX_AND ? "AND" : "OR";

    if (p->last != NULL)
        return lex_error(p->err, p->lex.start,
                         "expected a word or a phrase after %s", p->last);
    return lex_error(p->err, p->lex.start,
                     "expected a word or a phrase before %s", sign);
}

static enum status
count_word(struct parser *p)
{
    if (++p->words > QUERY_WORDS_MAX)
        return lex_error(p->err, p->lex.start, "a query has at most %u words",
                         QUERY_WORDS_MAX);
    return STATUS_OK;
}

static struct query_word
make_word(struct parser *p, const struct token *token)
{
    const char *stem =
        tokenizer_stem(p->tokenizer, token->form, token->form_len);

    return (struct query_word){
        .form = arena_strndup(p->arena, token->form, token->form_len),
        .stem = arena_strdup(p->arena, stem),
        .stop = token->stop,
    };
}

/* The words of the current token into q. Of a plural acronym outside quotes
 * the singular is taken: the index has it for both. */
static enum status
read_words(struct parser *p, struct query *q)
{
    struct query_word words[QUERY_PHRASE_MAX];
    bool quoted = p->lex.type == LEX_PHRASE;
    struct token token;

    tokenizer_start(p->tokenizer, p->lex.value, p->lex.value_len);
    while (tokenizer_next(p->tokenizer, &token)) {
        if (token.alt) {
            if (token.singular && !quoted)
                words[q->n_words - 1] = make_word(p, &token);
            continue;
        }
        if (q->n_words == QUERY_PHRASE_MAX)
            return lex_error(p->err, p->lex.start,
                             "a phrase has at most %u words", QUERY_PHRASE_MAX);
        enum status status = count_word(p);
        if (status != STATUS_OK)
            return status;
        words[q->n_words++] = make_word(p, &token);
    }
    if (q->n_words == 0)
        return missing_operand(p);
    q->words = arena_array(p->arena, q->n_words, sizeof(*q->words));
    memcpy(q->words, words, q->n_words * sizeof(*words));
    return STATUS_OK;
}

/* A word, a phrase or a filter's value: the current token. */
static enum status
parse_value(struct parser *p, const struct field *field, struct query **out)
{
    struct query *q = new_node(p, QUERY_WORD, p->lex.start);
    enum status status;

    if (field != NULL && field->parse != NULL) {
        char message[sizeof(p->err->message)];
        status = count_word(p);
        if (status == STATUS_OK && !field->parse(p->lex.value, p->lex.value_len,
                                                 q, message, sizeof(message)))
            status = lex_error(p->err, p->lex.start, "%s", message);
    } else {
        bool quoted = p->lex.type == LEX_PHRASE;
        status = read_words(p, q);
        q->field = field != NULL ? field->scope : QUERY_ANYWHERE;
        if (q->n_words > 1)
            q->type = QUERY_PHRASE;
        q->exact = quoted && q->n_words == 1;
        q->stemmed = q->joined = !quoted && q->n_words > 1;
    }
    if (status != STATUS_OK)
        return status;
    *out = q;
    return next(p, NULL);
}

static enum status
parse_group(struct parser *p, const struct field *field, struct query **out)
{
    unsigned column = p->lex.start;

    if (p->depth == QUERY_NESTING_MAX)
        return lex_error(p->err, column, "parentheses nest at most %u deep",
                         QUERY_NESTING_MAX);
    p->depth++;
    enum status status = next(p, "(");
    if (status == STATUS_OK)
        status = parse_or(p, field, out);
    if (status != STATUS_OK)
        return status;
    if (p->lex.type != LEX_CLOSE)
        return lex_error(p->err, column,
                         "the parenthesis that opens here is not closed");
    p->depth--;
    return next(p, NULL);
}

static enum status
parse_primary(struct parser *p, const struct field *field, struct query **out)
{
    if (p->lex.type == LEX_FIELD) {
        field = p->lex.field;
        enum status status = next(p, field->name);
        if (status != STATUS_OK)
            return status;
    }
    if (p->lex.type == LEX_OPEN)
        return parse_group(p, field, out);
    if (p->lex.type == LEX_WORD || p->lex.type == LEX_PHRASE)
        return parse_value(p, field, out);
    return missing_operand(p);
}

/* NOT of NOT is nothing, so only whether their number is odd counts. */
static enum status
parse_unary(struct parser *p, const struct field *field, struct query **out)
{
    unsigned column = p->lex.start;
    bool negated = false;
    struct query *q;

    while (p->lex.type == LEX_NOT) {
        negated = !negated;
        enum status status = next(p, "NOT");
        if (status != STATUS_OK)
            return status;
    }
    enum status status = parse_primary(p, field, &q);
    if (status != STATUS_OK)
        return status;
    if (negated) {
        struct list one = {0};
        list_add(p, &one, q);
        q = new_node(p, QUERY_NOT, column);
        q->children = one.items;
        q->n_children = one.n;
    }
    *out = q;
    return STATUS_OK;
}

static enum status
parse_and(struct parser *p, const struct field *field, struct query **out)
{
    struct list list = {0};

    do {
        struct query *q;
        enum status status = parse_unary(p, field, &q);
        if (status == STATUS_OK && p->lex.type == LEX_AND)
            status = next(p, "AND");
        if (status != STATUS_OK)
            return status;
        list_add(p, &list, q);
    } while (at_operand(p) || p->last != NULL);
    *out = combine(p, QUERY_AND, &list);
    return STATUS_OK;
}

static enum status
parse_or(struct parser *p, const struct field *field, struct query **out)
{
    struct list list = {0};

    for (;;) {
        struct query *q;
        enum status status = parse_and(p, field, &q);
        if (status != STATUS_OK)
            return status;
        list_add(p, &list, q);
        if (p->lex.type != LEX_OR)
            break;
        status = next(p, "OR");
        if (status != STATUS_OK)
            return status;
    }
    *out = combine(p, QUERY_OR, &list);
    return STATUS_OK;
}

enum status
query_parse(struct query **out, struct query_notes *notes, const char *text,
            size_t len, struct arena *arena, struct tokenizer *t,
            struct error *err)
{
    struct parser p = {.arena = arena, .tokenizer = t, .err = err};
    struct query *q = NULL;

    enum status status = check_text(text, len, err);
    if (status != STATUS_OK)
        return status;
    lex_start(&p.lex, text, len, t);
    status = next(&p, NULL);
    if (status == STATUS_OK && p.lex.type != LEX_END && p.lex.type != LEX_CLOSE)
        status = parse_or(&p, NULL, &q);
    if (status == STATUS_OK && p.lex.type == LEX_CLOSE)
        status = lex_error(err, p.lex.start,
                           "this parenthesis closes none that is open");
    if (status == STATUS_OK && q != NULL) {
        q = query_normalise(q, arena);
        status = check_nots(q, err);
    }
    if (status == STATUS_OK) {
        *out = q;
        if (notes != NULL)
            *notes = (struct query_notes){0};
    }
    return status;
}
