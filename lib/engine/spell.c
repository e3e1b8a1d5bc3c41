/* A query's text, mended: see spell.h.
 *
 * The text itself is changed, not the tree: so what is suggested looks as it
 * was typed, and what it finds is counted by asking it. */
#include "config.h"

#include "engine/spell.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "common/buf.h"
#include "engine/edits.h"
#include "engine/missing.h"

/* Options kept for a place of the text. */
#define OPTIONS_MAX 6

/* Letters of a word below which one that is in the index is not taken for
 * another: there are too many short words. */
#define REAL_WORD_LEAST 4

/* How much more frequent that other one must be: twice what the edit costs it
 * (2 to the power of EDITS_COST), or every rare word would be doubted. What is
 * suggested must find something beside the other words in any case. */
#define REAL_WORD_FACTOR 256u

/* And how much less likely that is, in bits: the word as it was typed comes
 * first, where it finds something. */
#define REAL_WORD_COST 20.0

/* Letters of each part of a word that is taken apart: "a" and the like make
 * two words of anything. */
#define PART_LEAST 2

/* What may stand instead of a word, or of two neighbours. */
struct option {
    const char *text;
    size_t first, words; /* the places that it takes: 1 or 2 */
    double score;        /* in bits, as of edits_score */
};

/* A word of the text that may be changed. */
struct place {
    uint32_t start, end; /* bytes of the text */
    const char *form;
    bool prefix;  /* a star stands behind it */
    bool missing; /* not in the index */
    bool next;    /* the next place is its neighbour: only a blank or a
                     hyphen stands between */
    struct option options[OPTIONS_MAX];
    size_t n_options;
};

struct speller {
    const struct store *store;
    struct arena *arena;
    const char *text;
    size_t len;
    uint64_t work;
    struct place *places;
    size_t n_places;
    size_t n_missing;
};

/* ---- the places ---- */

/* Whether the tree wants that form, as a word or as a prefix, what is under NOT
 * aside. */
static bool
wants(const struct query *q, const char *form, bool prefix)
{
    if (q->type == QUERY_NOT)
        return false;
    for (size_t i = 0; i < q->n_words; i++)
        if (q->words[i].prefix == prefix && strcmp(q->words[i].form, form) == 0)
            return true;
    for (size_t i = 0; i < q->n_children; i++)
        if (wants(q->children[i], form, prefix))
            return true;
    return false;
}

static bool
is_among(const char *form, const char *const *forms, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(forms[i], form) == 0)
            return true;
    return false;
}

/* Whether only blanks or one hyphen stand in text[start..end). */
static bool
is_gap(const char *text, uint32_t start, uint32_t end)
{
    size_t len = end - start;

    return len > 0 && ((len == 1 && text[start] == '-') ||
                       strspn(text + start, " ") >= len);
}

static void
find_places(struct speller *s, const struct query *tree, struct tokenizer *t,
            const char *const *missing, size_t n_missing)
{
    struct token token;
    uint32_t behind = 0; /* the last word's end */
    bool was_place = false;

    tokenizer_start(t, s->text, s->len);
    while (s->n_places < QUERY_WORDS_MAX && tokenizer_next(t, &token)) {
        if (token.alt)
            continue;
        bool prefix = token.end < s->len && s->text[token.end] == '*';
        bool is_place = wants(tree, token.form, prefix);
        if (is_place) {
            struct place *p = &s->places[s->n_places++];
            p->start = token.start;
            p->end = token.end;
            p->form = arena_strndup(s->arena, token.form, token.form_len);
            p->prefix = prefix;
            p->missing = is_among(
                prefix ? arena_printf(s->arena, "%s*", p->form) : p->form,
                missing, n_missing);
            s->n_missing += p->missing;
            if (was_place && !prefix && is_gap(s->text, behind, token.start))
                p[-1].next = true;
        }
        was_place = is_place;
        behind = token.end;
    }
}

/* ---- the options of a place ---- */

static void
add_option(struct place *p, struct option option)
{
    size_t at = p->n_options;

    for (; at > 0 && p->options[at - 1].score < option.score; at--)
        if (at < OPTIONS_MAX)
            p->options[at] = p->options[at - 1];
    if (at == OPTIONS_MAX)
        return;
    p->options[at] = option;
    if (p->n_options < OPTIONS_MAX)
        p->n_options++;
}

