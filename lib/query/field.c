/* The table of fields, and the values of those that filter. */
#include "config.h"

#include "query/field.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "common/num.h"

#define YEAR_DIGITS 4

static bool
parse_kind(const char *value, size_t len, struct query *q, char *message,
           size_t size)
{
    q->type = QUERY_KIND;
    if (unit_kind_parse(value, len, &q->kind))
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

/* 2014, 2014..2016, 2014.. or ..2016 */
static bool
parse_year(const char *value, size_t len, struct query *q, char *message,
           size_t size)
{
    const char *dots = memmem(value, len, "..", 2);
    size_t first = dots != NULL ? (size_t)(dots - value) : len;
    size_t second = dots != NULL ? len - first - 2 : 0;
    unsigned from = YEAR_MIN, to = YEAR_MAX;
    bool good = first > 0 || second > 0;

    if (first > 0)
        good = good && parse_one_year(value, first, &from);
    if (second > 0)
        good = good && parse_one_year(value + len - second, second, &to);
    if (dots == NULL)
        to = from;
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

static bool
parse_plan(const char *value, size_t len, struct query *q, char *message,
           size_t size)
{
    size_t used;

    q->type = QUERY_PLAN;
    if (plan_parse(value, len, q->plan, &used) && used == len)
        return true;
    (void)snprintf(message, size, "plan: takes two years in a row, as 2014/15");
    return false;
}

static const struct field fields[] = {
    {"text:", QUERY_TEXT, NULL},
    {"title:", QUERY_TITLE, NULL},
    {"kind:", QUERY_ANYWHERE, parse_kind},
    {"year:", QUERY_ANYWHERE, parse_year},
    {"plan:", QUERY_ANYWHERE, parse_plan},
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
