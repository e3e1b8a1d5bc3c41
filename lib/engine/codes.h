/* The values of facets that a restriction means, by their codes in the
 * columns. */
#ifndef ENGINE_CODES_H
#define ENGINE_CODES_H

#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "store/store.h"

/* Ascending, none 0; in arena. */
struct codes {
    uint32_t *list;
    size_t n;
};

/* The years that the index has within a range: a range costs what it finds. */
struct codes codes_of_years(const struct store *store, unsigned from,
                            unsigned to, struct arena *arena);

/* The committees whose name has the words, one blank between them, in a row.
 * committees: index_committees. */
struct codes codes_of_committees(const struct store *store,
                                 const char *const *committees,
                                 const char *words, struct arena *arena);

/* The committees of that folded name, the whole of it. */
struct codes codes_of_committee(const struct store *store,
                                const char *const *committees, const char *name,
                                struct arena *arena);

/* The value of a facet. */
struct codes codes_of_value(const struct store *store, enum store_facet facet,
                            const char *value, struct arena *arena);

#endif
