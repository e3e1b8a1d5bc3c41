/* The stems of a query: see stems.h. */
#include "config.h"

#include "engine/stems.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "engine/forms.h"
#include "store/schema.h"

struct placed {
    const char *stem;
    size_t place;
};

struct collector {
    const struct store *store;
    struct arena *arena;
    struct placed *list;
    size_t n, cap;
};

static void
add_stem(struct collector *s, const char *stem)
{
    if (s->n == s->cap) {
        size_t cap = s->cap > 0 ? 2 * s->cap : 16;
        struct placed *list = arena_array(s->arena, cap, sizeof(*list));
        if (s->n > 0)
            memcpy(list, s->list, s->n * sizeof(*list));
        s->list = list;
        s->cap = cap;
    }
    s->list[s->n] = (struct placed){stem, s->n};
    s->n++;
}

/* Of what a prefix stands for; found in the store, whose strings stay. */
static void
add_prefix(struct collector *s, const char *prefix)
{
    struct forms forms = forms_of_prefix(s->store, prefix, s->arena);

    for (size_t i = 0; i < forms.n; i++) {
        struct store_word word;
        store_word(s->store, forms.words[i], &word);
        add_stem(s, word.stem);
    }
}

/* Adds q's positive stems; stop words only if with_stops. */
static void
collect_stems(struct collector *s, const struct query *q, bool with_stops)
{
    if (q->type == QUERY_NOT)
        return;
    for (size_t i = 0; i < q->n_words; i++) {
        const struct query_word *w = &q->words[i];
        if (w->prefix)
            add_prefix(s, w->form);
        else if (with_stops || !w->stop)
            add_stem(s, w->stem);
    }
    for (size_t i = 0; i < q->n_children; i++)
        collect_stems(s, q->children[i], with_stops);
}

static int
by_stem(const void *a, const void *b)
{
    const struct placed *x = a, *y = b;
    int c = strcmp(x->stem, y->stem);

    if (c != 0)
        return c;
    return x->place < y->place ? -1 : x->place > y->place;
}

static int
by_place(const void *a, const void *b)
{
    const struct placed *x = a, *y = b;

    return x->place < y->place ? -1 : x->place > y->place;
}

/* Leaves the first of equal ones. */
static void
take_distinct(struct collector *s)
{
    size_t n = 0;

    if (s->n == 0)
        return;
    qsort(s->list, s->n, sizeof(*s->list), by_stem);
    for (size_t i = 0; i < s->n; i++)
        if (i == 0 || strcmp(s->list[i].stem, s->list[i - 1].stem) != 0)
            s->list[n++] = s->list[i];
    s->n = n;
    qsort(s->list, n, sizeof(*s->list), by_place);
}

struct stems
stems_of_tree(const struct store *store, const struct query *tree,
              struct arena *arena)
{
    struct collector s = {.store = store, .arena = arena};

    if (tree != NULL)
        collect_stems(&s, tree, false);
    if (tree != NULL && s.n == 0)
        collect_stems(&s, tree, true);
    take_distinct(&s);
    struct stems stems = {arena_array(arena, s.n, sizeof(*stems.list)), s.n};
    for (size_t i = 0; i < s.n; i++)
        stems.list[i] = (struct stem){.text = s.list[i].stem, .factor = 1};
    return stems;
}

size_t
stems_alike(const char *stem)
{
    size_t len = strlen(stem);

    if (len == 3 && stem[1] == 'i' && stem[2] == 'e')
        return 1;
    return len > 0 ? len - 1 : 0;
}

enum status
stems_read(struct stems *stems, xs_db *db, struct error *err)
{
    struct buf term = {0};
    enum status status = STATUS_OK;

    for (size_t i = 0; i < stems->n && status == STATUS_OK; i++) {
        struct stem *s = &stems->list[i];
        schema_term(&term, SCHEMA_STEM, s->text, strlen(s->text));
        status = xs_db_term(db, term.data, term.len, &s->df, &s->cf, err);
    }
    buf_done(&term);
    return status;
}
