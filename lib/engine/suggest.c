/* Completions: see suggest.h. The sorted words and titles are looked at from
 * the first that begins so to the last: their frequencies lie next to each
 * other, so that even all of a letter take a fraction of a millisecond. */
#include "config.h"

#include "engine/suggest.h"

#include <stdlib.h>
#include <string.h>

#include "common/buf.h"
#include "common/utf8.h"
#include "common/xalloc.h"
#include "engine/searcher-internal.h"
#include "store/schema.h"

/* Words kept of those that begin so, by the frequency of each form, before
 * those of their stems are looked up: so many more than are wanted. */
#define SPARE 2

struct words {
    struct store_word best[SPARE * SUGGEST_LIMIT_MAX];
    size_t n, max;
};

struct titles {
    struct store_title best[SUGGEST_LIMIT_MAX];
    size_t n, max;
};

struct suggester {
    struct searcher *searcher;
    const struct store *store;
    const struct glossary *own;
    struct arena *arena;
    const char *text;
    size_t len;
};

/* ---- words ---- */

/* Where the word of that stem stands in the list; n: nowhere. */
static size_t
find_stem(const struct words *list, const char *stem)
{
    size_t i = 0;

    while (i < list->n && strcmp(list->best[i].stem, stem) != 0)
        i++;
    return i;
}

/* Keeps the word where it is more frequent than one that is kept. */
static void
keep_word(struct words *list, const struct store_word *w)
{
    size_t known, at;

    if (list->n == list->max && w->df <= list->best[list->n - 1].df)
        return;
    if (w->form[1] == '\0' || token_is_stop(w->form, strlen(w->form)))
        return; /* a letter alone completes nothing */
    known = find_stem(list, w->stem);
    if (known < list->n && list->best[known].df >= w->df)
        return;
    at = known < list->n ? known : list->n;
    if (known == list->n) {
        if (list->n < list->max)
            list->n++;
        else
            at--;
    }
    for (; at > 0 && list->best[at - 1].df < w->df; at--)
        list->best[at] = list->best[at - 1];
    list->best[at] = *w;
}

static void
find_words(const struct suggester *s, const char *prefix, size_t len,
           struct words *out)
{
    uint32_t n = store_words(s->store);

    for (uint32_t i = store_word_lower_bound(s->store, prefix, len); i < n;
         i++) {
        struct store_word w;
        store_word(s->store, i, &w);
        if (strncmp(w.form, prefix, len) != 0)
            break;
        keep_word(out, &w);
    }
}

/* The word as it is shown: an acronym in its capitals. */
static const char *
show_word(const struct suggester *s, const char *form)
{
    const struct glossary_entry *const *first;

    if (glossary_of_acronym(s->own, form, &first) > 0 ||
        glossary_of_acronym(index_glossary(s->searcher->index), form, &first) >
            0)
        return first[0]->acronym;
    return form;
}

static int
compare_counts(const void *x, const void *y)
{
    const struct suggestion *a = x, *b = y;

    if (a->count != b->count)
        return a->count < b->count ? 1 : -1;
    return strcmp(a->text, b->text);
}

static enum status
count_stem(const struct suggester *s, const char *stem, uint64_t *count,
           struct error *err)
{
    struct buf term = {0};
    uint32_t df;
    uint64_t cf;

    schema_term(&term, SCHEMA_STEM, stem, strlen(stem));
    enum status status =
        xs_db_term(s->searcher->db, term.data, term.len, &df, &cf, err);
    buf_done(&term);
    if (status == STATUS_OK)
        *count = df;
    return status;
}

/* The words found, each with what a search for it finds. start: of the word in
 * the text. */
static enum status
take_words(const struct suggester *s, const struct words *found, size_t start,
           size_t limit, struct suggestions *out, struct error *err)
{
    enum status status = STATUS_OK;

    out->words = arena_array(s->arena, found->n, sizeof(*out->words));
    for (size_t i = 0; i < found->n && status == STATUS_OK; i++) {
        const struct store_word *w = &found->best[i];
        out->words[i].text = arena_printf(s->arena, "%.*s%s", (int)start,
                                          s->text, show_word(s, w->form));
        status = count_stem(s, w->stem, &out->words[i].count, err);
    }
    if (status != STATUS_OK)
        return status;
    if (found->n > 0)
        qsort(out->words, found->n, sizeof(*out->words), compare_counts);
    out->n_words = found->n < limit ? found->n : limit;
    return STATUS_OK;
}

/* ---- titles ---- */

