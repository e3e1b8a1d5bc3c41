/* Plans, years and dates. Titles and tokens read them by the same rules. */
#include "config.h"

#include "text/plan.h"

#include <stdio.h>
#include <string.h>

#include "text/chars.h"

#define YEAR_DIGITS 4

/* Exactly n digits at s[at], as a number; false where they are not. */
static bool
digits_at(const char *s, size_t len, size_t at, size_t n, unsigned *out)
{
    unsigned value = 0;

    if (at > len || len - at < n)
        return false;
    for (size_t i = at; i < at + n; i++) {
        if (!chars_is_digit(s[i]))
            return false;
        value = value * 10 + (unsigned)(s[i] - '0');
    }
    *out = value;
    return true;
}

static bool
digit_at(const char *s, size_t len, size_t at)
{
    return at < len && chars_is_digit(s[at]);
}

/* The bytes of the sign between two years: a slash, a hyphen, U+2010 to
 * U+2013 (hyphens of Word's, figure dash, en dash); 0 for any other. */
static size_t
sign_at(const char *s, size_t len, size_t at)
{
    if (at >= len)
        return 0;
    if (s[at] == '/' || s[at] == '-')
        return 1;
    if (len - at >= 3 && memcmp(s + at, "\xe2\x80", 2) == 0 &&
        s[at + 2] >= '\x90' && s[at + 2] <= '\x93')
        return 3;
    return 0;
}

bool
plan_parse(const char *s, size_t len, char plan[PLAN_SIZE], size_t *used)
{
    unsigned first, second;

    if (!digits_at(s, len, 0, YEAR_DIGITS, &first) || first < YEAR_MIN ||
        first > YEAR_MAX)
        return false;
    size_t sign = sign_at(s, len, YEAR_DIGITS);
    if (sign == 0)
        return false;
    size_t at = YEAR_DIGITS + sign;
    size_t end;
    if (digits_at(s, len, at, YEAR_DIGITS, &second) && second == first + 1)
        end = at + YEAR_DIGITS;
    else if (digits_at(s, len, at, 2, &second) && second == (first + 1) % 100)
        end = at + 2;
    else
        return false;
    if (digit_at(s, len, end))
        return false;
    size_t next = sign_at(s, len, end);
    if (next != 0 && digit_at(s, len, end + next))
        return false; /* a date, 2011-12-05 */
    (void)snprintf(plan, PLAN_SIZE, "%04u/%02u", first % 10000,
                   (first + 1) % 100);
    *used = end;
    return true;
}

bool
plan_find(const char *title, size_t len, char plan[PLAN_SIZE])
{
    for (size_t i = 0; i < len; i++) {
        size_t used;
        if (chars_is_digit(title[i]) && !chars_word_before(title, i) &&
            plan_parse(title + i, len - i, plan, &used))
            return true;
    }
    return false;
}

unsigned
year_find(const char *title, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        unsigned year;
        if (digits_at(title, len, i, YEAR_DIGITS, &year) && year >= YEAR_MIN &&
            year <= YEAR_MAX && !chars_word_before(title, i) &&
            !chars_word_at(title, len, i + YEAR_DIGITS) &&
            !chars_currency_before(title, i))
            return year;
    }
    return 0;
}

unsigned
plan_month_days(unsigned year, unsigned month)
{
    static const unsigned char days[] = {31, 28, 31, 30, 31, 30,
                                         31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    if (month < 1 || month > 12)
        return 0;
    return days[month - 1] + (month == 2 && leap ? 1u : 0u);
}

bool
date_valid(const char *s, size_t len)
{
    unsigned year, month, day;

    if (len != 10 || s[4] != '-' || s[7] != '-' ||
        !digits_at(s, len, 0, 4, &year) || !digits_at(s, len, 5, 2, &month) ||
        !digits_at(s, len, 8, 2, &day))
        return false;
    return year >= YEAR_MIN && year <= YEAR_MAX && day >= 1 &&
           day <= plan_month_days(year, month);
}
