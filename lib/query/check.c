/* What the grammar alone does not refuse: see check.h. */
#include "config.h"

#include "query/check.h"

#include "common/utf8.h"
#include "query/lex.h"

enum status
check_text(const char *text, size_t len, struct error *err)
{
    size_t valid = utf8_valid_prefix(text, len);

    if (len > QUERY_BYTES_MAX && valid >= QUERY_BYTES_MAX) {
        valid = utf8_cut(text, valid, QUERY_BYTES_MAX);
        return lex_error(err, (unsigned)utf8_count(text, valid) + 1,
                         "a query has at most %u bytes", QUERY_BYTES_MAX);
    }
    if (valid < len)
        return lex_error(err, (unsigned)utf8_count(text, valid) + 1,
                         "this is not valid UTF-8");
    return STATUS_OK;
}

/* Depth: the parser's QUERY_NESTING_MAX. */
static enum status
check_below(const struct query *q, const struct query *parent,
            struct error *err)
{
    size_t nots = 0;

    if (q->type == QUERY_NOT && parent != NULL && parent->type == QUERY_OR)
        return lex_error(err, q->column,
                         "NOT cannot be one of the sides of OR: say what to "
                         "find beside it, as in (police NOT crime)");
    for (size_t i = 0; i < q->n_children; i++) {
        nots += q->children[i]->type == QUERY_NOT;
        enum status status = check_below(q->children[i], q, err);
        if (status != STATUS_OK)
            return status;
    }
    if ((q->type == QUERY_NOT && parent == NULL) ||
        (q->type == QUERY_AND && nots == q->n_children))
        return lex_error(err, q->column,
                         "a search needs at least one word to find");
    return STATUS_OK;
}

enum status
check_nots(const struct query *q, struct error *err)
{
    return check_below(q, NULL, err);
}
