/* What a query found in a text: see marks.h.
 *
 * The query's words are a small vocabulary. One pass over the text notes each
 * token that is one of them (a sighting); words are marks as they are,
 * phrases and words near each other are looked for among the sightings. */
#include "config.h"

#include "engine/marks.h"

#include <stdlib.h>
#include <string.h>

#include "common/xalloc.h"
#include "engine/stems.h"
#include "match/near.h"

/* Sightings in a text, after which no more are looked for: more than there are
 * words in the longest text that a snippet is cut from, so that it takes a
 * query that has a word again and again, and a text of nothing else; some
 * 30 ms. */
#define SIGHTINGS_MAX 40000u

/* So many words are compared with one that may be of their stems before it is
 * stemmed: that takes some hundred nanoseconds. */
#define COMPARED_MAX 16u

enum entry_kind { ENTRY_FORM, ENTRY_STEM, ENTRY_PREFIX };

/* A word looked for. */
struct entry {
    const char *text;
    size_t len;
    size_t alike; /* a stem's: stems_alike */
    enum entry_kind kind;
    uint32_t item, word; /* the word-th of the item's */
    struct entry *next;  /* of the same hash */
};

struct item {
    const struct query *node; /* with words */
};

struct marks {
    struct entry *entries;
    size_t n_entries;
    struct item *items;
    size_t n_items;
    struct entry **buckets; /* of forms and stems */
    size_t n_buckets;       /* a power of two */
    struct entry *prefixes;
    bool any_stem, any_near;
    /* First bytes of the entries: Snowball's English stems begin as their
     * words do, so a token that begins otherwise needs no stemming. */
    bool first[256];
};

static bool
has_words(const struct query *q)
{
    return q->type == QUERY_WORD || q->type == QUERY_PHRASE ||
           q->type == QUERY_NEAR;
}

static void
count_nodes(const struct query *q, size_t *items, size_t *words)
{
    if (q->type == QUERY_NOT)
        return;
    if (has_words(q)) {
        (*items)++;
        *words += q->n_words;
    }
    for (size_t i = 0; i < q->n_children; i++)
        count_nodes(q->children[i], items, words);
}

/* FNV-1a; stems and forms of the same letters are told apart. */
static size_t
hash(const char *text, size_t len, enum entry_kind kind)
{
    uint64_t h = UINT64_C(14695981039346656037) + (uint64_t)kind;

    for (size_t i = 0; i < len; i++)
        h = (h ^ (unsigned char)text[i]) * UINT64_C(1099511628211);
    return (size_t)(h ^ h >> 32);
}

static enum entry_kind
kind_of(const struct query *q, const struct query_word *w)
{
    bool exact = q->type == QUERY_WORD   ? q->exact
                 : q->type == QUERY_NEAR ? w->exact
                                         : !q->stemmed;

    if (w->prefix)
        return ENTRY_PREFIX;
    return exact ? ENTRY_FORM : ENTRY_STEM;
}

static void
add_entry(struct marks *m, const struct query *q, size_t i)
{
    const struct query_word *w = &q->words[i];
    struct entry *e = &m->entries[m->n_entries++];

    e->kind = kind_of(q, w);
    e->text = e->kind == ENTRY_STEM ? w->stem : w->form;
    e->len = strlen(e->text);
    e->alike = stems_alike(e->text);
    e->item = (uint32_t)m->n_items;
    e->word = (uint32_t)i;
    m->first[(unsigned char)e->text[0]] = true;
    m->any_stem |= e->kind == ENTRY_STEM;
    struct entry **list = &m->prefixes;
    if (e->kind != ENTRY_PREFIX)
        list = &m->buckets[hash(e->text, e->len, e->kind) & (m->n_buckets - 1)];
    e->next = *list;
    *list = e;
}

