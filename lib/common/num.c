/* Strict numbers: see num.h. */
#include "config.h"

#include "common/num.h"

#include <string.h>

bool
num_parse(const char *s, size_t len, uint64_t max, uint64_t *out)
{
    uint64_t value = 0;

    if (len == 0)
        return false;
    for (size_t i = 0; i < len; i++) {
        if (s[i] < '0' || s[i] > '9')
            return false;
        unsigned digit = (unsigned)(s[i] - '0');
        if (value > (max - digit) / 10 || digit > max)
            return false;
        value = value * 10 + digit;
    }
    *out = value;
    return true;
}

bool
num_parse_u32(const char *s, uint32_t max, uint32_t *out)
{
    uint64_t value;

    if (!num_parse(s, strlen(s), max, &value))
        return false;
    *out = (uint32_t)value;
    return true;
}
