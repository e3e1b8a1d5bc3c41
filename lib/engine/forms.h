/* The words of the index that a word of a query stands for. */
#ifndef ENGINE_FORMS_H
#define ENGINE_FORMS_H

#include "common/arena.h"
#include "query/query.h"
#include "store/store.h"

/* A prefix stands for this many words at most, those in most units: with
 * more, matching takes longer than the rare ones among them are worth. */
#define FORMS_MAX 100u

/* So many words of the index are looked at for a prefix: ten times what three
 * letters find among the words of a million paragraphs, and 1 ms. Beyond, the
 * later ones in the alphabet are left out. */
#define FORMS_SCAN 100000u

/* The number of a form that the index does not have. */
#define FORMS_NOT_THERE UINT32_MAX

struct forms {
    const char **list; /* in byte order; point into the store */
    uint32_t *words;   /* their numbers there; FORMS_NOT_THERE */
    size_t n;
    uint32_t all; /* how many there would be without FORMS_MAX */
};

/* The forms that are written with a stem. */
struct forms forms_of_stem(const struct store *store, const char *stem,
                           struct arena *arena);

/* The forms that begin so; of more than FORMS_MAX the most frequent. */
struct forms forms_of_prefix(const struct store *store, const char *prefix,
                             struct arena *arena);

/* The forms of a word of a query: of its prefix, its own (exact: whether or
 * not the index has it), or its stem's. */
struct forms forms_of_word(const struct store *store,
                           const struct query_word *word, bool exact,
                           struct arena *arena);

#endif
