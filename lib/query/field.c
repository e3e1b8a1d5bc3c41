/* The table of fields, and the values of those that filter. */
#include "config.h"

#include "query/field.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "common/num.h"
#include "text/path.h"

#define YEAR_DIGITS 4

static bool
parse_kind(const struct field_value *value, struct query *q, char *message,
           size_t size)
{
    q->type = QUERY_KIND;
    if (unit_kind_parse(value->text, value->len, &q->kind))
        return true;
    size_t used = (size_t)snprintf(message, size, "kind: takes");
    for (unsigned k = 0; k < UNIT_KINDS && used < size; k++)
        used += (size_t)snprintf(message + used, size - used, "%s %s",
                                 k == 0                ? ""
                                 : k + 1 == UNIT_KINDS ? " or"
                                                       : ",",
                                 unit_kind_name((enum unit_kind)k));
    return false;
}

static bool
parse_one_year(const char *value, size_t len, unsigned *out)
{
    uint64_t year;

    if (len != YEAR_DIGITS || !num_parse(value, len, YEAR_MAX, &year) ||
        year < YEAR_MIN)
        return false;
    *out = (unsigned)year;
    return true;
}

/* The two ends of "a..b", of which one may be empty; a value without ".." is
 * both. False where neither is there. */
struct range {
    const char *first, *second;
    size_t first_len, second_len;
};

static bool
split_range(const struct field_value *value, struct range *out)
{
    const char *dots = memmem(value->text, value->len, "..", 2);

    *out = (struct range){value->text, value->text, value->len, value->len};
    if (dots != NULL) {
        out->first_len = (size_t)(dots - value->text);
        out->second = dots + 2;
        out->second_len = value->len - out->first_len - 2;
    }
    return out->first_len > 0 || out->second_len > 0;
}

/* 2014, 2014..2016, 2014.. or ..2016 */
static bool
parse_year(const struct field_value *value, struct query *q, char *message,
           size_t size)
{
    unsigned from = YEAR_MIN, to = YEAR_MAX;
    struct range range;
    bool good = split_range(value, &range);

    if (range.first_len > 0)
        good = good && parse_one_year(range.first, range.first_len, &from);
    if (range.second_len > 0)
        good = good && parse_one_year(range.second, range.second_len, &to);
    if (!good)
        (void)snprintf(message, size,
                       "year: takes a year from %d to %d, or a range of them "
                       "as 2014..2016, 2014.. or ..2016",
                       YEAR_MIN, YEAR_MAX);
    else if (from > to)
        (void)snprintf(message, size,
                       "year: takes a range whose first year is not after "
                       "its second");
    q->type = QUERY_YEAR;
    q->year_from = from;
    q->year_to = to;
    return good && from <= to;
}

/* 2014-02-06, 2014-02 or 2014: its first and its last day. */
static bool
parse_one_date(const char *value, size_t len, uint32_t *from, uint32_t *to)
{
    uint64_t year, month = 1, day = 1;

    if (len < YEAR_DIGITS || !num_parse(value, YEAR_DIGITS, YEAR_MAX, &year) ||
        year < YEAR_MIN)
        return false;
    unsigned last_month = 12, last_day;
    if (len > YEAR_DIGITS) {
        if (len < 7 || value[4] != '-' || !num_parse(value + 5, 2, 12, &month))
            return false;
        last_month = (unsigned)month;
    }
    last_day = plan_month_days((unsigned)year, last_month);
    if (last_day == 0)
        return false;
    if (len > 7) {
        if (len != 10 || !date_valid(value, len) ||
            !num_parse(value + 8, 2, 31, &day))
            return false;
        last_day = (unsigned)day;
    }
    *from = (uint32_t)(year * 10000 + month * 100 + day);
    *to = (uint32_t)(year * 10000) + last_month * 100 + last_day;
    return true;
}

