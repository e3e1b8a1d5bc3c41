/* Paragraphs like another one: see similar.h. */
#include "config.h"

#include "engine/similar.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "common/arena.h"
#include "common/buf.h"
#include "common/utf8.h"
#include "engine/match.h"
#include "engine/searcher-internal.h"
#include "store/schema.h"

/* Bytes of a unit that are looked at: some 5,000 words, ten times what any
 * paragraph has, in ten milliseconds. */
#define TEXT_MAX 32768u

/* Paragraphs that all words together may be in, beyond the best few: the cost
 * of the search. */
#define POSTINGS_MAX 200000u
#define WORDS_LEAST 3

struct word {
    const char *form; /* as the unit has it first */
    const char *stem;
    unsigned count; /* in the unit */
    size_t place;
    uint32_t df;
    double weight;
};

struct words {
    struct word *list;
    size_t n;
};

static int
compare_stems(const void *x, const void *y)
{
    const struct word *a = x, *b = y;
    int c = strcmp(a->stem, b->stem);

    return c != 0 ? c : (a->place > b->place) - (a->place < b->place);
}

/* The heaviest first; equal ones as the text has them. */
static int
compare_weights(const void *x, const void *y)
{
    const struct word *a = x, *b = y;

    if (a->weight != b->weight)
        return a->weight < b->weight ? 1 : -1;
    return (a->place > b->place) - (a->place < b->place);
}

/* Numbers say of a paragraph when and how much, not what it is about. */
static bool
is_telling(const struct token *token)
{
    return !token->alt && !token->stop &&
           strpbrk(token->form, "0123456789") == NULL;
}

/* The words of the text, each stem once, by stem. */
static struct words
read_words(struct tokenizer *t, const struct store_unit *unit,
           struct arena *arena)
{
    size_t len = utf8_cut(unit->text, unit->text_len, TEXT_MAX), n = 0;
    struct words words = {arena_array(arena, len / 2 + 1, sizeof(*words.list)),
                          0};
    struct token token;

    tokenizer_start(t, unit->text, len);
    while (tokenizer_next(t, &token)) {
        if (!is_telling(&token))
            continue;
        words.list[n] = (struct word){
            .form = arena_strndup(arena, token.form, token.form_len),
            .stem = arena_strdup(arena,
                                 tokenizer_stem(t, token.form, token.form_len)),
            .count = 1,
            .place = n,
        };
        n++;
    }
    if (n > 0)
        qsort(words.list, n, sizeof(*words.list), compare_stems);
    for (size_t i = 0; i < n; i++) {
        struct word *last = words.n > 0 ? &words.list[words.n - 1] : NULL;
        if (last != NULL && strcmp(last->stem, words.list[i].stem) == 0)
            last->count++;
        else
            words.list[words.n++] = words.list[i];
    }
    return words;
}

/* BM25 of the word in its unit, the length aside; 0 for one that no other unit
 * has. */
static double
weigh(const struct word *w, uint32_t units)
{
    double n = units, df = w->df, tf = w->count;

    if (w->df < 2)
        return 0;
    return log(1 + (n - df + 0.5) / (df + 0.5)) * tf * (MATCH_K1 + 1) /
           (tf + MATCH_K1);
}

static enum status
weigh_words(struct searcher *s, struct words *words, struct error *err)
{
    uint32_t units = store_units(index_store(s->index));
    struct buf term = {0};
    enum status status = STATUS_OK;

    for (size_t i = 0; i < words->n && status == STATUS_OK; i++) {
        struct word *w = &words->list[i];
        uint64_t cf;
        schema_term(&term, SCHEMA_STEM, w->stem, strlen(w->stem));
        status = xs_db_term(s->db, term.data, term.len, &w->df, &cf, err);
        w->weight = weigh(w, units);
    }
    buf_done(&term);
    if (status == STATUS_OK && words->n > 0)
        qsort(words->list, words->n, sizeof(*words->list), compare_weights);
    return status;
}

/* The query: any of the best words. */
static void
write_query(const struct words *words, struct buf *out)
{
    uint64_t postings = 0;
    size_t n = 0;

    buf_add_str(out, "");
    for (size_t i = 0; i < words->n && n < SIMILAR_WORDS_MAX; i++) {
        const struct word *w = &words->list[i];
        if (w->weight <= 0)
            break;
        if (n >= WORDS_LEAST && postings + w->df > POSTINGS_MAX)
            continue;
        postings += w->df;
        buf_addf(out, "%s%s", n > 0 ? " OR " : "", w->form);
        n++;
    }
}

/* What there is to say where nothing in the unit is said elsewhere. */
static struct answer *
nothing(const struct searcher *s, const struct search_request *r)
{
    struct answer *a = answer_new();

    a->query = "";
    a->from = r->from;
    a->grouped = r->group;
    a->generation = index_generation(s->index);
    a->notes = arena_array(a->arena, 1, sizeof(*a->notes));
    a->notes[a->n_notes++] = "no other paragraph has any of its words";
    return a;
}

enum status
similar_search(struct searcher *s, const char *id, size_t len,
               const struct search_request *r, struct answer **out,
               struct error *err)
{
    const struct store *store = index_store(s->index);
    struct search_request changed = *r;
    struct arena *arena = arena_new();
    struct buf query = {0};
    struct store_unit unit;
    uint32_t docid;

    enum status status = search_request_check(r, err);
    if (status == STATUS_OK)
        status = store_find_unit(store, id, len, &docid, err);
    if (status != STATUS_OK)
        goto out;
    store_unit(store, docid, &unit);
    struct words words = read_words(s->tokenizer, &unit, arena);
    status = weigh_words(s, &words, err);
    if (status != STATUS_OK)
        goto out;
    write_query(&words, &query);
    if (query.len == 0) {
        *out = nothing(s, r);
        goto out;
    }
    changed.query = query.data;
    changed.query_len = query.len;
    changed.match = SEARCH_ALL;
    changed.expand = false;
    changed.without = unit.id;
    status = searcher_search(s, &changed, out, err);
    if (status == STATUS_OK)
        (*out)->suggestion = NULL; /* nobody typed these words */
out:
    buf_done(&query);
    arena_free(arena);
    return status;
}
