/* Dates: see date.h. */
#include "config.h"

#include "minutes/date.h"

#include <stdio.h>
#include <string.h>

#include "text/plan.h"

static enum date_found
finish(unsigned year, unsigned month, unsigned day, char iso[DATE_SIZE])
{
    char s[DATE_SIZE + 4]; /* the compiler wants room for any unsigned */

    if (year > 9999 || month > 12 || day > 31)
        return DATE_IMPOSSIBLE;
    (void)snprintf(s, sizeof(s), "%04u-%02u-%02u", year % 10000, month % 100,
                   day % 100);
    if (!date_valid(s, 10))
        return DATE_IMPOSSIBLE;
    memcpy(iso, s, DATE_SIZE);
    return DATE_FOUND;
}

static bool
ends_number(struct span t)
{
    return t.len == 0 || !span_is_digit(t.s[0]);
}

/* year, separator, two digits, separator, two digits. */
static enum date_found
read_iso(struct span *t, char separator, char iso[DATE_SIZE])
{
    struct span r = *t;
    unsigned year, month, day;

    if (r.len < 10 || r.s[4] != separator || r.s[7] != separator ||
        !span_take_number(&r, 4, &year) || t->len - r.len != 4)
        return DATE_NONE;
    r = span_from(*t, 5);
    if (!span_is_digit(r.s[1]) || !span_take_number(&r, 2, &month))
        return DATE_NONE;
    r = span_from(*t, 8);
    if (!span_is_digit(r.s[1]) || !span_take_number(&r, 2, &day))
        return DATE_NONE;
    *t = r;
    return finish(year, month, day, iso);
}

/* 06/02/2014, 06.02.2014, 06-02-2014: the day first, as English pages have
 * it. */
static enum date_found
read_digits(struct span *t, char iso[DATE_SIZE])
{
    struct span r = *t;
    unsigned day, month, year;

    if (!span_take_number(&r, 2, &day) || r.len == 0 ||
        strchr("/.-", r.s[0]) == NULL)
        return DATE_NONE;
    char separator = r.s[0];
    r = span_from(r, 1);
    if (!span_take_number(&r, 2, &month) || r.len == 0 || r.s[0] != separator)
        return DATE_NONE;
    r = span_from(r, 1);
    struct span before = r;
    if (!span_take_number(&r, 4, &year) || before.len - r.len != 4 ||
        !ends_number(r))
        return DATE_NONE;
    *t = r;
    return finish(year, month, day, iso);
}

/* 06.02.2014 and nothing but dots: in a path the others mean other things. */
static enum date_found
read_dotted(struct span *t, char iso[DATE_SIZE])
{
    size_t at;

    if (!span_find(span_to(*t, t->len < 3 ? t->len : 3), ".", &at))
        return DATE_NONE;
    return read_digits(t, iso);
}

static unsigned
take_month(struct span *t)
{
    static const char *const names[] = {
        "january", "february", "march",     "april",   "may",      "june",
        "july",    "august",   "september", "october", "november", "december"};

    for (unsigned i = 0; i < 12; i++) {
        char brief[5] = {0};
        memcpy(brief, names[i], i == 8 ? 4 : 3);
        if (span_take_word(t, names[i], false) ||
            span_take_word(t, brief, false) ||
            (i == 8 && span_take_word(t, "sep", false)))
            return i + 1;
    }
    return 0;
}

static void
skip(struct span *t, const char *c)
{
    if (span_starts(*t, c))
        *t = span_from(*t, strlen(c));
}

/* 16th November, 2017. */
static enum date_found
read_words(struct span *t, char iso[DATE_SIZE])
{
    static const char *const ordinals[] = {"st", "nd", "rd", "th"};
    struct span r = *t;
    unsigned day, year;

    if (!span_take_number(&r, 2, &day))
        return DATE_NONE;
    for (size_t i = 0; i < 4; i++) {
        if (span_take_word(&r, ordinals[i], false))
            break;
    }
    (void)span_take_word(&r, "of", false);
    unsigned month = take_month(&r);
    if (month == 0)
        return DATE_NONE;
    skip(&r, ".");
    skip(&r, ",");
    r = span_trim_start(r);
    struct span before = r;
    if (!span_take_number(&r, 4, &year) || before.len - r.len != 4 ||
        !ends_number(r))
        return DATE_NONE;
    *t = r;
    return finish(year, month, day, iso);
}

static void
skip_weekday(struct span *t)
{
    static const char *const days[] = {
        "monday",   "tuesday", "wednesday", "thursday", "friday",
        "saturday", "sunday",  "mon",       "tue",      "wed",
        "thu",      "fri",     "sat",       "sun"};

    for (size_t i = 0; i < sizeof(days) / sizeof(days[0]); i++) {
        if (span_take_word(t, days[i], false))
            break;
    }
    skip(t, ",");
    *t = span_trim_start(*t);
}

enum date_found
date_read(struct span *t, char iso[DATE_SIZE])
{
    struct span r = span_trim_start(*t);

    skip_weekday(&r);
    (void)span_take_word(&r, "the", false);
    r = span_trim_start(r);
    enum date_found found = read_iso(&r, '-', iso);
    if (found == DATE_NONE)
        found = read_digits(&r, iso);
    if (found == DATE_NONE)
        found = read_words(&r, iso);
    if (found != DATE_NONE)
        *t = r;
    return found;
}

/* One part of a time: a number, or one of the words around it. */
static bool
take_time_part(struct span *t)
{
    static const char *const words[] = {
        "at",   "am",   "pm", "a.m.",  "p.m.", "a.m",    "p.m",
        "noon", "from", "to", "hours", "hrs",  "midday", "start"};
    unsigned n;

    *t = span_trim_start(*t);
    if (t->len != 0 && (t->s[0] == ',' || t->s[0] == '.')) {
        *t = span_from(*t, 1);
        return true;
    }
    if (span_take_dash(t))
        return true;
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (span_take_word(t, words[i], false))
            return true;
    }
    if (!span_take_number(t, 4, &n))
        return false;
    if (t->len >= 2 && (t->s[0] == '.' || t->s[0] == ':') &&
        span_is_digit(t->s[1])) {
        *t = span_from(*t, 1);
        return span_take_number(t, 2, &n);
    }
    return true;
}

bool
date_only_time(struct span t)
{
    while (span_trim_start(t).len != 0) {
        if (!take_time_part(&t))
            return false;
    }
    return true;
}

enum date_found
date_in_path(struct span path, char iso[DATE_SIZE])
{
    enum date_found worst = DATE_NONE;

    for (size_t i = 0; i + 8 <= path.len; i++) {
        if (i > 0 && span_is_digit(path.s[i - 1]))
            continue;
        struct span t = span_from(path, i);
        enum date_found found = read_iso(&t, '-', iso);
        if (found == DATE_NONE)
            found = read_iso(&t, '/', iso);
        if (found == DATE_NONE)
            found = read_dotted(&t, iso);
        if (!ends_number(t))
            continue;
        if (found == DATE_FOUND)
            return found;
        if (found == DATE_IMPOSSIBLE)
            worst = found;
    }
    return worst;
}
