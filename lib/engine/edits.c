/* Words few edits away: see edits.h.
 *
 * The sorted words are walked as the tree of their prefixes: each row of the
 * distance table belongs to a prefix and is computed once for all words that
 * begin so, and where a row says that nothing below it can be near enough, all
 * of them are jumped over. So no index of its own is needed. */
#include "config.h"

#include "engine/edits.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "common/utf8.h"
#include "query/query.h"

/* Rows: of prefixes up to the longest that can still be near. */
#define DEPTH_MAX (EDITS_CHARS_MAX + EDITS_MAX + 1)

struct walk {
    const struct store *store;
    unsigned max;
    uint64_t *work;

    uint32_t want[EDITS_CHARS_MAX]; /* the form's characters */
    unsigned n;

    /* Of the prefix that is looked at: its characters, where each ends, and a
     * row of the table for each, row 0 for the empty one. Cells farther than
     * max from the diagonal are over max, and not kept but at its edges. */
    const char *prefix;
    unsigned depth;
    uint32_t chars[DEPTH_MAX + 1]; /* chars[d] is the d-th, from 1 */
    size_t ends[DEPTH_MAX + 1];
    uint8_t rows[DEPTH_MAX + 1][EDITS_CHARS_MAX + 2];
    uint8_t least[DEPTH_MAX + 1]; /* of the row */

    /* Of a beginning of words: the nearest prefix of each prefix. */
    bool beginnings;
    uint8_t near[DEPTH_MAX + 1]; /* its edits; over max where none is near */
    uint8_t near_depth[DEPTH_MAX + 1];

    struct edits_word *best;
    size_t n_best;
};

static bool
has_digit(const char *form)
{
    return strpbrk(form, "0123456789") != NULL;
}

/* The form's characters; false where it is not one to be mended. */
static bool
take_form(struct walk *w, const char *form)
{
    size_t len = strlen(form);
    unsigned used;

    if (has_digit(form))
        return false;
    for (size_t i = 0; i < len; i += used) {
        if (w->n == EDITS_CHARS_MAX)
            return false;
        w->want[w->n++] = utf8_decode(form + i, len - i, &used);
    }
    return w->n > 0;
}

static void
first_row(struct walk *w)
{
    for (unsigned j = 0; j <= w->n; j++)
        w->rows[0][j] = (uint8_t)j;
    w->near[0] = (uint8_t)(w->max + 1);
}

/* Whether the prefix's row says how far it is from the whole form. */
static bool
reaches_end(const struct walk *w)
{
    return w->depth + w->max >= w->n && w->n + w->max >= w->depth;
}

static void
find_near(struct walk *w)
{
    unsigned d = w->depth;

    w->near[d] = w->near[d - 1];
    w->near_depth[d] = w->near_depth[d - 1];
    if (d < QUERY_PREFIX_MIN || !reaches_end(w))
        return;
    if (w->rows[d][w->n] < w->near[d] ||
        (w->rows[d][w->n] == w->near[d] && d <= w->n)) {
        w->near[d] = w->rows[d][w->n];
        w->near_depth[d] = (uint8_t)d;
    }
}

/* Computes the row of the prefix that was lengthened by one character. */
static void
next_row(struct walk *w)
{
    unsigned d = w->depth, max = w->max;
    uint32_t c = w->chars[d];
    uint8_t *row = w->rows[d];
    const uint8_t *up = w->rows[d - 1];
    unsigned from = d > max ? d - max : 0;
    unsigned to = d + max < w->n ? d + max : w->n;
    unsigned least = max + 1;

    if (from == 0)
        row[0] = (uint8_t)d;
    else
        row[from - 1] = (uint8_t)(max + 1);
    if (from == 0 && d < least)
        least = d;
    for (unsigned j = from > 0 ? from : 1; j <= to; j++) {
        unsigned v = up[j - 1] + (w->want[j - 1] != c);
        if (j < d + max && up[j] + 1u < v)
            v = up[j] + 1u;
        if (row[j - 1] + 1u < v)
            v = row[j - 1] + 1u;
        if (d > 1 && j > 1 && w->want[j - 2] == c &&
            w->want[j - 1] == w->chars[d - 1] && w->rows[d - 2][j - 2] + 1u < v)
            v = w->rows[d - 2][j - 2] + 1u;
        row[j] = (uint8_t)(v <= max ? v : max + 1);
        if (v < least)
            least = v;
    }
    w->least[d] = (uint8_t)least;
}

/* Whether no word that begins with the prefix can be near: neither from its
 * own row, nor from that before by an exchange. */
static bool
is_hopeless(const struct walk *w)
{
    return w->least[w->depth] > w->max &&
           (w->depth < 2 || w->least[w->depth - 1] >= w->max);
}

/* Whether the form of word i begins with the prefix. */
static bool
has_prefix(const struct walk *w, uint32_t i, size_t len)
{
    struct store_word word;

    store_word(w->store, i, &word);
    return strncmp(word.form, w->prefix, len) == 0;
}

/* The first word behind i that does not begin with the prefix, which that of
 * i does. In doubled steps, since mostly it is not far. */
