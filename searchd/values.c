/* Numbers, switches and texts among the values of settings: see values.h.
 * What looks like an address is in values-web.c. */
#include "config.h"

#include "searchd/values.h"

#include <limits.h>
#include <sched.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "common/num.h"
#include "common/utf8.h"
#include "engine/rank.h"

enum status
value_number(void *field, const char *value, const struct value_bounds *bounds,
             struct arena *arena, struct error *err)
{
    (void)arena;
    uint32_t n;
    if (!num_parse_u32(value, bounds->max, &n) || n < bounds->min)
        return error_set(err, STATUS_USAGE,
                         "takes a number from %u to %u, not \"%s\"",
                         bounds->min, bounds->max, value);
    *(unsigned *)field = n;
    return STATUS_OK;
}

/* Those that this process may use: fewer than there are where a service manager
 * or a container says so. */
static long
count_processors(void)
{
    cpu_set_t set;
    return sched_getaffinity(0, sizeof(set), &set) == 0
               ? CPU_COUNT(&set)
               : sysconf(_SC_NPROCESSORS_ONLN);
}

enum status
value_threads(void *field, const char *value, const struct value_bounds *bounds,
              struct arena *arena, struct error *err)
{
    if (strcmp(value, "auto") != 0)
        return value_number(field, value, bounds, arena, err);
    long n = count_processors();
    *(unsigned *)field = n < 1                   ? 1
                         : n > (long)bounds->max ? bounds->max
                                                 : (unsigned)n;
    return STATUS_OK;
}

enum status
value_connections(void *field, const char *value,
                  const struct value_bounds *bounds, struct arena *arena,
                  struct error *err)
{
    if (strcmp(value, "auto") != 0)
        return value_number(field, value, bounds, arena, err);
    *(unsigned *)field = 0;
    return STATUS_OK;
}

enum status
value_slow_log(void *field, const char *value,
               const struct value_bounds *bounds, struct arena *arena,
               struct error *err)
{
    (void)arena;
    uint32_t n = 0;
    if (strcmp(value, "off") != 0 &&
        (!num_parse_u32(value, bounds->max, &n) || n < bounds->min))
        return error_set(err, STATUS_USAGE,
                         "takes off, or milliseconds from %u to %u, not "
                         "\"%s\": with less it would keep what everybody "
                         "searches for",
                         bounds->min, bounds->max, value);
    *(unsigned *)field = n;
    return STATUS_OK;
}

enum status
value_descriptor(void *field, const char *value,
                 const struct value_bounds *bounds, struct arena *arena,
                 struct error *err)
{
    unsigned n = 0;
    enum status status = value_number(&n, value, bounds, arena, err);
    if (status == STATUS_OK)
        *(int *)field = (int)n;
    return status;
}

enum status
value_switch(void *field, const char *value, const struct value_bounds *bounds,
             struct arena *arena, struct error *err)
{
    (void)bounds;
    (void)arena;
    bool yes = strcmp(value, "yes") == 0;
    if (!yes && strcmp(value, "no") != 0)
        return error_set(err, STATUS_USAGE, "takes yes or no, not \"%s\"",
                         value);
    *(bool *)field = yes;
    return STATUS_OK;
}

enum status
value_rank(void *field, const char *value, const struct value_bounds *bounds,
           struct arena *arena, struct error *err)
{
    (void)bounds;
    (void)arena;
    struct rank rank;
    if (rank_parse(&rank, value, NULL) != STATUS_OK)
        return error_set(err, STATUS_USAGE,
                         "takes none, default, or some of " RANK_NAMES
                         " with commas between, each with a weight up to %u "
                         "behind = if wanted (stops: 0 or 1), not \"%s\"",
                         RANK_MOST / RANK_ONE, value);
    *(struct rank *)field = rank;
    return STATUS_OK;
}

enum status
value_text(void *field, const char *value, const struct value_bounds *bounds,
           struct arena *arena, struct error *err)
{
    (void)arena;
    size_t len = strlen(value);
    if (len < bounds->min)
        return error_set(err, STATUS_USAGE, "must not be empty");
    if (!utf8_valid(value, len))
        return error_set(err, STATUS_USAGE, "is no valid UTF-8");
    unsigned used;
    for (size_t i = 0; i < len; i += used)
        if (utf8_is_control(utf8_decode(value + i, len - i, &used)))
            return error_set(err, STATUS_USAGE,
                             "has a control character in it");
    *(const char **)field = value;
    return STATUS_OK;
}

/* A primary subtag of two or three letters, then subtags of one to eight
 * letters and digits. Whether it is registered is not our affair. */
enum status
value_language(void *field, const char *value,
               const struct value_bounds *bounds, struct arena *arena,
               struct error *err)
{
    (void)bounds;
    (void)arena;
    const char *s = value;
    size_t n = strspn(s, VALUE_LETTERS);
    bool ok = n == 2 || n == 3;
    for (s += n; ok && *s == '-'; s += n) {
        n = strspn(++s, VALUE_LETTERS VALUE_DIGITS);
        ok = n >= 1 && n <= 8;
    }
    if (!ok || *s != '\0')
        return error_set(err, STATUS_USAGE,
                         "takes a language like en-GB, not \"%s\"", value);
    *(const char **)field = value;
    return STATUS_OK;
}

/* These forms only: the value goes into the stylesheet as it is. */
enum status
value_colour(void *field, const char *value, const struct value_bounds *bounds,
             struct arena *arena, struct error *err)
{
    (void)bounds;
    (void)arena;
    size_t n =
        value[0] == '#' ? strspn(value + 1, VALUE_DIGITS "abcdefABCDEF") : 0;
    if ((n != 3 && n != 6) || value[1 + n] != '\0')
        return error_set(err, STATUS_USAGE,
                         "takes a colour as #rgb or #rrggbb, not \"%s\"",
                         value);
    *(const char **)field = value;
    return STATUS_OK;
}
