/* Values that a restriction means: see codes.h. */
#include "config.h"

#include "engine/codes.h"

#include <stdbool.h>
#include <string.h>

#include "common/num.h"
#include "text/plan.h"

/* With room for all of the facet's. */
static struct codes
make(const struct store *store, enum store_facet facet, struct arena *arena)
{
    uint32_t n = store_facet_values(store, facet);

    return (struct codes){arena_array(arena, n, sizeof(uint32_t)), 0};
}

struct codes
codes_of_years(const struct store *store, unsigned from, unsigned to,
               struct arena *arena)
{
    struct codes years = make(store, STORE_YEAR, arena);
    uint32_t n = store_facet_values(store, STORE_YEAR);

    for (uint32_t code = 0; code < n; code++) {
        const char *value = store_facet_value(store, STORE_YEAR, code);
        uint32_t year;
        if (num_parse_u32(value, YEAR_MAX, &year) && year >= from && year <= to)
            years.list[years.n++] = code;
    }
    return years;
}

/* Whether words[0..), with one blank between, stand in name in a row. */
static bool
has_words(const char *name, const char *words)
{
    size_t len = strlen(words);

    if (len == 0)
        return false;
    for (const char *p = name; (p = strstr(p, words)) != NULL; p++)
        if ((p == name || p[-1] == ' ') && (p[len] == '\0' || p[len] == ' '))
            return true;
    return false;
}

struct codes
codes_of_committees(const struct store *store, const char *const *committees,
                    const char *words, struct arena *arena)
{
    struct codes found = make(store, STORE_COMMITTEE, arena);
    uint32_t n = store_facet_values(store, STORE_COMMITTEE);

    for (uint32_t code = 1; code < n; code++)
        if (has_words(committees[code], words))
            found.list[found.n++] = code;
    return found;
}

struct codes
codes_of_committee(const struct store *store, const char *const *committees,
                   const char *name, struct arena *arena)
{
    struct codes found = make(store, STORE_COMMITTEE, arena);
    uint32_t n = store_facet_values(store, STORE_COMMITTEE);

    for (uint32_t code = 1; code < n && *name != '\0'; code++)
        if (strcmp(committees[code], name) == 0)
            found.list[found.n++] = code;
    return found;
}

struct codes
codes_of_value(const struct store *store, enum store_facet facet,
               const char *value, struct arena *arena)
{
    struct codes found = make(store, facet, arena);
    uint32_t n = store_facet_values(store, facet);

    for (uint32_t code = 1; code < n; code++)
        if (strcmp(store_facet_value(store, facet, code), value) == 0)
            found.list[found.n++] = code;
    return found;
}
