/* Acronyms in a query: see expand.h. Nodes are never changed; depth is bounded
 * by the parser's QUERY_NESTING_MAX. */
#include "config.h"

#include "engine/expand.h"

#include <string.h>

#include "common/buf.h"

/* The other ways to say a word, or words in a row. */
struct ways {
    const struct glossary_entry *entries[EXPAND_MEANINGS_MAX];
    size_t n;
};

/* Children of a node being made. */
struct list {
    struct query **items;
    size_t n;
};

/* ---- what the tables say ---- */

static bool
is_off(const struct expander *e, const char *folded)
{
    const struct glossary_entry *const *first;
    size_t n = glossary_of_acronym(e->own, folded, &first);

    for (size_t i = 0; i < n; i++)
        if (first[i]->n_words == 0)
            return true;
    return false;
}

static bool
has_word(const struct expander *e, const struct query_word *w)
{
    return store_stem_forms(e->store, w->stem, NULL, 0) > 0;
}

static bool
has_words(const struct expander *e, const struct glossary_entry *entry)
{
    for (size_t i = 0; i < entry->n_words; i++)
        if (!has_word(e, &entry->words[i]))
            return false;
    return entry->n_words > 0;
}

/* The same for who asks: what it stands for, or which acronym. */
static bool
is_known(const struct ways *ways, const struct glossary_entry *entry,
         bool acronyms)
{
    for (size_t i = 0; i < ways->n; i++) {
        const struct glossary_entry *known = ways->entries[i];
        if (acronyms ? strcmp(known->self->form, entry->self->form) == 0
                     : strcmp(known->key, entry->key) == 0)
            return true;
    }
    return false;
}

/* Adds those of the entries that the index has: their acronyms, or their
 * words. */
static void
add_ways(const struct expander *e, struct ways *ways,
         const struct glossary_entry *const *entries, size_t n, bool acronyms)
{
    for (size_t i = 0; i < n && ways->n < EXPAND_MEANINGS_MAX; i++) {
        const struct glossary_entry *entry = entries[i];
        bool there =
            acronyms ? has_word(e, entry->self) && !is_off(e, entry->self->form)
                     : has_words(e, entry);
        if (there && !is_known(ways, entry, acronyms))
            ways->entries[ways->n++] = entry;
    }
}

static struct ways
meanings_of(const struct expander *e, const char *folded)
{
    const struct glossary_entry *const *first;
    struct ways ways = {.n = 0};

    if (is_off(e, folded))
        return ways;
    size_t n = glossary_of_acronym(e->own, folded, &first);
    add_ways(e, &ways, first, n, false);
    n = glossary_of_acronym(e->learned, folded, &first);
    add_ways(e, &ways, first, n, false);
    return ways;
}

static struct ways
acronyms_with(const struct expander *e, const char *key)
{
    const struct glossary_entry *const *first;
    struct ways ways = {.n = 0};

    size_t n = glossary_of_words(e->own, key, &first);
    add_ways(e, &ways, first, n, true);
    n = glossary_of_words(e->learned, key, &first);
    add_ways(e, &ways, first, n, true);
    return ways;
}

/* Notes an expansion; false: there were enough of them already. */
static bool
note(struct expander *e, const char *from, const char *to, uint32_t docid)
{
    struct store_unit unit = {.id = ""};

    for (size_t i = 0; i < e->n; i++)
        if (strcmp(e->done[i].from, from) == 0 &&
            strcmp(e->done[i].to, to) == 0)
            return true;
    if (e->n == EXPAND_MAX)
        return false;
    if (docid != 0)
        store_unit(e->store, docid, &unit);
    e->done[e->n++] = (struct answer_expansion){from, to, unit.id};
    return true;
}

/* ---- nodes ---- */

static struct query *
new_node(struct expander *e, enum query_type type, const struct query *like)
{
    struct query *q = arena_alloc(e->arena, sizeof(*q));

    q->type = type;
    q->column = like->column;
    q->field = like->field;
    return q;
}

static struct query *
new_words(struct expander *e, const struct query_word *words, size_t n,
          const struct query *like)
{
    struct query *q = new_node(e, n > 1 ? QUERY_PHRASE : QUERY_WORD, like);

    q->stemmed = n > 1;
    q->words = arena_array(e->arena, n, sizeof(*q->words));
    memcpy(q->words, words, n * sizeof(*words));
    q->n_words = n;
    return q;
}

static struct query *
new_group(struct expander *e, enum query_type type, struct query *const *items,
          size_t n)
{
    if (n == 1)
        return items[0];
    struct query *q = new_node(e, type, items[0]);
    q->children = arena_array(e->arena, n, sizeof(struct query *));
    memcpy(q->children, items, n * sizeof(struct query *));
    q->n_children = n;
    return q;
}

/* ---- the tree ---- */

static bool
is_bare_word(const struct query *q)
{
    return q->type == QUERY_WORD && !q->exact && !q->words[0].prefix;
}

/* A word, or several typed as one: "anti-social". */
static bool
is_bare(const struct query *q)
{
    return is_bare_word(q) || (q->type == QUERY_PHRASE && q->joined);
}

/* How many of items[0..n) are words in a row that stand for acronyms, the most
 * of them; 0 for none. */
