/* What stands beside NEAR: see parser.h. */
#include "config.h"

#include "query/parser.h"

#include <string.h>

static bool
has_words(const struct query *q)
{
    return q->type == QUERY_WORD || q->type == QUERY_PHRASE ||
           q->type == QUERY_NEAR;
}

enum status
near_check(struct parser *p, const struct query *first, const struct query *q,
           unsigned column)
{
    if (!has_words(q))
        return lex_error(p->err, column,
                         "NEAR stands between words and phrases; for others "
                         "say it of each, as in (a NEAR/5 c) OR (b NEAR/5 c)");
    if (first->field != q->field)
        return lex_error(p->err, column,
                         "what is near each other is looked for in one place, "
                         "as in title:(police NEAR/5 budget)");
    return STATUS_OK;
}

/* How far the last word of an operand is from its first. */
static unsigned
width(const struct query *q)
{
    return q->type == QUERY_NEAR ? q->near : (unsigned)q->n_words - 1;
}

static enum status
add_words(struct parser *p, const struct query *operand, struct query *near)
{
    for (size_t i = 0; i < operand->n_words; i++) {
        struct query_word word = operand->words[i];
        if (near->n_words == QUERY_PHRASE_MAX)
            return lex_error(p->err, operand->column,
                             "NEAR takes at most %u words", QUERY_PHRASE_MAX);
        if (operand->type != QUERY_NEAR)
            word.exact = operand->type == QUERY_PHRASE ? !operand->stemmed
                                                       : operand->exact;
        near->words[near->n_words++] = word;
    }
    return STATUS_OK;
}

/* A phrase beside NEAR is wanted beside it, in a group that nobody typed: so
 * the words of it count again, and the group counts as one. */
static enum status
add_whole(struct parser *p, struct query *operand, struct parser_list *all)
{
    parser_add(p, all, operand);
    for (size_t i = 0; i < operand->n_words; i++) {
        enum status status = parser_count(p);
        if (status != STATUS_OK)
            return status;
        p->prefixes += operand->words[i].prefix;
    }
    if (p->prefixes > QUERY_PREFIXES_MAX)
        return lex_error(p->err, operand->column,
                         "a query has at most %u words with a *",
                         QUERY_PREFIXES_MAX);
    if (p->depth == QUERY_NESTING_MAX)
        return lex_error(p->err, operand->column,
                         "parentheses nest at most %u deep", QUERY_NESTING_MAX);
    note_add(&p->notes,
             "the words of a phrase beside NEAR are wanted near one by one, "
             "and the phrase anywhere in the paragraph");
    return STATUS_OK;
}

enum status
near_combine(struct parser *p, const struct parser_list *operands,
             unsigned near, unsigned column, struct query **out)
{
    struct query *q = parser_node(p, QUERY_NEAR, column);
    struct parser_list all = {0};
    enum status status = STATUS_OK;

    q->field = operands->items[0]->field;
    q->near = near;
    q->words = arena_array(p->arena, QUERY_PHRASE_MAX, sizeof(*q->words));
    for (size_t i = 0; status == STATUS_OK && i < operands->n; i++) {
        struct query *operand = operands->items[i];
        q->near += width(operand);
        status = add_words(p, operand, q);
        if (status == STATUS_OK && operand->n_words > 1)
            status = add_whole(p, operand, &all);
    }
    if (status == STATUS_OK && q->near > QUERY_NEAR_MAX)
        status = lex_error(p->err, column,
                           "NEAR is at most %u words wide, with those of the "
                           "phrases beside it",
                           QUERY_NEAR_MAX);
    if (status != STATUS_OK)
        return status;
    parser_add(p, &all, q);
    *out = parser_combine(p, QUERY_AND, &all);
    return STATUS_OK;
}