static uint32_t
skip(const struct walk *w, uint32_t i)
{
    size_t len = w->ends[w->depth];
    uint32_t n = store_words(w->store), step = 1, low = i, high;

    while (n - low > step && has_prefix(w, low + step, len)) {
        low += step;
        step *= 2;
    }
    high = n - low > step ? low + step : n;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (has_prefix(w, middle, len))
            low = middle;
        else
            high = middle;
    }
    return high;
}

/* Takes out one that has the same form; its df, or 0. */
static uint32_t
take_same(struct walk *w, const char *form, size_t len)
{
    for (size_t i = 0; i < w->n_best; i++) {
        struct edits_word *e = &w->best[i];
        if (e->len != len || memcmp(e->word.form, form, len) != 0)
            continue;
        uint32_t df = e->word.df;
        w->n_best--;
        memmove(e, e + 1, (w->n_best - i) * sizeof(*e));
        return df;
    }
    return 0;
}

/* The first len bytes of the word, whose last character is last. */
static void
keep(struct walk *w, struct store_word word, size_t len, unsigned edits,
     uint32_t last)
{
    unsigned used;
    size_t at;

    if (edits == 0 || strcspn(word.form, "0123456789") < len)
        return;
    uint32_t first = utf8_decode(word.form, len, &used);
    if (w->beginnings)
        word.df += take_same(w, word.form, len);
    double score = edits_score(word.df, edits) -
                   (first != w->want[0] ? EDITS_COST_FIRST : 0);
    if (w->beginnings && last != w->want[w->n - 1] &&
        utf8_count(word.form, len) < w->n)
        score -= EDITS_COST_SHORTER;
    for (at = w->n_best; at > 0 && w->best[at - 1].score < score; at--)
        if (at < EDITS_BEST)
            w->best[at] = w->best[at - 1];
    if (at == EDITS_BEST)
        return;
    w->best[at] = (struct edits_word){word, len, edits, score};
    if (w->n_best < EDITS_BEST)
        w->n_best++;
}

/* Goes back to what the prefix and the word have in common. */
static void
back_to(struct walk *w, const char *form)
{
    size_t common = 0, len = w->ends[w->depth];

    while (common < len && form[common] == w->prefix[common])
        common++;
    while (w->ends[w->depth] > common)
        w->depth--;
    w->prefix = form;
}

/* Lengthens the prefix to the whole form, or as far as there is hope. False:
 * the work does not suffice. */
static bool
go_down(struct walk *w, size_t len, bool *hopeless)
{
    *hopeless = false;
    while (w->ends[w->depth] < len && !*hopeless) {
        size_t at = w->ends[w->depth];
        unsigned used;
        if (*w->work == 0)
            return false;
        --*w->work;
        w->depth++;
        w->chars[w->depth] = utf8_decode(w->prefix + at, len - at, &used);
        w->ends[w->depth] = at + used;
        next_row(w);
        find_near(w);
        *hopeless = is_hopeless(w);
    }
    return true;
}

double
edits_score(uint32_t df, unsigned edits)
{
    return log2((double)df + 1) - EDITS_COST * edits;
}

/* The sum of the df of words i to end, exclusively, or the most there can
 * be. */
static uint32_t
sum_df(const struct walk *w, uint32_t i, uint32_t end)
{
    uint64_t sum = 0;

    for (; i < end; i++) {
        struct store_word word;
        store_word(w->store, i, &word);
        sum += word.df;
    }
    return sum < UINT32_MAX / 2 ? (uint32_t)sum : UINT32_MAX / 2;
}

/* Keeps what is near of word i, or of those to end, exclusively, that all begin
 * with the prefix. */
static void
keep_near(struct walk *w, uint32_t i, uint32_t end, bool hopeless)
{
    unsigned d = w->depth, near = w->near_depth[d];
    struct store_word word;

    store_word(w->store, i, &word);
    if (w->beginnings && w->near[d] <= w->max) {
        word.df = sum_df(w, i, end);
        keep(w, word, w->ends[near], w->near[d], w->chars[near]);
    } else if (!w->beginnings && !hopeless && reaches_end(w) &&
               w->rows[d][w->n] <= w->max) {
        keep(w, word, w->ends[d], w->rows[d][w->n], 0);
    }
}

static size_t
find(struct walk *w, const char *form)
{
    uint32_t n = store_words(w->store), i = 0;

    if (!take_form(w, form))
        return 0;
    first_row(w);
    while (i < n) {
        struct store_word word;
        bool hopeless;
        store_word(w->store, i, &word);
        back_to(w, word.form);
        if (!go_down(w, strlen(word.form), &hopeless))
            return 0;
        uint32_t end = hopeless ? skip(w, i) : i + 1;
        keep_near(w, i, end, hopeless);
        i = end;
    }
    return w->n_best;
}

size_t
edits_find(const struct store *s, const char *form, unsigned max,
           uint64_t *work, struct edits_word best[EDITS_BEST])
{
    struct walk w = {
        .store = s, .max = max, .work = work, .best = best, .prefix = ""};

    return find(&w, form);
}

size_t
edits_find_prefix(const struct store *s, const char *form, unsigned max,
                  uint64_t *work, struct edits_word best[EDITS_BEST])
{
    struct walk w = {.store = s,
                     .max = max,
                     .work = work,
                     .best = best,
                     .prefix = "",
                     .beginnings = true};

    return find(&w, form);
}