static size_t
find_run(const struct expander *e, struct query *const *items, size_t n,
         struct ways *ways)
{
    struct buf key = {0};
    size_t words = 0, best = 0;

    for (size_t i = 0;
         i < n && is_bare(items[i]) && items[i]->field == items[0]->field;
         i++) {
        words += items[i]->n_words;
        if (words > QUERY_PHRASE_MAX)
            break;
        for (size_t j = 0; j < items[i]->n_words; j++)
            glossary_add_to_key(&key, &items[i]->words[j]);
        struct ways found = acronyms_with(e, key.len > 0 ? key.data : "");
        if (found.n > 0) {
            *ways = found;
            best = i + 1;
        }
    }
    buf_done(&key);
    return best;
}

/* Adds to sides the acronyms of words, which like begins. */
static void
add_acronyms(struct expander *e, const struct ways *ways,
             const struct query *like, struct list *sides)
{
    for (size_t i = 0; i < ways->n; i++) {
        const struct glossary_entry *entry = ways->entries[i];
        if (note(e, entry->shown, entry->acronym, entry->docid))
            sides->items[sides->n++] = new_words(e, entry->self, 1, like);
    }
}

/* Whether the stem is the word without a plural's s: pcso of pcsos. */
static bool
is_plural(const struct query_word *w)
{
    size_t n = strlen(w->stem);

    return strncmp(w->form, w->stem, n) == 0 && strcmp(w->form + n, "s") == 0;
}

/* Adds to sides what the word stands for. */
static void
add_meanings(struct expander *e, const struct query *q, struct list *sides)
{
    /* Whether the query's stop words are left out or not: who types "it" means
     * no acronym. */
    if (!is_bare_word(q) ||
        token_is_stop(q->words[0].form, strlen(q->words[0].form)))
        return;
    struct ways ways = meanings_of(e, q->words[0].form);
    if (ways.n == 0 && is_plural(&q->words[0]))
        ways = meanings_of(e, q->words[0].stem);
    for (size_t i = 0; i < ways.n; i++) {
        const struct glossary_entry *entry = ways.entries[i];
        if (note(e, entry->acronym, entry->shown, entry->docid))
            sides->items[sides->n++] =
                new_words(e, entry->words, entry->n_words, q);
    }
}

static struct query *expand_group(struct expander *e, struct query *q,
                                  bool any);

static struct query *
expand_inside(struct expander *e, struct query *q)
{
    return q->n_children > 0 ? expand_group(e, q, false) : q;
}

/* Moves on by the words in a row that begin at items[0], or by one item, and
 * appends what they have become. flat: to an OR, which takes all sides as its
 * own. */
static size_t
expand_next(struct expander *e, struct query *const *items, size_t n, bool flat,
            bool runs, struct list *out)
{
    struct query *room[2 * EXPAND_MEANINGS_MAX + 1];
    struct list sides = {room + 1, 0};
    struct ways ways = {.n = 0};
    size_t used = runs ? find_run(e, items, n, &ways) : 0;

    if (used > 0)
        add_acronyms(e, &ways, items[0], &sides);
    else
        used = 1;
    if (used == 1)
        add_meanings(e, items[0], &sides);
    e->changed = e->changed || sides.n > 0;
    if (flat || sides.n == 0) {
        for (size_t i = 0; i < used; i++)
            out->items[out->n++] = expand_inside(e, items[i]);
        for (size_t i = 0; i < sides.n; i++)
            out->items[out->n++] = sides.items[i];
    } else {
        room[0] = new_group(e, QUERY_AND, items, used);
        out->items[out->n++] = new_group(e, QUERY_OR, room, sides.n + 1);
    }
    return used;
}

static struct query *
expand_group(struct expander *e, struct query *q, bool any)
{
    bool flat = q->type == QUERY_OR;
    struct list out = {.n = 0};

    out.items =
        arena_array(e->arena, q->n_children * (2 * EXPAND_MEANINGS_MAX + 1),
                    sizeof(struct query *));
    for (size_t i = 0; i < q->n_children;) {
        struct query *child = q->children[i];
        if (child->type == QUERY_NOT) {
            out.items[out.n++] = child;
            i++;
        } else if (any && !flat && child->type == QUERY_OR) {
            out.items[out.n++] = expand_group(e, child, true);
            i++;
        } else {
            i += expand_next(e, &q->children[i], q->n_children - i, flat,
                             any || !flat, &out);
        }
    }
    return new_group(e, q->type, out.items, out.n);
}

static struct query *
expand(struct expander *e, struct query *q, bool any)
{
    struct list out = {(struct query * [2 * EXPAND_MEANINGS_MAX + 1]){0}, 0};

    if (q->type == QUERY_AND || q->type == QUERY_OR)
        return expand_group(e, q, any);
    if (!is_bare(q))
        return q;
    (void)expand_next(e, &q, 1, false, true, &out);
    return out.items[0];
}

struct query *
expand_tree(struct expander *e, struct query *q, bool any)
{
    if (q == NULL)
        return NULL;
    e->changed = false;
    struct query *expanded = expand(e, q, any);
    return e->changed ? query_normalise(expanded, e->arena) : q;
}