static bool
parse_date(const struct field_value *value, struct query *q, char *message,
           size_t size)
{
    struct range range;
    bool good = split_range(value, &range);
    uint32_t from = QUERY_DATE_MIN, to = QUERY_DATE_MAX, other;

    if (range.first_len > 0)
        good =
            good && parse_one_date(range.first, range.first_len, &from, &other);
    if (range.second_len > 0)
        good =
            good && parse_one_date(range.second, range.second_len, &other, &to);
    if (!good)
        (void)snprintf(message, size,
                       "date: takes a day, a month or a year that there is, "
                       "as 2014-02-06, 2014-02 or 2014, or a range of two, as "
                       "2014-02..2016-05, 2014-02.. or ..2016");
    else if (from > to)
        (void)snprintf(message, size,
                       "date: takes a range whose first date is not after "
                       "its second");
    q->type = QUERY_DATE;
    q->date_from = from;
    q->date_to = to;
    return good && from <= to;
}

static bool
parse_plan(const struct field_value *value, struct query *q, char *message,
           size_t size)
{
    size_t used;

    q->type = QUERY_PLAN;
    if (plan_parse(value->text, value->len, q->plan, &used) &&
        used == value->len)
        return true;
    (void)snprintf(message, size, "plan: takes two years in a row, as 2014/15");
    return false;
}

/* The value's words, folded, as q's text; false where it has none, or a sign
 * that asks for more than words. */
static bool
take_words(const struct field_value *value, struct query *q)
{
    struct buf folded = {0};
    bool good = memchr(value->text, '*', value->len) == NULL &&
                memmem(value->text, value->len, "..", 2) == NULL;

    if (good)
        tokenizer_fold(value->tokenizer, value->text, value->len, &folded);
    good = folded.len > 0;
    if (good)
        q->text = arena_strndup(value->arena, folded.data, folded.len);
    buf_done(&folded);
    return good;
}

static bool
parse_committee(const struct field_value *value, struct query *q, char *message,
                size_t size)
{
    q->type = QUERY_COMMITTEE;
    if (take_words(value, q))
        return true;
    (void)snprintf(message, size,
                   "committee: takes words of a committee's name as they "
                   "stand, as committee:planning or committee:\"pensions "
                   "board\"");
    return false;
}

static bool
parse_para(const struct field_value *value, struct query *q, char *message,
           size_t size)
{
    q->type = QUERY_PARA;
    if (take_words(value, q))
        return true;
    (void)snprintf(message, size,
                   "para: takes the number of a paragraph, as para:7 or "
                   "para:4.2");
    return false;
}

/* A path. All in a folder is found by the folder's, so a "*" behind it, as
 * shells want one, says nothing more. */
static bool
parse_source(const struct field_value *value, struct query *q, char *message,
             size_t size)
{
    size_t len = value->len;
    struct buf path = {0};

    while (len > 1 && value->text[len - 1] == '*')
        len--;
    if (len < value->len && value->text[len - 1] != '/')
        len = value->len;
    char *plain = arena_strndup(value->arena, value->text, len);
    for (size_t i = 0; i < len; i++) /* the query's blanks */
        if ((unsigned char)plain[i] < ' ' || plain[i] == 0x7f)
            plain[i] = ' ';
    path_fold(plain, len, &path);
    bool good = path.len > 0 && memchr(path.data, '*', path.len) == NULL;
    q->type = QUERY_SOURCE;
    if (good)
        q->text = arena_strndup(value->arena, path.data, path.len);
    else
        (void)snprintf(message, size,
                       "source: takes the path of a file or of a folder, in "
                       "which all is found, as source:2014/roads");
    buf_done(&path);
    return good;
}

static const struct field fields[] = {
    {"text:", QUERY_TEXT, NULL, false},
    {"title:", QUERY_TITLE, NULL, false},
    {"kind:", QUERY_ANYWHERE, parse_kind, false},
    {"year:", QUERY_ANYWHERE, parse_year, false},
    {"plan:", QUERY_ANYWHERE, parse_plan, false},
    {"date:", QUERY_ANYWHERE, parse_date, false},
    {"committee:", QUERY_ANYWHERE, parse_committee, false},
    {"source:", QUERY_ANYWHERE, parse_source, true},
    {"para:", QUERY_ANYWHERE, parse_para, false},
};

const struct field *
field_find(const char *name, size_t len)
{
    for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
        if (strlen(fields[i].name) == len + 1 &&
            strncasecmp(fields[i].name, name, len) == 0)
            return &fields[i];
    return NULL;
}

bool
query_is_filter_name(const char *name, size_t len)
{
    const struct field *field = field_find(name, len);

    return field != NULL && field->parse != NULL;
}
