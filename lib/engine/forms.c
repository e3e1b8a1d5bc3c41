/* Forms of words: see forms.h. */
#include "config.h"

#include "engine/forms.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static uint32_t
number_of(const struct store *store, const char *form)
{
    uint32_t i = store_word_lower_bound(store, form, strlen(form));
    struct store_word word;

    if (i == store_words(store))
        return FORMS_NOT_THERE;
    store_word(store, i, &word);
    return strcmp(word.form, form) == 0 ? i : FORMS_NOT_THERE;
}

struct forms
forms_of_stem(const struct store *store, const char *stem, struct arena *arena)
{
    size_t n = store_stem_forms(store, stem, NULL, 0);
    struct forms f = {.n = n, .all = (uint32_t)n};

    f.list = arena_array(arena, n, sizeof(*f.list));
    (void)store_stem_forms(store, stem, f.list, n);
    f.words = arena_array(arena, n, sizeof(*f.words));
    for (size_t i = 0; i < n; i++)
        f.words[i] = number_of(store, f.list[i]);
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

/* The best of all that were added: sorted and cut where it is full. */
struct best {
    struct candidate list[2 * FORMS_MAX];
    size_t n;
    struct candidate least; /* of the best so far, where they are enough */
    bool enough;
};

static void
cut_best(struct best *best)
{
    qsort(best->list, best->n, sizeof(*best->list), by_frequency);
    if (best->n < FORMS_MAX)
        return;
    best->n = FORMS_MAX;
    best->least = best->list[FORMS_MAX - 1];
    best->enough = true;
}

static void
add_best(struct best *best, struct candidate c)
{
    if (best->enough && by_frequency(&best->least, &c) < 0)
        return;
    best->list[best->n++] = c;
    if (best->n == 2 * FORMS_MAX)
        cut_best(best);
}

struct forms
forms_of_prefix(const struct store *store, const char *prefix,
                struct arena *arena)
{
    size_t len = strlen(prefix);
    uint32_t at = store_word_lower_bound(store, prefix, len);
    uint32_t words = store_words(store);
    struct best best = {.n = 0};
    struct forms f = {.all = 0};
    struct store_word word;

    for (; at < words && f.all < FORMS_SCAN; at++, f.all++) {
        store_word(store, at, &word);
        if (strncmp(word.form, prefix, len) != 0)
            break;
        add_best(&best, (struct candidate){word.df, at});
    }
    cut_best(&best);
    if (best.n > 0)
        qsort(best.list, best.n, sizeof(*best.list), by_index);
    f.n = best.n;
    f.list = arena_array(arena, f.n, sizeof(*f.list));
    f.words = arena_array(arena, f.n, sizeof(*f.words));
    for (size_t i = 0; i < f.n; i++) {
        store_word(store, best.list[i].index, &word);
        f.list[i] = word.form;
        f.words[i] = best.list[i].index;
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
    f.words = arena_array(arena, 1, sizeof(*f.words));
    f.words[0] = number_of(store, word->form);
    return f;
}
