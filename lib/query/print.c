/* A tree in words, with no more parentheses than the grammar needs: so a
 * printed query nests no deeper than the one it came from. */
#include "config.h"

#include "query/query.h"

#include <stdio.h>
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

/* How much of a date must be said: 4 bytes of "2014-02-06", 7 or 10. */
#define DATE_YEAR 4
#define DATE_MONTH 7
#define DATE_DAY 10

/* With how little the first and the last day can be said. */
static int
precision_from(uint32_t date)
{
    return date % 10000 == 101 ? DATE_YEAR
           : date % 100 == 1   ? DATE_MONTH
                               : DATE_DAY;
}

static int
precision_to(uint32_t date)
{
    unsigned month = date / 100 % 100;

    return date % 10000 == 1231                                 ? DATE_YEAR
           : date % 100 == plan_month_days(date / 10000, month) ? DATE_MONTH
                                                                : DATE_DAY;
}

static void
print_day(uint32_t date, int precision, struct buf *out)
{
    char text[32];

    (void)snprintf(text, sizeof(text), "%04u-%02u-%02u", date / 10000,
                   date / 100 % 100, date % 100);
    buf_addf(out, "%.*s", precision, text);
}

static void
print_date(const struct query *q, struct buf *out)
{
    bool open_from = q->date_from == QUERY_DATE_MIN;
    bool open_to = q->date_to == QUERY_DATE_MAX && !open_from;
    int from = open_from ? DATE_YEAR : precision_from(q->date_from);
    int to = open_to ? DATE_YEAR : precision_to(q->date_to);
    int precision = from > to ? from : to;
    bool one =
        q->date_from / 10000 == q->date_to / 10000 &&
        (precision == DATE_YEAR || q->date_from / 100 == q->date_to / 100) &&
        (precision != DATE_DAY || q->date_from == q->date_to);

    buf_add_str(out, "date:");
    if (!open_from || one)
        print_day(q->date_from, precision, out);
    if (one)
        return;
    buf_add_str(out, "..");
    if (!open_to)
        print_day(q->date_to, precision, out);
}

static void
print_year(const struct query *q, struct buf *out)
{
    bool open_from = q->year_from == YEAR_MIN;
    bool open_to = q->year_to == YEAR_MAX && !open_from;
    bool one = q->year_from == q->year_to;

    buf_add_str(out, "year:");
    if (!open_from || one)
        buf_addf(out, "%u", q->year_from);
    if (!one)
        buf_add_str(out, "..");
    if (!one && !open_to)
        buf_addf(out, "%u", q->year_to);
}

/* A name or a path, in quotes where it would end before its end. */
static void
print_text(const char *field, const char *text, struct buf *out)
{
    bool plain = true;

    for (const char *c = text; *c != '\0'; c++)
        plain = plain && (is_digit(*c) || (*c >= 'a' && *c <= 'z') ||
                          strchr("-_./'", *c) != NULL);
    buf_addf(out, plain ? "%s:%s" : "%s:\"%s\"", field, text);
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
        print_text("committee", q->text, out);
        break;
    case QUERY_SOURCE:
        print_text("source", q->text, out);
        break;
    case QUERY_PARA:
        print_text("para", q->text, out);
        break;
    case QUERY_KIND:
        buf_addf(out, "kind:%s", unit_kind_name(q->kind));
        break;
    case QUERY_PLAN:
        buf_addf(out, "plan:%s", q->plan);
        break;
    case QUERY_YEAR:
        print_year(q, out);
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