/* Whether form[0..len) is a word of the index, and in how many paragraphs. */
static bool
look_up(const struct store *s, const char *form, size_t len, uint32_t *df)
{
    uint32_t at = store_word_lower_bound(s, form, len);
    struct store_word word;

    if (at == store_words(s))
        return false;
    store_word(s, at, &word);
    if (strlen(word.form) != len || memcmp(word.form, form, len) != 0)
        return false;
    *df = word.df;
    return true;
}

/* Other words; of those with one stem, which find the same, the likeliest.
 * least: those with such a df or more, and no stop words; 0: all. They are
 * less likely by so many bits. */
static void
add_edits(struct speller *s, size_t place, unsigned max, uint32_t least,
          double less)
{
    struct place *p = &s->places[place];
    struct edits_word best[EDITS_BEST];
    size_t n = edits_find(s->store, p->form, max, &s->work, best);

    for (size_t i = 0; i < n; i++) {
        const struct store_word *w = &best[i].word;
        bool known = least > 0 &&
                     (w->df < least || token_is_stop(w->form, strlen(w->form)));
        for (size_t j = 0; j < i; j++)
            known = known || strcmp(best[j].word.stem, w->stem) == 0;
        if (!known)
            add_option(
                p, (struct option){w->form, place, 1, best[i].score - less});
    }
}

/* Other beginnings of words; the star stays behind them. */
static void
add_prefixes(struct speller *s, size_t place, unsigned max)
{
    struct place *p = &s->places[place];
    struct edits_word best[EDITS_BEST];
    size_t n = edits_find_prefix(s->store, p->form, max, &s->work, best);

    for (size_t i = 0; i < n; i++) {
        const char *text =
            arena_strndup(s->arena, best[i].word.form, best[i].len);
        add_option(p, (struct option){text, place, 1, best[i].score});
    }
}

/* A word of the index may be a slip all the same: a letter away from one that
 * is far more frequent. */
static void
add_doubts(struct speller *s, size_t place)
{
    const struct place *p = &s->places[place];
    size_t len = strlen(p->form);
    uint32_t df;

    if (p->prefix || len < REAL_WORD_LEAST || token_is_stop(p->form, len) ||
        !look_up(s->store, p->form, len, &df) ||
        df > UINT32_MAX / REAL_WORD_FACTOR)
        return;
    add_edits(s, place, 1, (df < 1 ? 1 : df) * REAL_WORD_FACTOR,
              REAL_WORD_COST + log2((double)df + 1));
}

/* The word as two: as likely as the two are to meet in a paragraph by chance,
 * or any word would come apart into common ones. In a field's value, to
 * which only the next word belongs, the two need parentheses. */
static void
add_parts(struct speller *s, size_t place)
{
    struct place *p = &s->places[place];
    size_t len = strlen(p->form);
    bool in_field = p->start > 0 && s->text[p->start - 1] == ':';

    for (size_t i = PART_LEAST; i + PART_LEAST <= len; i++) {
        uint32_t first, second;
        if (!look_up(s->store, p->form, i, &first) ||
            !look_up(s->store, p->form + i, len - i, &second))
            continue;
        const char *text =
            arena_printf(s->arena, in_field ? "(%.*s %s)" : "%.*s %s", (int)i,
                         p->form, p->form + i);
        uint64_t both =
            (uint64_t)first * second / (store_units(s->store) + UINT64_C(1));
        add_option(
            p, (struct option){text, place, 1, edits_score((uint32_t)both, 1)});
    }
}

/* The words of place first and the next one as one, an option of place. */
static void
add_joined(struct speller *s, size_t place, size_t first)
{
    const struct place *p = &s->places[first];
    const char *joined;
    uint32_t df;

    if (!p->next)
        return;
    joined = arena_printf(s->arena, "%s%s", p->form, p[1].form);
    if (look_up(s->store, joined, strlen(joined), &df))
        add_option(&s->places[place],
                   (struct option){joined, first, 2, edits_score(df, 1)});
}

/* ---- texts ---- */

/* The text with some options put in, which stand in its order and apart. */
static const char *
write_text(const struct speller *s, const struct option *const *options,
           size_t n)
{
    struct buf out = {0};
    size_t at = 0;

    for (size_t i = 0; i < n; i++) {
        const struct place *p = &s->places[options[i]->first];
        buf_add(&out, s->text + at, p->start - at);
        buf_add_str(&out, options[i]->text);
        at = p[options[i]->words - 1].end;
    }
    buf_add(&out, s->text + at, s->len - at);
    const char *text = arena_strndup(s->arena, out.data, out.len);
    buf_done(&out);
    return text;
}

