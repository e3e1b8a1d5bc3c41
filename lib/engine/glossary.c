/* A table of acronyms: see glossary.h. */
#include "config.h"

#include "engine/glossary.h"

#include <stdlib.h>
#include <string.h>

#include "common/buf.h"

struct glossary {
    struct arena *arena;
    struct glossary_entry **by_self, **by_key; /* n each */
    size_t n, cap;
};

struct glossary *
glossary_new(struct arena *arena)
{
    struct glossary *g = arena_alloc(arena, sizeof(*g));

    g->arena = arena;
    return g;
}

static struct glossary_entry **
grow(struct arena *arena, struct glossary_entry **old, size_t n, size_t cap)
{
    struct glossary_entry **new =
        arena_array(arena, cap, sizeof(struct glossary_entry *));

    if (n > 0)
        memcpy(new, old, n * sizeof(struct glossary_entry *));
    return new;
}

/* The words of text without other forms; more than max are counted only. */
static size_t
read_words(struct arena *arena, struct tokenizer *t, const char *text,
           struct query_word *words, size_t max)
{
    struct token token;
    size_t n = 0;

    tokenizer_start(t, text, strlen(text));
    while (tokenizer_next(t, &token)) {
        if (token.alt || n++ >= max)
            continue;
        words[n - 1] = (struct query_word){
            .form = arena_strndup(arena, token.form, token.form_len),
            .stem = arena_strdup(arena,
                                 tokenizer_stem(t, token.form, token.form_len)),
            .stop = token.stop,
        };
    }
    return n;
}

void
glossary_add_to_key(struct buf *key, const struct query_word *word)
{
    size_t len = strlen(word->stem);
    const char *at = key->len > 0 ? key->data : "";

    if (token_is_stop(word->form, strlen(word->form)))
        return;
    while (*at != '\0') {
        size_t n = strcspn(at, " ");
        if (n == len && memcmp(at, word->stem, n) == 0)
            return;
        at += n + strspn(at + n, " ");
    }
    if (key->len > 0)
        buf_add_char(key, ' ');
    buf_add_str(key, word->stem);
}

static const char *
make_key(struct arena *arena, const struct glossary_entry *e)
{
    struct buf key = {0};

    for (size_t i = 0; i < e->n_words; i++)
        glossary_add_to_key(&key, &e->words[i]);
    const char *text = arena_strndup(arena, key.data, key.len);
    buf_done(&key);
    return text;
}

bool
glossary_add(struct glossary *g, const char *acronym, const char *words,
             uint32_t docid, struct tokenizer *t)
{
    struct arena *arena = g->arena;
    struct glossary_entry *e;
    struct query_word self, all[QUERY_PHRASE_MAX];
    size_t n;

    if (read_words(arena, t, acronym, &self, 1) != 1)
        return false;
    n = read_words(arena, t, words, all, QUERY_PHRASE_MAX);
    if (n > QUERY_PHRASE_MAX || (n == 0 && *words != '\0'))
        return false;
    if (g->n == g->cap) {
        g->cap = g->cap > 0 ? 2 * g->cap : 64;
        g->by_self = grow(arena, g->by_self, g->n, g->cap);
    }
    e = arena_alloc(arena, sizeof(*e));
    *e = (struct glossary_entry){
        .acronym = arena_strdup(arena, acronym),
        .shown = arena_strdup(arena, words),
        .n_words = n,
        .docid = docid,
        .place = (uint32_t)g->n,
    };
    struct query_word *copy = arena_array(arena, n + 1, sizeof(*copy));
    memcpy(copy, all, n * sizeof(*copy));
    copy[n] = self;
    e->words = copy;
    e->self = &copy[n];
    e->key = make_key(arena, e);
    g->by_self[g->n++] = e;
    return true;
}

void
glossary_add_learned(struct glossary *g, const struct store *s,
                     struct tokenizer *t)
{
    for (uint32_t i = 0; i < store_acronyms(s); i++) {
        struct store_acronym learned;
        store_acronym(s, i, &learned);
        (void)glossary_add(g, learned.acronym, learned.shown, learned.docid, t);
    }
    for (size_t i = 0; glossary_common[i][0] != NULL; i++) {
        struct buf folded = {0};
        struct store_acronym learned;
        tokenizer_fold(t, glossary_common[i][0], strlen(glossary_common[i][0]),
                       &folded);
        uint32_t at = store_acronym_lower_bound(s, folded.data, folded.len);
        if (at < store_acronyms(s))
            store_acronym(s, at, &learned);
        if (at == store_acronyms(s) || strcmp(learned.folded, folded.data) != 0)
            (void)glossary_add(g, glossary_common[i][0], glossary_common[i][1],
                               0, t);
        buf_done(&folded);
    }
}

size_t
glossary_count(const struct glossary *g)
{
    return g != NULL ? g->n : 0;
}

const struct glossary_entry *
glossary_at(const struct glossary *g, size_t i)
{
    return g->by_self[i];
}

bool
glossary_same(const struct glossary *a, const struct glossary *b)
{
    size_t n = glossary_count(a);

    if (glossary_count(b) != n)
        return false;
    for (size_t i = 0; i < n; i++) {
        const struct glossary_entry *x = glossary_at(a, i);
        const struct glossary_entry *y = glossary_at(b, i);
        if (strcmp(x->acronym, y->acronym) != 0 ||
            strcmp(x->shown, y->shown) != 0)
            return false;
    }
    return true;
}

/* ---- looking up ---- */

static int
compare_place(const struct glossary_entry *a, const struct glossary_entry *b)
{
    return (a->place > b->place) - (a->place < b->place);
}

static int
compare_self(const void *x, const void *y)
{
    const struct glossary_entry *const *a = x, *const *b = y;
    int c = strcmp((*a)->self->form, (*b)->self->form);

    return c != 0 ? c : compare_place(*a, *b);
}

static int
compare_key(const void *x, const void *y)
{
    const struct glossary_entry *const *a = x, *const *b = y;
    int c = strcmp((*a)->key, (*b)->key);

    return c != 0 ? c : compare_place(*a, *b);
}

void
glossary_sort(struct glossary *g)
{
    if (g->n == 0)
        return;
    g->by_key = grow(g->arena, g->by_self, g->n, g->n);
    qsort(g->by_self, g->n, sizeof(*g->by_self), compare_self);
    qsort(g->by_key, g->n, sizeof(*g->by_key), compare_key);
}

static const char *
self_of(const struct glossary_entry *e)
{
    return e->self->form;
}

static const char *
key_of(const struct glossary_entry *e)
{
    return e->key;
}

/* Those of the n sorted entries whose text is wanted. */
static size_t
find(const struct glossary_entry *const *entries, size_t n,
     const char *(*text_of)(const struct glossary_entry *), const char *wanted,
     const struct glossary_entry *const **first)
{
    size_t low = 0, high = n, end;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(text_of(entries[middle]), wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (end = low; end < n && strcmp(text_of(entries[end]), wanted) == 0;)
        end++;
    *first = entries + low;
    return end - low;
}

size_t
glossary_of_acronym(const struct glossary *g, const char *folded,
                    const struct glossary_entry *const **first)
{
    if (g == NULL || g->n == 0)
        return 0;
    return find((const struct glossary_entry *const *)g->by_self, g->n, self_of,
                folded, first);
}

size_t
glossary_of_words(const struct glossary *g, const char *key,
                  const struct glossary_entry *const **first)
{
    if (g == NULL || g->n == 0 || *key == '\0')
        return 0;
    return find((const struct glossary_entry *const *)g->by_key, g->n, key_of,
                key, first);
}
