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
print_scope(const struct query *q, struct buf *out)
{
    if (q->field == QUERY_TEXT)
        buf_add_str(out, "text:");
    else if (q->field == QUERY_TITLE)
        buf_add_str(out, "title:");
}

static void
print_word(const struct query_word *w, bool exact, struct buf *out)
{
    if (exact)
        buf_add_char(out, '"');
    buf_add_str(out, w->form);
    if (exact || w->prefix)
        buf_add_char(out, exact ? '"' : '*');
}

static void
print_phrase(const struct query *q, struct buf *out)
{
    print_scope(q, out);
    if (q->stemmed && q->joined) {
        print_joined(q, out);
        return;
    }
    buf_add_str(out, q->stemmed ? "~" : "");
    for (size_t i = 0; i < q->n_words; i++) {
        buf_add_char(out, i == 0 ? '"' : ' ');
        buf_add_str(out, q->words[i].form);
    }
    buf_add_char(out, '"');
}

static void
print_near(const struct query *q, struct buf *out)
{
    for (size_t i = 0; i < q->n_words; i++) {
        if (i > 0)
            buf_addf(out, " NEAR/%u ", q->near);
        print_scope(q, out);
        print_word(&q->words[i], q->words[i].exact, out);
    }
}

/* An end of a range of dates, as short as it can be said. */
static void
print_date_from(uint32_t date, struct buf *out)
{
    if (date % 10000 == 101)
        buf_addf(out, "%04u", date / 10000);
    else if (date % 100 == 1)
        buf_addf(out, "%04u-%02u", date / 10000, date / 100 % 100);
    else
        buf_addf(out, "%04u-%02u-%02u", date / 10000, date / 100 % 100,
                 date % 100);
}

static void
print_date_to(uint32_t date, struct buf *out)
{
    unsigned month = date / 100 % 100;

    if (date % 10000 == 1231)
        buf_addf(out, "%04u", date / 10000);
    else if (date % 100 == plan_month_days(date / 10000, month))
        buf_addf(out, "%04u-%02u", date / 10000, month);
    else
        buf_addf(out, "%04u-%02u-%02u", date / 10000, month, date % 100);
}

static void
print_date(const struct query *q, struct buf *out)
{
    struct buf from = {0}, to = {0};

    if (q->date_from > QUERY_DATE_MIN)
        print_date_from(q->date_from, &from);
    if (q->date_to < QUERY_DATE_MAX || q->date_from == QUERY_DATE_MIN)
        print_date_to(q->date_to, &to);
    buf_addf(out, "date:%s", from.len > 0 ? from.data : "");
    if (from.len != to.len || memcmp(from.data, to.data, to.len) != 0)
        buf_addf(out, "..%s", to.len > 0 ? to.data : "");
    buf_done(&from);
    buf_done(&to);
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
        print_scope(q, out);
        print_word(&q->words[0], q->exact, out);
        break;
    case QUERY_PHRASE:
        print_phrase(q, out);
        break;
    case QUERY_NEAR:
        print_near(q, out);
        break;
    case QUERY_DATE:
        print_date(q, out);
        break;
    case QUERY_COMMITTEE:
        buf_addf(out, "committee:\"%s\"", q->text);
        break;
    case QUERY_SOURCE:
        buf_addf(out, "source:\"%s\"", q->text);
        break;
    case QUERY_PARA:
        buf_addf(out, "para:\"%s\"", q->text);
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