/* Options chosen for the first of the words that are missing. */
struct choice {
    const struct option *options[SPELL_WORDS_MAX];
    size_t n;
    size_t taken; /* places before this one are settled */
    double score;
};

struct choices {
    struct choice best[SPELL_TRIES];
    size_t n;
};

static void
keep_choice(struct choices *list, const struct choice *c)
{
    size_t at = list->n;

    for (; at > 0 && list->best[at - 1].score < c->score; at--)
        if (at < SPELL_TRIES)
            list->best[at] = list->best[at - 1];
    if (at == SPELL_TRIES)
        return;
    list->best[at] = *c;
    if (list->n < SPELL_TRIES)
        list->n++;
}

/* All of the choices so far, with each option that the place has; and as it
 * is, where it is not missing. */
static void
choose(const struct speller *s, size_t place, const struct choices *so_far,
       struct choices *out)
{
    const struct place *p = &s->places[place];

    out->n = 0;
    for (size_t i = 0; i < so_far->n; i++) {
        struct choice c = so_far->best[i];
        bool joined = place < c.taken; /* to the word before */
        if (joined || !p->missing)
            keep_choice(out, &c);
        for (size_t j = 0; j < p->n_options && !joined; j++) {
            const struct option *o = &p->options[j];
            if (o->first < so_far->best[i].taken)
                continue;
            c = so_far->best[i];
            c.options[c.n++] = o;
            c.taken = o->first + o->words;
            c.score += o->score;
            keep_choice(out, &c);
        }
    }
}

/* Misspellings of short words are one edit away from too many others. */
static unsigned
edits_for(const char *form)
{
    size_t len = strlen(form);

    return len < 3 ? 0 : len < 6 ? 1 : EDITS_MAX;
}

/* Every word that is missing is to be something else; a few others may. */
static size_t
mend_missing(struct speller *s, const char *texts[SPELL_TRIES])
{
    struct choices lists[2] = {{.n = 1}};
    bool few = s->n_places <= SPELL_WORDS_MAX;
    size_t step = 0;

    if (s->n_missing > SPELL_WORDS_MAX)
        return 0;
    for (size_t i = 0; i < s->n_places; i++) {
        const struct place *p = &s->places[i];
        if (p->missing && p->prefix) {
            add_prefixes(s, i, edits_for(p->form));
        } else if (p->missing) {
            add_edits(s, i, edits_for(p->form), 0, 0);
            add_parts(s, i);
            add_joined(s, i, i);
            if (i > 0)
                add_joined(s, i, i - 1);
        } else if (few) {
            add_doubts(s, i);
        } else {
            continue;
        }
        choose(s, i, &lists[step % 2], &lists[(step + 1) % 2]);
        step++;
    }
    const struct choices *last = &lists[step % 2];
    for (size_t i = 0; i < last->n; i++)
        texts[i] = write_text(s, last->best[i].options, last->best[i].n);
    return last->n;
}

/* One word is something else, or two are one. */
static size_t
mend_known(struct speller *s, const char *texts[SPELL_TRIES])
{
    struct choices list = {.n = 0};

    if (s->n_places > SPELL_WORDS_MAX)
        return 0;
    for (size_t i = 0; i < s->n_places; i++) {
        struct place *p = &s->places[i];
        add_joined(s, i, i);
        add_doubts(s, i);
        for (size_t j = 0; j < p->n_options; j++) {
            const struct choice c = {.options = {&p->options[j]},
                                     .n = 1,
                                     .score = p->options[j].score};
            keep_choice(&list, &c);
        }
    }
    for (size_t i = 0; i < list.n; i++)
        texts[i] = write_text(s, list.best[i].options, 1);
    return list.n;
}

size_t
spell_texts(const struct store *s, const struct query *tree, const char *text,
            size_t len, struct tokenizer *t, struct arena *arena,
            const char *texts[SPELL_TRIES])
{
    const char **missing = NULL;
    size_t n_missing = missing_forms(s, tree, arena, &missing);
    struct speller speller = {
        .store = s,
        .arena = arena,
        .text = text,
        .len = len,
        .work = SPELL_WORK_MAX,
    };

    if (tree == NULL || n_missing > SPELL_WORDS_MAX)
        return 0;
    speller.places =
        arena_array(arena, QUERY_WORDS_MAX, sizeof(*speller.places));
    find_places(&speller, tree, t, missing, n_missing);
    return speller.n_missing > 0 ? mend_missing(&speller, texts)
                                 : mend_known(&speller, texts);
}
