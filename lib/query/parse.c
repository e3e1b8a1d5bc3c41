/* The parser of queries, by recursive descent: a function for each rule of
 * the grammar in query.h. Only a parenthesis goes deeper, and its depth is
 * looked at before; so the stack is bounded whatever the text. */
#include "config.h"

#include "query/parser.h"

#include <string.h>

#include "query/check.h"

static enum status parse_or(struct parser *p, const struct field *field,
                            struct query **out);

void
parser_add(struct parser *p, struct parser_list *list, struct query *q)
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

struct query *
parser_node(struct parser *p, enum query_type type, unsigned column)
{
    struct query *q = arena_alloc(p->arena, sizeof(*q));

    q->type = type;
    q->column = column;
    return q;
}

struct query *
parser_combine(struct parser *p, enum query_type type,
               const struct parser_list *list)
{
    if (list->n == 1)
        return list->items[0];
    struct query *q = parser_node(p, type, list->items[0]->column);
    q->children = list->items;
    q->n_children = list->n;
    return q;
}

enum status
parser_next(struct parser *p, const char *last)
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

enum status
parser_missing(const struct parser *p)
{
    const char *sign = p->lex.type == LEX_AND    ? "AND"
                       : p->lex.type == LEX_NEAR ? "NEAR"
                                                 : "OR";

    if (p->last != NULL)
        return lex_error(p->err, p->lex.start,
                         "expected a word or a phrase after %s", p->last);
    return lex_error(p->err, p->lex.start,
                     "expected a word or a phrase before %s", sign);
}

enum status
parser_count(struct parser *p)
{
    if (++p->words > QUERY_WORDS_MAX)
        return lex_error(p->err, p->lex.start, "a query has at most %u words",
                         QUERY_WORDS_MAX);
    return STATUS_OK;
}

static enum status
parse_group(struct parser *p, const struct field *field, struct query **out)
{
    unsigned column = p->lex.start;

    if (p->depth == QUERY_NESTING_MAX)
        return lex_error(p->err, column, "parentheses nest at most %u deep",
                         QUERY_NESTING_MAX);
    p->depth++;
    enum status status = parser_next(p, "(");
    if (status == STATUS_OK)
        status = parse_or(p, field, out);
    if (status != STATUS_OK)
        return status;
    if (p->lex.type != LEX_CLOSE)
        return lex_error(p->err, column,
                         "the parenthesis that opens here is not closed");
    p->depth--;
    return parser_next(p, NULL);
}

static enum status
parse_primary(struct parser *p, const struct field *field, struct query **out)
{
    if (p->lex.type == LEX_FIELD) {
        if (field != NULL && field != p->lex.field)
            note_add(&p->notes,
                     "%s within the parentheses of %s is asked by itself",
                     p->lex.field->name, field->name);
        field = p->lex.field;
        enum status status = parser_next(p, field->name);
        if (status != STATUS_OK)
            return status;
    }
    if (p->lex.type == LEX_OPEN)
        return parse_group(p, field, out);
    if (p->lex.type == LEX_WORD || p->lex.type == LEX_PHRASE)
        return operand_read(p, field, out);
    return parser_missing(p);
}

static enum status
parse_near(struct parser *p, const struct field *field, struct query **out)
{
    struct parser_list operands = {0};
    unsigned column = p->lex.start, near = 0;
    struct query *q;

    enum status status = parse_primary(p, field, &q);
    if (status != STATUS_OK || p->lex.type != LEX_NEAR) {
        if (status == STATUS_OK)
            *out = q;
        return status;
    }
    status = near_check(p, q, q, column);
    parser_add(p, &operands, q);
    while (status == STATUS_OK && p->lex.type == LEX_NEAR) {
        unsigned this = p->lex.near;
        if (this == 0) {
            this = QUERY_NEAR_DEFAULT;
            note_add(&p->notes,
                     "NEAR is taken as NEAR/%u: at most %u words away", this,
                     this);
        }
        if (near != 0 && this != near)
            return lex_error(p->err, p->lex.start,
                             "one NEAR after another takes the same number: "
                             "NEAR/%u",
                             near);
        near = this;
        status = parser_next(p, "NEAR");
        unsigned start = p->lex.start;
        if (status == STATUS_OK)
            status = parse_primary(p, field, &q);
        if (status == STATUS_OK)
            status = near_check(p, operands.items[0], q, start);
        if (status == STATUS_OK)
            parser_add(p, &operands, q);
    }
    if (status != STATUS_OK)
        return status;
    return near_combine(p, &operands, near, column, out);
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
        enum status status = parser_next(p, "NOT");
        if (status != STATUS_OK)
            return status;
    }
    enum status status = parse_near(p, field, &q);
    if (status != STATUS_OK)
        return status;
    if (negated) {
        struct parser_list one = {0};
        parser_add(p, &one, q);
        q = parser_node(p, QUERY_NOT, column);
        q->children = one.items;
        q->n_children = one.n;
    }
    *out = q;
    return STATUS_OK;
}