/* without: the field that is not looked at. */
static void
add_node(struct marks *m, const struct query *q, enum query_field without)
{
    if (q->type == QUERY_NOT)
        return;
    for (size_t i = 0; i < q->n_children; i++)
        add_node(m, q->children[i], without);
    if (!has_words(q) || q->field == without)
        return;
    for (size_t i = 0; i < q->n_words; i++)
        add_entry(m, q, i);
    m->any_near |= q->type == QUERY_NEAR;
    m->items[m->n_items++].node = q;
}

static struct marks *
new_marks(const struct query *tree, enum query_field without,
          struct arena *arena)
{
    struct marks *m = arena_alloc(arena, sizeof(*m));
    size_t items = 0, words = 0;

    if (tree == NULL)
        return m;
    count_nodes(tree, &items, &words);
    m->items = arena_array(arena, items, sizeof(*m->items));
    m->entries = arena_array(arena, words, sizeof(*m->entries));
    for (m->n_buckets = 16; m->n_buckets < 2 * words;)
        m->n_buckets *= 2;
    m->buckets = arena_array(arena, m->n_buckets, sizeof(struct entry *));
    add_node(m, tree, without);
    return m;
}

struct marks *
marks_new(const struct query *tree, struct arena *arena)
{
    return new_marks(tree, QUERY_TITLE, arena);
}

struct marks *
marks_new_title(const struct query *tree, struct arena *arena)
{
    return new_marks(tree, QUERY_TEXT, arena);
}

/* A token of the text that is an entry of the vocabulary. */
struct sighting {
    uint32_t start, end, pos;
    const struct entry *entry;
    size_t next; /* sighting of its item, from 1; 0: none */
};

struct sightings {
    struct sighting *list;
    size_t n, cap;
};

static void
add_sighting(struct sightings *seen, const struct token *token,
             const struct entry *entry)
{
    seen->list = xgrow(seen->list, seen->n, &seen->cap, sizeof(*seen->list));
    seen->list[seen->n++] =
        (struct sighting){token->start, token->end, token->pos, entry, 0};
}

static void
see_text(const struct marks *m, const struct token *token, const char *text,
         size_t len, enum entry_kind kind, struct sightings *seen)
{
    const struct entry *e =
        m->buckets[hash(text, len, kind) & (m->n_buckets - 1)];

    for (; e != NULL; e = e->next)
        if (e->kind == kind && e->len == len && memcmp(e->text, text, len) == 0)
            add_sighting(seen, token, e);
}

/* Whether a form may be of a stem that is looked for. */
static bool
may_be(const struct marks *m, const char *form, size_t len)
{
    if (!m->any_stem || m->n_entries > COMPARED_MAX)
        return m->any_stem;
    for (size_t i = 0; i < m->n_entries; i++) {
        const struct entry *e = &m->entries[i];
        if (e->kind == ENTRY_STEM && len >= e->alike &&
            memcmp(form, e->text, e->alike) == 0)
            return true;
    }
    return false;
}

static void
see_token(const struct marks *m, struct tokenizer *t, const struct token *token,
          struct sightings *seen)
{
    if (!m->first[(unsigned char)token->form[0]])
        return;
    see_text(m, token, token->form, token->form_len, ENTRY_FORM, seen);
    for (const struct entry *e = m->prefixes; e != NULL; e = e->next)
        if (token->form_len >= e->len &&
            memcmp(token->form, e->text, e->len) == 0)
            add_sighting(seen, token, e);
    if (may_be(m, token->form, token->form_len)) {
        const char *stem = tokenizer_stem(t, token->form, token->form_len);
        see_text(m, token, stem, strlen(stem), ENTRY_STEM, seen);
    }
}

/* The end of the phrase of n words that begins at sighting i; 0 if it does
 * not. */
