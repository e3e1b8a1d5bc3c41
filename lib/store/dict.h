/* The distinct values of a facet while an index is written: numbered as they
 * come, and put in order at the end. */
#ifndef STORE_DICT_H
#define STORE_DICT_H

#include <stdbool.h>
#include <stdint.h>

struct dict;

/* Holds "" already, with number 0. */
struct dict *dict_new(void) __attribute__((returns_nonnull));
void dict_free(struct dict *d); /* NULL is a no-op */

/* The number of a value, which is copied when it is new. Values that differ
 * in the case of ASCII letters alone are one, whose form does not depend on
 * the order in which they come: one in capitals throughout gives way (a
 * heading's "ROADS PANEL" is the minutes' "Roads Panel"), else the lowest by
 * byte is kept. */
uint32_t dict_number(struct dict *d, const char *value);

uint32_t dict_count(const struct dict *d);

/* Gives each value whose used[number] is set its code, its place in that order
 * (descending: from the last to the first), and returns how many there are;
 * "" is always at 0, and unused ones have its code. codes[number] and
 * values[code] are the caller's to free; the strings are the dict's. */
uint32_t dict_codes(const struct dict *d, bool descending, const bool *used,
                    uint32_t **codes, const char ***values);

#endif