static enum status
parse_and(struct parser *p, const struct field *field, struct query **out)
{
    struct parser_list list = {0};

    do {
        struct query *q;
        enum status status = parse_unary(p, field, &q);
        if (status == STATUS_OK && p->lex.type == LEX_AND)
            status = parser_next(p, "AND");
        if (status != STATUS_OK)
            return status;
        parser_add(p, &list, q);
    } while (at_operand(p) || p->last != NULL);
    *out = parser_combine(p, QUERY_AND, &list);
    return STATUS_OK;
}

static enum status
parse_or(struct parser *p, const struct field *field, struct query **out)
{
    struct parser_list list = {0};

    for (;;) {
        struct query *q;
        enum status status = parse_and(p, field, &q);
        if (status != STATUS_OK)
            return status;
        parser_add(p, &list, q);
        if (p->lex.type != LEX_OR)
            break;
        status = parser_next(p, "OR");
        if (status != STATUS_OK)
            return status;
    }
    *out = parser_combine(p, QUERY_OR, &list);
    return STATUS_OK;
}

/* In a text of more words, which somebody pasted, "or" is no operator that was
 * meant. */
#define SMALL_WORDS_MAX 8

static void
note_small(struct parser *p)
{
    if (p->words > SMALL_WORDS_MAX)
        return;
    if (p->small_or)
        note_add(&p->notes, "or is taken as a word: OR in capitals means one "
                            "or the other");
    if (p->small_not)
        note_add(&p->notes, "not is taken as a word: NOT in capitals, or a - "
                            "before a word, leaves it out");
}

/* text[0..len) by a parser that is told the rest. */
static enum status
parse(struct parser *p, struct query **out, struct query_notes *notes,
      const char *text, size_t len)
{
    struct error *err = p->err;
    struct query *raw = NULL, *q = NULL;

    enum status status = check_text(text, len, err);
    if (status != STATUS_OK)
        return status;
    lex_start(&p->lex, text, len, p->tokenizer, p->arena, &p->notes);
    status = parser_next(p, NULL);
    if (status == STATUS_OK && p->lex.type != LEX_END &&
        p->lex.type != LEX_CLOSE)
        status = parse_or(p, NULL, &raw);
    if (status == STATUS_OK && p->lex.type == LEX_CLOSE)
        status = lex_error(err, p->lex.start,
                           "this parenthesis closes none that is open");
    if (status == STATUS_OK && raw != NULL) {
        q = query_normalise(raw, p->arena);
        status = check_nots(q, err);
    }
    if (status != STATUS_OK)
        return status;
    note_small(p);
    if (notes != NULL)
        note_finish(&p->notes, raw, q, notes);
    *out = q;
    return STATUS_OK;
}

enum status
query_parse(struct query **out, struct query_notes *notes, const char *text,
            size_t len, struct arena *arena, struct tokenizer *t,
            struct error *err)
{
    struct parser p = {.arena = arena,
                       .tokenizer = t,
                       .notes.arena = arena,
                       .stops = true,
                       .err = err};

    return parse(&p, out, notes, text, len);
}

enum status
query_parse_all(struct query **out, struct query_notes *notes, const char *text,
                size_t len, struct arena *arena, struct tokenizer *t,
                struct error *err)
{
    struct parser p = {
        .arena = arena, .tokenizer = t, .notes.arena = arena, .err = err};

    return parse(&p, out, notes, text, len);
}
