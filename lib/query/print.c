/* A tree in words, with no more parentheses than the grammar needs: so a
 * printed query nests no deeper than the one it came from. */
#include "config.h"

#include "query/query.h"

#include <string.h>

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The words of a stemmed phrase are joined as they are typed, anti-social,
 * but between digits a hyphen could make a plan: 2014_15. */
static void
print_joined(const struct query *q, struct buf *out)
{
    for (size_t i = 0; i < q->n_words; i++) {
        const char *form = q->words[i].form;
        if (i > 0) {
            bool digits = is_digit(out->data[out->len - 1]) && is_digit(*form);
            buf_add_char(out, digits ? '_' : '-');
        }
        buf_add_str(out, form);
    }
}

static void
print_words(const struct query *q, struct buf *out)
{
    if (q->field == QUERY_TEXT)
        buf_add_str(out, "text:");
    else if (q->field == QUERY_TITLE)
        buf_add_str(out, "title:");
    if (q->stemmed || (q->type == QUERY_WORD && !q->exact)) {
        print_joined(q, out);
        return;
    }
    for (size_t i = 0; i < q->n_words; i++) {
        buf_add_char(out, i == 0 ? '"' : ' ');
        buf_add_str(out, q->words[i].form);
    }
    buf_add_char(out, '"');
}

/* As an operand of AND or NOT: what binds looser gets parentheses. */
static void
print_operand(const struct query *q, bool parenthesis, struct buf *out)
{
    if (parenthesis)
        buf_add_char(out, '(');
    query_print(q, out);
    if (parenthesis)
        buf_add_char(out, ')');
}

void
query_print(const struct query *q, struct buf *out)
{
    switch (q->type) {
    case QUERY_WORD:
    case QUERY_PHRASE:
        print_words(q, out);
        break;
    case QUERY_KIND:
        buf_addf(out, "kind:%s", unit_kind_name(q->kind));
        break;
    case QUERY_PLAN:
        buf_addf(out, "plan:%s", q->plan);
        break;
    case QUERY_YEAR:
        buf_addf(out, "year:%u", q->year_from);
        if (q->year_to != q->year_from)
            buf_addf(out, "..%u", q->year_to);
        break;
    case QUERY_NOT:
        buf_add_str(out, "NOT ");
        print_operand(q->children[0], q->children[0]->n_children > 0, out);
        break;
    case QUERY_AND:
    case QUERY_OR:
        for (size_t i = 0; i < q->n_children; i++) {
            if (i > 0)
                buf_add_str(out, q->type == QUERY_AND ? " AND " : " OR ");
            print_operand(
                q->children[i],
                q->type == QUERY_AND && q->children[i]->type == QUERY_OR, out);
        }
        break;
    }
}
