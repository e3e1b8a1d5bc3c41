/* Strict numbers: the whole of the text, decimal digits only, in range; no
 * sign, no blank, no "0x". */
#ifndef COMMON_NUM_H
#define COMMON_NUM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* s[0..len) as a number of at most max: true and *out, or false and *out
 * untouched. */
bool num_parse(const char *s, size_t len, uint64_t max, uint64_t *out);

/* The same for a NUL-terminated string into 32 bits. */
bool num_parse_u32(const char *s, uint32_t max, uint32_t *out);

#endif
