/* Words that the index does not have: see missing.h. */
#include "config.h"

#include "engine/missing.h"

#include <string.h>

struct list {
    const struct store *store;
    struct arena *arena;
    const char **forms;
    size_t n;
};

static bool
has_form(const struct store *s, const char *form)
{
    uint32_t at = store_word_lower_bound(s, form, strlen(form));
    struct store_word word;

    if (at == store_words(s))
        return false;
    store_word(s, at, &word);
    return strcmp(word.form, form) == 0;
}

static bool
has_prefix(const struct store *s, const char *prefix)
{
    size_t len = strlen(prefix);
    uint32_t at = store_word_lower_bound(s, prefix, len);
    struct store_word word;

    if (at == store_words(s))
        return false;
    store_word(s, at, &word);
    return strncmp(word.form, prefix, len) == 0;
}

/* Whether the word's own form is wanted, not any of its stem. */
static bool
is_exact(const struct query *q, const struct query_word *w)
{
    if (q->type == QUERY_NEAR)
        return w->exact;
    return q->type == QUERY_WORD ? q->exact : !q->stemmed;
}

bool
missing_has(const struct store *s, const struct query *q, size_t i)
{
    const struct query_word *w = &q->words[i];

    if (w->prefix)
        return has_prefix(s, w->form);
    if (is_exact(q, w))
        return has_form(s, w->form);
    return store_stem_forms(s, w->stem, NULL, 0) > 0;
}

static void
add_once(struct list *list, const char *form)
{
    for (size_t i = 0; i < list->n; i++)
        if (strcmp(list->forms[i], form) == 0)
            return;
    list->forms[list->n++] = form;
}

static size_t
count_words(const struct query *q)
{
    size_t n = q->n_words;

    for (size_t i = 0; i < q->n_children; i++)
        n += count_words(q->children[i]);
    return n;
}

/* Adds what is missing of q; whether anything is. Depth:
 * QUERY_NESTING_MAX. */
static bool
collect(struct list *list, const struct query *q)
{
    size_t before = list->n;
    bool missing = false;

    if (q->type == QUERY_NOT)
        return false;
    for (size_t i = 0; i < q->n_words; i++) {
        if (missing_has(list->store, q, i))
            continue;
        add_once(list, q->words[i].prefix
                           ? arena_printf(list->arena, "%s*", q->words[i].form)
                           : q->words[i].form);
        missing = true;
    }
    for (size_t i = 0; i < q->n_children; i++) {
        bool here = collect(list, q->children[i]);
        if (q->type == QUERY_OR && !here) {
            list->n = before;
            return false;
        }
        missing = missing || here;
    }
    return missing;
}

size_t
missing_forms(const struct store *s, const struct query *tree,
              struct arena *arena, const char ***forms)
{
    struct list list = {.store = s, .arena = arena};

    if (tree == NULL)
        return 0;
    list.forms = arena_array(arena, count_words(tree), sizeof(*list.forms));
    (void)collect(&list, tree);
    *forms = list.forms;
    return list.n;
}
