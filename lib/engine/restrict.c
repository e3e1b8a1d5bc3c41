/* Restrictions: see restrict.h. */
#include "config.h"

#include "engine/restrict.h"

#include <stdio.h>

#include "common/num.h"
#include "engine/codes.h"
#include "store/schema.h"

/* So many terms of dates at most: an OR of them is walked through for each
 * candidate, 0.1 us a term. */
#define DATES_MANY 14

static xs_query *
build_years(struct build *c, const struct store *store, unsigned from,
            unsigned to)
{
    struct codes years = codes_of_years(store, from, to, c->arena);
    const char **values = arena_array(c->arena, years.n, sizeof(*values));

    for (size_t i = 0; i < years.n; i++)
        values[i] = store_facet_value(store, STORE_YEAR, years.list[i]);
    return build_terms(c, SCHEMA_YEAR, values, years.n);
}

/* The terms of a range of dates within one year, from month and day to month
 * and day: whole months, and the days of those that are not whole. */
static void
add_dates(struct build *c, unsigned year, unsigned from, unsigned to,
          xs_query **subs, size_t *n)
{
    char text[sizeof("20140206")];

    for (unsigned month = from / 100; month <= to / 100; month++) {
        unsigned last = plan_month_days(year, month);
        unsigned first_day = month == from / 100 ? from % 100 : 1;
        unsigned last_day = month == to / 100 ? to % 100 : last;
        if (first_day <= 1 && last_day >= last) {
            (void)snprintf(text, sizeof(text), "%04u%02u", year % 10000,
                           month % 100);
            subs[(*n)++] = build_term(c, SCHEMA_MONTH, text);
            continue;
        }
        for (unsigned day = first_day; day <= last_day; day++) {
            (void)snprintf(text, sizeof(text), "%04u%02u%02u", year % 10000,
                           month % 100, day % 100);
            subs[(*n)++] = build_term(c, SCHEMA_DATE, text);
        }
    }
}

/* The part of the range that lies in a year, as month and day. */
static unsigned
first_day(unsigned year, uint32_t from)
{
    return year == from / 10000 ? from % 10000 : 101;
}

static unsigned
last_day(unsigned year, uint32_t to)
{
    return year == to / 10000 ? to % 10000 : 1231;
}

/* By the dates themselves, a year at a time: between two years there are only
 * dates of which no more than the year is known. */
static xs_query *
build_date_ranges(struct build *c, const struct store *store,
                  const uint32_t *years, size_t n, uint32_t from, uint32_t to)
{
    struct xs_range *ranges = arena_array(c->arena, n, sizeof(*ranges));
    xs_query *q = NULL;

    /* The store has the newest year first. */
    for (size_t i = 0; i < n; i++) {
        unsigned year = years[n - 1 - i];
        ranges[i] = (struct xs_range){year * 10000 + first_day(year, from),
                                      year * 10000 + last_day(year, to)};
    }
    if (c->status == STATUS_OK)
        c->status = xs_query_ranges(&q, store_dates(store), ranges, n,
                                    c->deadline, c->cancel, c->err);
    return q;
}

/* Units whose date is known and lies between; of those with a year alone
 * nobody knows. By terms where they are few. */
static xs_query *
build_dates(struct build *c, const struct store *store, uint32_t from,
            uint32_t to)
{
    struct codes codes =
        codes_of_years(store, from / 10000, to / 10000, c->arena);
    size_t n = codes.n;
    uint32_t *years = arena_array(c->arena, n, sizeof(*years));
    xs_query *subs[DATES_MANY + 12 + 62];
    size_t used = 0;

    for (size_t i = 0; i < n; i++)
        (void)num_parse_u32(store_facet_value(store, STORE_YEAR, codes.list[i]),
                            YEAR_MAX, &years[i]);
    for (size_t i = 0; i < n && used <= DATES_MANY; i++)
        add_dates(c, years[i], first_day(years[i], from),
                  last_day(years[i], to), subs, &used);
    if (used <= DATES_MANY)
        return build_combined(c, XS_OR, subs, used);
    for (size_t i = 0; i < used; i++)
        xs_query_free(subs[i]);
    return build_date_ranges(c, store, years, n, from, to);
}

/* The committees whose name has the words. */
static xs_query *
build_committees(struct build *c, const struct match_source *source,
                 const char *words)
{
    struct codes codes =
        codes_of_committees(source->store, source->committees, words, c->arena);
    const char **names = arena_array(c->arena, codes.n, sizeof(*names));

    for (size_t i = 0; i < codes.n; i++)
        names[i] = source->committees[codes.list[i]];
    return build_terms(c, SCHEMA_COMMITTEE, names, codes.n);
}

xs_query *
restrict_node(struct build *c, const struct match_source *source,
              const struct query *q)
{
    switch (q->type) {
    case QUERY_YEAR:
        return build_years(c, source->store, q->year_from, q->year_to);
    case QUERY_KIND:
        return build_term(c, SCHEMA_KIND, unit_kind_name(q->kind));
    case QUERY_PLAN:
        return build_term(c, SCHEMA_PLAN, q->plan);
    case QUERY_DATE:
        return build_dates(c, source->store, q->date_from, q->date_to);
    case QUERY_COMMITTEE:
        return build_committees(c, source, q->text);
    case QUERY_SOURCE:
        return build_term(c, SCHEMA_SOURCE, q->text);
    case QUERY_PARA:
        return build_term(c, SCHEMA_PARA, q->text);
    default:
        return build_nothing(c);
    }
}

xs_query *
restrict_filter(struct build *c, const struct match_source *source,
                const struct match_filter *f)
{
    if (f->node != NULL)
        return restrict_node(c, source, f->node);
    switch (f->type) {
    case MATCH_YEAR:
        return build_years(c, source->store, f->year_from, f->year_to);
    case MATCH_PLAN:
        return build_term(c, SCHEMA_PLAN, f->text);
    case MATCH_COMMITTEE:
        return build_term(c, SCHEMA_COMMITTEE, f->text);
    case MATCH_KIND:
        return build_term(c, SCHEMA_KIND, unit_kind_name(f->kind));
    case MATCH_DOCUMENT:
        return build_term(c, SCHEMA_DOCUMENT, f->text);
    case MATCH_WITHOUT:
        return build_two(c, XS_NOT, build_all(c),
                         build_term(c, SCHEMA_ID, f->text));
    case MATCH_OTHER:
        break;
    }
    return build_nothing(c);
}