static uint32_t
phrase_end(const struct sightings *seen, size_t i, size_t n)
{
    uint32_t pos = seen->list[i].pos, end = seen->list[i].end;
    uint32_t item = seen->list[i].entry->item;

    for (uint32_t w = 1; w < n; w++) {
        while (i < seen->n && seen->list[i].pos < pos + w)
            i++;
        size_t j = i;
        while (j < seen->n && seen->list[j].pos == pos + w &&
               (seen->list[j].entry->item != item ||
                seen->list[j].entry->word != w))
            j++;
        if (j == seen->n || seen->list[j].pos != pos + w)
            return 0;
        end = seen->list[j].end;
    }
    return end;
}

/* The sightings of a nearness where it is one; places has room for all. */
static size_t
mark_near(const struct query *node, const struct sightings *seen, size_t first,
          struct near_place *places, struct mark *marks)
{
    size_t count = 0, n = 0;

    for (size_t i = first; i > 0; i = seen->list[i - 1].next)
        places[count++] = (struct near_place){
            seen->list[i - 1].pos, seen->list[i - 1].entry->word, false};
    near_find(places, count, node->n_words, node->near);
    count = 0;
    for (size_t i = first; i > 0; i = seen->list[i - 1].next) {
        const struct sighting *s = &seen->list[i - 1];
        if (places[count++].near)
            marks[n++] = (struct mark){s->start, s->end, s->entry->item};
    }
    return n;
}

/* All nearnesses: the sightings of each are strung together, so that each is
 * looked at once however many there are. */
static size_t
mark_nears(const struct marks *m, struct sightings *seen, struct mark *marks)
{
    size_t *first = xcalloc(m->n_items + 1, sizeof(*first)), n = 0;
    struct near_place *places = xcalloc(seen->n + 1, sizeof(*places));

    for (size_t i = seen->n; i > 0; i--) {
        struct sighting *s = &seen->list[i - 1];
        s->next = first[s->entry->item];
        first[s->entry->item] = i;
    }
    for (size_t item = 0; item < m->n_items; item++)
        if (m->items[item].node->type == QUERY_NEAR)
            n += mark_near(m->items[item].node, seen, first[item], places,
                           marks + n);
    free(places);
    free(first);
    return n;
}

static int
by_start(const void *a, const void *b)
{
    const struct mark *x = a, *y = b;

    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    if (x->end != y->end) /* the longer first: it swallows the others */
        return x->end > y->end ? -1 : 1;
    return x->item < y->item ? -1 : x->item > y->item;
}

/* Each sighting gives one mark at most. */
static size_t
make_marks(const struct marks *m, struct sightings *seen, struct mark *marks)
{
    size_t n = 0;

    for (size_t i = 0; i < seen->n; i++) {
        const struct sighting *s = &seen->list[i];
        const struct query *node = m->items[s->entry->item].node;
        if (s->entry->word != 0 || node->type == QUERY_NEAR)
            continue;
        uint32_t end = phrase_end(seen, i, node->n_words);
        if (end > 0)
            marks[n++] = (struct mark){s->start, end, s->entry->item};
    }
    return n + (m->any_near ? mark_nears(m, seen, marks + n) : 0);
}

size_t
marks_find(const struct marks *m, struct tokenizer *t, const char *text,
           size_t len, struct arena *arena, struct mark **out)
{
    struct sightings seen = {0};
    struct token token;
    size_t kept = 0;

    if (m->n_entries > 0) {
        tokenizer_start(t, text, len);
        tokenizer_only(t, m->first);
        while (seen.n < SIGHTINGS_MAX && tokenizer_next(t, &token))
            see_token(m, t, &token, &seen);
    }
    struct mark *marks = xcalloc(seen.n + 1, sizeof(*marks));
    size_t n = make_marks(m, &seen, marks);
    free(seen.list);
    if (n > 0)
        qsort(marks, n, sizeof(*marks), by_start);
    for (size_t i = 0; i < n; i++)
        if (kept == 0 || marks[i].start >= marks[kept - 1].end)
            marks[kept++] = marks[i];
    *out = arena_array(arena, kept, sizeof(**out));
    if (kept > 0)
        memcpy(*out, marks, kept * sizeof(*marks));
    free(marks);
    return kept;
}
