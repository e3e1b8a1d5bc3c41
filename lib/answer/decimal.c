/* Fixed-point numbers: see decimal.h. */
#include "config.h"

#include "answer/decimal.h"

#include <stdint.h>
#include <string.h>

#include "common/num.h"

/* 10^9 with six places is below 2^53: exact in a double. */
#define VALUE_MAX 1000000000u
#define PLACES_MAX 6

static uint64_t
power_of_ten(size_t places)
{
    uint64_t p = 1;

    while (places-- > 0)
        p *= 10;
    return p;
}

/* The value in units of its last place. */
static uint64_t
to_units(double value, unsigned places)
{
    uint64_t power = power_of_ten(places);

    if (!(value > 0))
        return 0;
    if (value >= VALUE_MAX)
        return VALUE_MAX * power;
    return (uint64_t)(value * (double)power + 0.5);
}

double
decimal_round(double value, unsigned places)
{
    return (double)to_units(value, places) / (double)power_of_ten(places);
}

void
decimal_add(struct buf *out, double value, unsigned places)
{
    uint64_t units = to_units(value, places), power = power_of_ten(places);

    buf_add_number(out, units / power);
    if (places == 0)
        return;
    buf_add_char(out, '.');
    for (power /= 10; power > 0; power /= 10)
        buf_add_char(out, (char)('0' + units / power % 10));
}

bool
decimal_parse(const char *s, size_t len, double *out)
{
    const char *point = memchr(s, '.', len);
    size_t whole_len = point != NULL ? (size_t)(point - s) : len;
    size_t places = point != NULL ? len - whole_len - 1 : 0;
    uint64_t whole, part = 0;

    if (!num_parse(s, whole_len, VALUE_MAX, &whole))
        return false;
    if (point != NULL && (places > PLACES_MAX ||
                          !num_parse(point + 1, places, UINT64_MAX, &part)))
        return false;
    uint64_t power = power_of_ten(places);
    *out = (double)(whole * power + part) / (double)power;
    return true;
}
