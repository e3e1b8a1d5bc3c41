/* What a query found in a text: see marks.h.
 *
 * The query's words are a small vocabulary. One pass over the text notes each
 * token that is one of them (a sighting); words are marks as they are,
 * phrases are looked for among the sightings. */
#include "config.h"

#include "engine/marks.h"

#include <stdlib.h>
#include <string.h>

#include "common/xalloc.h"

/* A word looked for: by its stem, or by its form. */
struct entry {
    const char *text;
    size_t len;
    bool stem;
};

struct item {
    const struct query *node; /* QUERY_WORD or QUERY_PHRASE */
    uint32_t first;           /* of its words' entries, one after the other */
};

struct marks {
    struct entry *entries;
    size_t n_entries;
    struct item *items;
    size_t n_items;
    bool any_stem;
    /* First bytes of the entries: Snowball's English stems begin as their
     * words do, so a token that begins otherwise needs no stemming. */
    bool first[256];
};

static void
count_nodes(const struct query *q, size_t *items, size_t *words)
{
    if (q->type == QUERY_NOT)
        return;
    if ((q->type == QUERY_WORD || q->type == QUERY_PHRASE) &&
        q->field != QUERY_TITLE) {
        (*items)++;
        *words += q->n_words;
    }
    for (size_t i = 0; i < q->n_children; i++)
        count_nodes(q->children[i], items, words);
}

static void
add_node(struct marks *m, const struct query *q)
{
    if (q->type == QUERY_NOT)
        return;
    for (size_t i = 0; i < q->n_children; i++)
        add_node(m, q->children[i]);
    if ((q->type != QUERY_WORD && q->type != QUERY_PHRASE) ||
        q->field == QUERY_TITLE)
        return;
    bool stem = q->type == QUERY_WORD ? !q->exact : q->stemmed;
    m->items[m->n_items++] =
        (struct item){.node = q, .first = (uint32_t)m->n_entries};
    for (size_t i = 0; i < q->n_words; i++) {
        const char *text = stem ? q->words[i].stem : q->words[i].form;
        m->entries[m->n_entries++] =
            (struct entry){.text = text, .len = strlen(text), .stem = stem};
        m->first[(unsigned char)text[0]] = true;
        m->any_stem |= stem;
    }
}

struct marks *
marks_new(const struct query *tree, struct arena *arena)
{
    struct marks *m = arena_alloc(arena, sizeof(*m));
    size_t items = 0, words = 0;

    if (tree == NULL)
        return m;
    count_nodes(tree, &items, &words);
    m->items = arena_array(arena, items, sizeof(*m->items));
    m->entries = arena_array(arena, words, sizeof(*m->entries));
    add_node(m, tree);
    return m;
}

/* A token of the text that is an entry of the vocabulary. */
struct sighting {
    uint32_t start, end, pos, entry;
};

struct sightings {
    struct sighting *list;
    size_t n, cap;
};

static void
see_token(const struct marks *m, struct tokenizer *t, const struct token *token,
          struct sightings *seen)
{
    if (!m->first[(unsigned char)token->form[0]])
        return;
    const char *stem =
        m->any_stem ? tokenizer_stem(t, token->form, token->form_len) : NULL;
    for (size_t e = 0; e < m->n_entries; e++) {
        const struct entry *entry = &m->entries[e];
        const char *have = entry->stem ? stem : token->form;
        if (strcmp(have, entry->text) != 0)
            continue;
        seen->list =
            xgrow(seen->list, seen->n, &seen->cap, sizeof(*seen->list));
        seen->list[seen->n++] = (struct sighting){token->start, token->end,
                                                  token->pos, (uint32_t)e};
    }
}

/* The end of the phrase whose words are entries first..first+n-1 and which
 * begins at sighting i; 0 if it does not. */
static uint32_t
phrase_end(const struct sightings *seen, size_t i, uint32_t first, size_t n)
{
    uint32_t pos = seen->list[i].pos, end = seen->list[i].end;

    for (size_t w = 1; w < n; w++) {
        while (i < seen->n && seen->list[i].pos < pos + w)
            i++;
        size_t j = i;
        while (j < seen->n && seen->list[j].pos == pos + w &&
               seen->list[j].entry != first + w)
            j++;
        if (j == seen->n || seen->list[j].pos != pos + w)
            return 0;
        end = seen->list[j].end;
    }
    return end;
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

/* The item whose first word is this entry, or NULL. */
static const struct item *
item_of(const struct marks *m, uint32_t entry)
{
    for (size_t i = 0; i < m->n_items; i++)
        if (m->items[i].first == entry)
            return &m->items[i];
    return NULL;
}

size_t
marks_find(const struct marks *m, struct tokenizer *t, const char *text,
           size_t len, struct arena *arena, struct mark **out)
{
    struct sightings seen = {0};
    struct token token;
    size_t n = 0, kept = 0;

    if (m->n_entries > 0) {
        tokenizer_start(t, text, len);
        while (tokenizer_next(t, &token))
            see_token(m, t, &token, &seen);
    }
    struct mark *marks = arena_array(arena, seen.n, sizeof(*marks));
    for (size_t i = 0; i < seen.n; i++) {
        const struct item *item = item_of(m, seen.list[i].entry);
        if (item == NULL)
            continue;
        uint32_t end = phrase_end(&seen, i, item->first, item->node->n_words);
        if (end > 0)
            marks[n++] = (struct mark){seen.list[i].start, end,
                                       (uint32_t)(item - m->items)};
    }
    free(seen.list);
    if (n > 0)
        qsort(marks, n, sizeof(*marks), by_start);
    for (size_t i = 0; i < n; i++)
        if (kept == 0 || marks[i].start >= marks[kept - 1].end)
            marks[kept++] = marks[i];
    *out = marks;
    return kept;
}
