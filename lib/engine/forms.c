/* Forms of words: see forms.h. */
#include "config.h"

#include "engine/forms.h"

#include <stdlib.h>
#include <string.h>

struct forms
forms_of_stem(const struct store *store, const char *stem, struct arena *arena)
{
    size_t n = store_stem_forms(store, stem, NULL, 0);
    struct forms f = {.n = n, .all = (uint32_t)n};

    f.list = arena_array(arena, n, sizeof(*f.list));
    (void)store_stem_forms(store, stem, f.list, n);
    return f;
}

struct candidate {
    uint32_t df, index;
};

/* The frequent first; of equals the first in byte order. */
static int
by_frequency(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;

    if (x->df != y->df)
        return x->df > y->df ? -1 : 1;
    return x->index < y->index ? -1 : x->index > y->index;
}

static int
by_index(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;

    return x->index < y->index ? -1 : x->index > y->index;
}

struct forms
forms_of_prefix(const struct store *store, const char *prefix,
                struct arena *arena)
{
    size_t len = strlen(prefix);
    uint32_t first = store_word_lower_bound(store, prefix, len);
    uint32_t words = store_words(store), n = 0;
    struct store_word word;

    while (first + n < words && n < FORMS_SCAN) {
        store_word(store, first + n, &word);
        if (strncmp(word.form, prefix, len) != 0)
            break;
        n++;
    }
    struct candidate *all = arena_array(arena, n, sizeof(*all));
    for (uint32_t i = 0; i < n; i++) {
        store_word(store, first + i, &word);
        all[i] = (struct candidate){word.df, first + i};
    }
    struct forms f = {.n = n < FORMS_MAX ? n : FORMS_MAX, .all = n};
    if (n > FORMS_MAX) {
        qsort(all, n, sizeof(*all), by_frequency);
        qsort(all, f.n, sizeof(*all), by_index);
    }
    f.list = arena_array(arena, f.n, sizeof(*f.list));
    for (size_t i = 0; i < f.n; i++) {
        store_word(store, all[i].index, &word);
        f.list[i] = word.form;
    }
    return f;
}

struct forms
forms_of_word(const struct store *store, const struct query_word *word,
              bool exact, struct arena *arena)
{
    if (word->prefix)
        return forms_of_prefix(store, word->form, arena);
    if (!exact)
        return forms_of_stem(store, word->stem, arena);
    struct forms f = {.n = 1, .all = 1};
    f.list = arena_array(arena, 1, sizeof(*f.list));
    f.list[0] = word->form;
    return f;
}
