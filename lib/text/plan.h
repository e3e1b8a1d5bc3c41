/* Years in the forms that titles and queries have them: "2014/15" is a plan
 * (a financial or municipal year), "2014" a calendar year. */
#ifndef TEXT_PLAN_H
#define TEXT_PLAN_H

#include <stdbool.h>
#include <stddef.h>

/* "2014/15" as stored: 7 bytes and the NUL. */
#define PLAN_SIZE 8

/* Years that minutes can have: English parishes kept them before 1800, and
 * plans look decades ahead. Four digits outside are a plain number. */
#define YEAR_MIN 1800
#define YEAR_MAX 2199

/* Whether a plan stands at the start of s[0..len): a year from
 * YEAR_MIN to YEAR_MAX, one of / - or a hyphen or dash of U+2010 to U+2013,
 * and two or four digits that are the first year plus one; no digit follows,
 * nor another part of a date (2011-12-05). Writes the canonical "2014/15" and
 * the bytes used. */
bool plan_parse(const char *s, size_t len, char plan[PLAN_SIZE], size_t *used);

/* The first plan in a title, at a place where no digit or letter stands
 * before it; false if none. */
bool plan_find(const char *title, size_t len, char plan[PLAN_SIZE]);

/* The first calendar year in a title: four digits from YEAR_MIN to YEAR_MAX
 * that are no part of a longer number or word, the first year of a plan or of
 * a range among them, an amount ("£2000") not; 0 if none. */
unsigned year_find(const char *title, size_t len);

/* The days of a month, 1 to 12; 0 for any other. */
unsigned plan_month_days(unsigned year, unsigned month);

/* An ISO date "2014-02-06" that exists in the calendar; len must be 10. */
bool date_valid(const char *s, size_t len);

#endif