static void
keep_title(struct titles *list, const struct store_title *t)
{
    size_t at = list->n;

    if (list->n == list->max) {
        if (t->units <= list->best[list->n - 1].units)
            return;
        at--;
    } else {
        list->n++;
    }
    for (; at > 0 && list->best[at - 1].units < t->units; at--)
        list->best[at] = list->best[at - 1];
    list->best[at] = *t;
}

/* inside: the text ends within a word; else the next one has to begin. */
static void
take_titles(const struct suggester *s, bool inside, size_t limit,
            struct suggestions *out)
{
    struct titles list = {.max = limit};
    struct buf folded = {0};
    uint32_t n = store_titles(s->store), i;

    tokenizer_fold(s->searcher->tokenizer, s->text, s->len, &folded);
    if (folded.len > 0 && !inside)
        buf_add_char(&folded, ' ');
    i = folded.len > 0
            ? store_title_lower_bound(s->store, folded.data, folded.len)
            : n;
    for (; i < n; i++) {
        struct store_title title;
        store_title(s->store, i, &title);
        if (strncmp(title.folded, folded.data, folded.len) != 0)
            break;
        keep_title(&list, &title);
    }
    buf_done(&folded);
    out->titles = arena_array(s->arena, list.n, sizeof(*out->titles));
    for (size_t j = 0; j < list.n; j++) {
        struct store_document d;
        store_document(s->store, list.best[j].document, &d);
        out->titles[j] = (struct suggestion){
            arena_strdup(s->arena, list.best[j].title), list.best[j].units,
            arena_strdup(s->arena, d.id)};
    }
    out->n_titles = list.n;
}

/* ---- both ---- */

/* The form of the word that the text ends in, and where it begins; false where
 * it ends behind one. */
static bool
last_word(const struct suggester *s, char form[TOKEN_FORM_MAX + 1],
          size_t *start)
{
    struct tokenizer *t = s->searcher->tokenizer;
    struct token token;
    bool inside = false;

    tokenizer_start(t, s->text, s->len);
    while (tokenizer_next(t, &token)) {
        if (token.alt)
            continue;
        inside = token.end == s->len;
        if (inside) {
            memcpy(form, token.form, token.form_len + 1);
            *start = token.start;
        }
    }
    return inside;
}

static bool
is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Whether the word at start is the value, or in the value, of a field that
 * filters: "year:20", "committee:\"pensions bo". Words of the text would be
 * none. */
static bool
is_filter(const struct suggester *s, size_t start)
{
    size_t colon = start, name;

    while (colon > 0 && s->text[colon - 1] != ':')
        colon--;
    if (colon-- == 0)
        return false;
    const char *value = s->text + colon + 1, *end = s->text + start;
    bool quoted = *value == '"';
    for (const char *c = value + quoted; c < end; c++)
        if (quoted ? *c == '"' : *c == ' ')
            return false; /* it ends before the word */
    for (name = colon; name > 0 && is_letter(s->text[name - 1]);)
        name--;
    return query_is_filter_name(s->text + name, colon - name);
}

static enum status
suggest(const struct suggester *s, size_t limit, struct suggestions *out,
        struct error *err)
{
    struct words found = {.max = SPARE * limit};
    char form[TOKEN_FORM_MAX + 1];
    size_t start = 0;
    enum status status = STATUS_OK;

    if (limit == 0)
        return STATUS_OK;
    bool inside = last_word(s, form, &start);
    if (inside && !is_filter(s, start)) {
        find_words(s, form, strlen(form), &found);
        status = take_words(s, &found, start, limit, out, err);
    }
    if (status == STATUS_OK)
        take_titles(s, inside, limit, out);
    return status;
}

enum status
suggest_new(struct suggestions **out, struct searcher *s,
            const struct glossary *own, const char *text, size_t len,
            size_t limit, struct error *err)
{
    struct arena *arena = arena_new();
    struct suggestions *result = arena_alloc(arena, sizeof(*result));
    const struct suggester suggester = {
        .searcher = s,
        .store = index_store(s->index),
        .own = own,
        .arena = arena,
        .text = text,
        .len = len,
    };
    enum status status;

    result->arena = arena;
    if (len > QUERY_BYTES_MAX || !utf8_valid(text, len))
        status = error_set(err, STATUS_INVALID,
                           "what is completed is UTF-8, of at most %u bytes",
                           QUERY_BYTES_MAX);
    else
        status = suggest(&suggester,
                         limit < SUGGEST_LIMIT_MAX ? limit : SUGGEST_LIMIT_MAX,
                         result, err);
    if (status == STATUS_OK)
        *out = result;
    else
        arena_free(arena);
    return status;
}

void
suggest_free(struct suggestions *s)
{
    if (s != NULL)
        arena_free(s->arena);
}
