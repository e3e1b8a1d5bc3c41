/* The distinct values of a facet: see dict.h. A balanced tree of libc's, so
 * that no choice of values makes it slow. */
#include "config.h"

#include "store/dict.h"

#include <search.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "common/arena.h"
#include "common/xalloc.h"

struct dict_entry {
    const char *value;
    uint32_t number;
};

struct dict {
    struct arena *arena;         /* of the entries and their values */
    void *tree;                  /* tsearch(3), of entries by value */
    struct dict_entry **entries; /* by number */
    size_t n, cap;
};

static int
compare_entries(const void *a, const void *b)
{
    const struct dict_entry *x = a, *y = b;

    return strcasecmp(x->value, y->value);
}

/* Whether a value is in capitals throughout, as headings print names. */
static bool
shouts(const char *value)
{
    for (; *value != '\0'; value++)
        if (*value >= 'a' && *value <= 'z')
            return false;
    return true;
}

/* Whether a form is to be kept rather than the other one. */
static bool
is_better(const char *form, const char *other)
{
    if (shouts(form) != shouts(other))
        return shouts(other);
    return strcmp(form, other) < 0;
}

struct dict *
dict_new(void)
{
    struct dict *d = xcalloc(1, sizeof(*d));

    d->arena = arena_new();
    (void)dict_number(d, "");
    return d;
}

static void
keep_entry(void *entry)
{
    (void)entry; /* the arena's */
}

void
dict_free(struct dict *d)
{
    if (d == NULL)
        return;
    tdestroy(d->tree, keep_entry);
    arena_free(d->arena);
    free(d->entries);
    free(d);
}

uint32_t
dict_number(struct dict *d, const char *value)
{
    struct dict_entry wanted = {value, 0};
    struct dict_entry **found = tfind(&wanted, &d->tree, compare_entries);

    if (found != NULL) {
        if (is_better(value, (*found)->value))
            (*found)->value = arena_strdup(d->arena, value);
        return (*found)->number;
    }
    struct dict_entry *e = arena_alloc(d->arena, sizeof(*e));
    e->value = arena_strdup(d->arena, value);
    e->number = (uint32_t)d->n;
    if (tsearch(e, &d->tree, compare_entries) == NULL)
        abort(); /* out of memory, as in xalloc.c */
    d->entries = xgrow(d->entries, d->n, &d->cap, sizeof(struct dict_entry *));
    d->entries[d->n++] = e;
    return e->number;
}

uint32_t
dict_count(const struct dict *d)
{
    return (uint32_t)d->n;
}

static int
compare_values(const void *a, const void *b)
{
    const struct dict_entry *const *x = a, *const *y = b;

    return compare_entries(*x, *y);
}

uint32_t
dict_codes(const struct dict *d, bool descending, const bool *used,
           uint32_t **codes, const char ***values)
{
    struct dict_entry **sorted = xreallocarray(NULL, d->n, sizeof(*sorted));
    size_t n = 0;

    for (size_t i = 0; i < d->n; i++)
        if (i == 0 || used[i]) /* "" is the first */
            sorted[n++] = d->entries[i];
    qsort(sorted, n, sizeof(struct dict_entry *), compare_values);
    *codes = xcalloc(d->n, sizeof(**codes));
    *values = xreallocarray(NULL, n, sizeof(**values));
    for (size_t i = 0; i < n; i++) {
        /* "" sorts first in any case. */
        size_t code = descending && i > 0 ? n - i : i;
        (*codes)[sorted[i]->number] = (uint32_t)code;
        (*values)[code] = sorted[i]->value;
    }
    free(sorted);
    return (uint32_t)n;
}
