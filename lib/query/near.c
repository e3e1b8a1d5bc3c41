/* What stands beside NEAR: see parser.h. */
#include "config.h"

#include "query/parser.h"

#include <string.h>

/* (a OR b) NEAR/5 (c OR d) is four NEARs. Each costs what a phrase costs. */
#define NEAR_CHOICES_MAX 16

static bool
has_words(const struct query *q)
{
    return q->type == QUERY_WORD || q->type == QUERY_PHRASE ||
           q->type == QUERY_NEAR;
}

/* Adds what q gives NEAR to choose from: itself, or the sides of OR. False
 * where there is anything else among them. Depth: QUERY_NESTING_MAX. */
static bool
add_ways(struct parser *p, struct query *q, struct parser_list *ways)
{
    bool good = has_words(q);

    if (good) {
        parser_add(p, ways, q);
    } else if (q->type == QUERY_OR) {
        good = true;
        for (size_t i = 0; i < q->n_children; i++)
            good = good && add_ways(p, q->children[i], ways);
    }
    return good;
}

enum status
near_check(struct parser *p, struct query *first, struct query *q,
           unsigned column)
{
    struct parser_list firsts = {0}, ways = {0};

    if (!add_ways(p, q, &ways) || !add_ways(p, first, &firsts))
        return lex_error(p->err, column,
                         "NEAR stands between words, phrases, and groups of "
                         "them with OR, as in (police OR crime) NEAR/5 budget");
    for (size_t i = 0; i < ways.n; i++)
        if (firsts.items[0]->field != ways.items[i]->field)
            return lex_error(p->err, column,
                             "what is near each other is looked for in one "
                             "place, as in title:(police NEAR/5 budget)");
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

/* The operands, none of which is a group, near each other. */
static enum status
combine(struct parser *p, const struct parser_list *operands, unsigned near,
        unsigned column, struct query **out)
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

/* Counts the words of a choice but the first: each is looked for. */
static enum status
count_again(struct parser *p, const struct parser_list *operands,
            unsigned column)
{
    for (size_t i = 0; i < operands->n; i++)
        for (size_t w = 0; w < operands->items[i]->n_words; w++) {
            enum status status = parser_count(p);
            if (status != STATUS_OK)
                return status;
            p->prefixes += operands->items[i]->words[w].prefix;
        }
    if (p->prefixes > QUERY_PREFIXES_MAX)
        return lex_error(p->err, column,
                         "a query has at most %u words with a *",
                         QUERY_PREFIXES_MAX);
    return STATUS_OK;
}

enum status
near_combine(struct parser *p, const struct parser_list *operands,
             unsigned near, unsigned column, struct query **out)
{
    struct parser_list *ways =
        arena_array(p->arena, operands->n, sizeof(*ways));
    struct parser_list all = {0};
    size_t choices = 1;

    for (size_t i = 0; i < operands->n; i++) {
        (void)add_ways(p, operands->items[i], &ways[i]);
        choices *= ways[i].n;
        if (choices > NEAR_CHOICES_MAX)
            return lex_error(p->err, column,
                             "the groups beside NEAR give more than %d ways to "
                             "be near",
                             NEAR_CHOICES_MAX);
    }
    for (size_t choice = 0; choice < choices; choice++) {
        struct parser_list chosen = {0};
        struct query *q = NULL;
        size_t left = choice;
        for (size_t i = 0; i < operands->n; i++)
            parser_add(p, &chosen, NULL);
        for (size_t i = operands->n; i-- > 0; left /= ways[i].n)
            chosen.items[i] = ways[i].items[left % ways[i].n];
        enum status status =
            choice > 0 ? count_again(p, &chosen, column) : STATUS_OK;
        if (status == STATUS_OK)
            status = combine(p, &chosen, near, column, &q);
        if (status != STATUS_OK)
            return status;
        parser_add(p, &all, q);
    }
    *out = parser_combine(p, QUERY_OR, &all);
    return STATUS_OK;
}
