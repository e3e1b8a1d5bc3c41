/* Numbers as minutes write them. Private to lib/text. */
#ifndef TEXT_NUMBER_H
#define TEXT_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

#include "text/fold.h"

struct number {
    size_t used;             /* bytes of the text */
    char form[FOLD_RAW_MAX]; /* the digits, points kept, commas dropped */
    size_t form_len;
    bool plan;  /* a plan, "2014/15": a whole word */
    bool whole; /* a word of its own: nothing of the same word follows; else
                   the word goes on behind it, as in 16th */
    const char *multiple; /* "million" of the m in an amount: the word behind
                             this one, at the same place; else NULL */
    const char *sign;     /* then "m" */
    size_t pounds; /* bytes of form that are an amount without its pence; 0:
                      there are none */
};

/* Reads the number at s[0..len), which begins with a digit 0 to 9; amount: the
 * sign of a currency stands before it. */
void number_scan(const char *s, size_t len, bool amount, struct number *out);

#endif
