/* Trees compared, brought to normal form, and relaxed. Nodes are never
 * changed: a new tree shares what stays the same. Depth is bounded by the
 * parser's QUERY_NESTING_MAX. */
#include "config.h"

#include "query/query.h"

#include <string.h>

bool
query_is_filter(const struct query *q)
{
    switch (q->type) {
    case QUERY_KIND:
    case QUERY_YEAR:
    case QUERY_PLAN:
    case QUERY_DATE:
    case QUERY_COMMITTEE:
    case QUERY_SOURCE:
    case QUERY_PARA:
        return true;
    default:
        return false;
    }
}

static bool
words_equal(const struct query *a, const struct query *b)
{
    if (a->field != b->field || a->exact != b->exact ||
        a->stemmed != b->stemmed || a->n_words != b->n_words)
        return false;
    for (size_t i = 0; i < a->n_words; i++)
        if (strcmp(a->words[i].form, b->words[i].form) != 0 ||
            a->words[i].prefix != b->words[i].prefix ||
            a->words[i].exact != b->words[i].exact)
            return false;
    return true;
}

bool
query_equal(const struct query *a, const struct query *b)
{
    if (a == b)
        return true;
    if (a == NULL || b == NULL || a->type != b->type)
        return false;
    switch (a->type) {
    case QUERY_WORD:
    case QUERY_PHRASE:
        return words_equal(a, b);
    case QUERY_NEAR:
        return a->near == b->near && words_equal(a, b);
    case QUERY_KIND:
        return a->kind == b->kind;
    case QUERY_DATE:
        return a->date_from == b->date_from && a->date_to == b->date_to;
    case QUERY_COMMITTEE:
    case QUERY_SOURCE:
    case QUERY_PARA:
        return strcmp(a->text, b->text) == 0;
    case QUERY_YEAR:
        return a->year_from == b->year_from && a->year_to == b->year_to;
    case QUERY_PLAN:
        return strcmp(a->plan, b->plan) == 0;
    case QUERY_AND:
    case QUERY_OR:
    case QUERY_NOT:
        break;
    }
    if (a->n_children != b->n_children)
        return false;
    for (size_t i = 0; i < a->n_children; i++)
        if (!query_equal(a->children[i], b->children[i]))
            return false;
    return true;
}

/* Adds child to q, which has room, unless it is there already. */
static void
add_once(struct query *q, struct query *child)
{
    for (size_t i = 0; i < q->n_children; i++)
        if (query_equal(q->children[i], child))
            return;
    q->children[q->n_children++] = child;
}

/* A stop word typed as a bare word. */
static bool
is_bare_stop(const struct query *q)
{
    return q->type == QUERY_WORD && q->field == QUERY_ANYWHERE && !q->exact &&
           q->words[0].stop;
}

/* Whether there is a word to find in the node, not restrictions alone. */
static bool
is_wanted(const struct query *q)
{
    if (q->type == QUERY_WORD || q->type == QUERY_PHRASE ||
        q->type == QUERY_NEAR)
        return true;
    if (q->type != QUERY_AND && q->type != QUERY_OR)
        return false;
    for (size_t i = 0; i < q->n_children; i++)
        if (is_wanted(q->children[i]))
            return true;
    return false;
}

static void
drop_stops(struct query *q)
{
    bool other = false;
    size_t n = 0;

    for (size_t i = 0; i < q->n_children; i++)
        other = other ||
                (is_wanted(q->children[i]) && !is_bare_stop(q->children[i]));
    if (!other)
        return;
    for (size_t i = 0; i < q->n_children; i++)
        if (!is_bare_stop(q->children[i]))
            q->children[n++] = q->children[i];
    q->n_children = n;
}

/* Takes q's children (already normal) into a new node of its type, those of
 * the same type flattened. */
static struct query *
flatten(const struct query *q, struct query **children, struct arena *arena)
{
    struct query *flat = arena_alloc(arena, sizeof(*flat));
    size_t room = 0;

    for (size_t i = 0; i < q->n_children; i++)
        room += children[i]->type == q->type ? children[i]->n_children : 1;
    *flat = *q;
    flat->children = arena_array(arena, room, sizeof(*flat->children));
    flat->n_children = 0;
    for (size_t i = 0; i < q->n_children; i++) {
        struct query *child = children[i];
        if (child->type != q->type) {
            add_once(flat, child);
            continue;
        }
        for (size_t j = 0; j < child->n_children; j++)
            add_once(flat, child->children[j]);
    }
    return flat;
}

static struct query *
normalise_not(struct query *q, struct arena *arena)
{
    struct query *child = query_normalise(q->children[0], arena);

    if (child->type == QUERY_NOT)
        return child->children[0];
    struct query *copy = arena_alloc(arena, sizeof(*copy));
    *copy = *q;
    copy->children = arena_array(arena, 1, sizeof(*copy->children));
    copy->children[0] = child;
    return copy;
}

struct query *
query_normalise(struct query *q, struct arena *arena)
{
    if (q->type == QUERY_NOT)
        return normalise_not(q, arena);
    if (q->type != QUERY_AND && q->type != QUERY_OR)
        return q;
    struct query **children =
        arena_array(arena, q->n_children, sizeof(*children));
    for (size_t i = 0; i < q->n_children; i++)
        children[i] = query_normalise(q->children[i], arena);
    struct query *flat = flatten(q, children, arena);
    if (flat->type == QUERY_AND)
        drop_stops(flat);
    return flat->n_children == 1 ? flat->children[0] : flat;
}

struct query *
query_any(const struct query *q, struct arena *arena)
{
    if (q == NULL || q->type != QUERY_AND)
        return NULL;
    struct query *any = arena_alloc(arena, sizeof(*any));
    struct query *all = arena_alloc(arena, sizeof(*all));
    *all = *any = *q;
    any->type = QUERY_OR;
    any->children = arena_array(arena, q->n_children, sizeof(*any->children));
    any->n_children = 0;
    all->children =
        arena_array(arena, q->n_children + 1, sizeof(*all->children));
    all->children[0] = any;
    all->n_children = 1;
    for (size_t i = 0; i < q->n_children; i++) {
        struct query *child = q->children[i];
        if (is_wanted(child))
            any->children[any->n_children++] = child;
        else
            all->children[all->n_children++] = child;
    }
    return any->n_children < 2 ? NULL : query_normalise(all, arena);
}
