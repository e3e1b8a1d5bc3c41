/* The two fractions of an answer, score and ms, as text. Their own functions,
 * so that the line form and JSON round alike, in every locale. */
#ifndef ANSWER_DECIMAL_H
#define ANSWER_DECIMAL_H

#include <stdbool.h>
#include <stddef.h>

#include "common/buf.h"

/* Digits after the point. */
#define DECIMAL_SCORE 2
#define DECIMAL_MS 1

/* value rounded to so many places (0 to 6). What is below 0 or no number is
 * 0, what is above 10^9 is 10^9. */
double decimal_round(double value, unsigned places);

/* Appends the rounded value: "9.31", "0.3". */
void decimal_add(struct buf *out, double value, unsigned places);

/* All of s[0..len), digits with at most one point among them and at most six
 * behind it, up to 10^9: true and *out, or false and *out untouched. */
bool decimal_parse(const char *s, size_t len, double *out);

#endif
