/* Snippets: see snippet.h. */
#include "config.h"

#include "engine/snippet.h"

#include <stdbool.h>
#include <string.h>

#include "common/bits.h"
#include "common/utf8.h"
#include "engine/sentence.h"

#define ELLIPSIS "\xe2\x80\xa6"

/* Bytes shown before the first mark of a sentence that must be cut. */
#define SNIPPET_LEAD 60

/* A part of the text: a sentence, or what becomes a snippet. */
struct span {
    size_t start, end;
};

struct text {
    const char *bytes;
    size_t len;
    const struct mark *marks;
    size_t n_marks;
    struct span *sentences;
    size_t n_sentences;
};

static void
split_sentences(struct text *t, struct arena *arena)
{
    /* Each has a byte and a blank at least. */
    t->sentences = arena_array(arena, t->len / 2 + 1, sizeof(*t->sentences));
    size_t at = sentence_skip_blanks(t->bytes, t->len, 0);
    while (at < t->len) {
        size_t end = sentence_end(t->bytes, t->len, at);
        t->sentences[t->n_sentences++] = (struct span){at, end};
        at = sentence_skip_blanks(t->bytes, t->len, end);
    }
}

/* The first mark that begins at or behind an offset. */
static size_t
mark_lower_bound(const struct text *t, size_t start)
{
    size_t low = 0, high = t->n_marks;

    while (low < high) {
        size_t middle = (low + high) / 2;
        if (t->marks[middle].start < start)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The items marked within a span, as a set (items beyond 63 share a bit),
 * and how many marks. */
static uint64_t
items_within(const struct text *t, struct span s, size_t *count)
{
    size_t first = mark_lower_bound(t, s.start), i = first;
    uint64_t items = 0;

    for (; i < t->n_marks && t->marks[i].start < s.end; i++)
        items |= UINT64_C(1) << (t->marks[i].item % 64);
    *count = i - first;
    return items;
}

/* The sentence that adds most to the items covered; n_sentences if none adds
 * any. The first of equals, but more marks are better. */
static size_t
best_sentence(const struct text *t, uint64_t covered)
{
    size_t best = t->n_sentences, best_count = 0;
    int best_items = 0;

    for (size_t i = 0; i < t->n_sentences; i++) {
        size_t count;
        uint64_t items = items_within(t, t->sentences[i], &count);
        int added = (int)bits_count(items & ~covered);
        if (added > best_items ||
            (added == best_items && added > 0 && count > best_count)) {
            best = i;
            best_items = added;
            best_count = count;
        }
    }
    return best;
}

static bool
is_space_at(const struct text *t, size_t i)
{
    return t->bytes[i] == ' ' || (t->bytes[i] == '\xc2' && i + 1 < t->len &&
                                  t->bytes[i + 1] == '\xa0');
}

/* A sentence that is too long: the window of it with most different items,
 * cut at blanks. */
static struct span
cut_sentence(const struct text *t, struct span sentence)
{
    size_t first = sentence.start;
    int best = -1;

    for (size_t i = mark_lower_bound(t, sentence.start);
         i < t->n_marks && t->marks[i].start < sentence.end; i++) {
        size_t start = t->marks[i].start, count;
        uint64_t items = items_within(
            t, (struct span){start, start + SNIPPET_FRAGMENT - SNIPPET_LEAD},
            &count);
        if ((int)bits_count(items) > best) {
            best = (int)bits_count(items);
            first = start;
        }
    }
    struct span cut = sentence;
    if (first > sentence.start + SNIPPET_LEAD) {
        cut.start = first - SNIPPET_LEAD;
        while (cut.start < first && !is_space_at(t, cut.start))
            cut.start++;
        cut.start = sentence_skip_blanks(t->bytes, t->len, cut.start);
    }
    if (sentence.end - cut.start > SNIPPET_FRAGMENT) {
        size_t end = cut.start + SNIPPET_FRAGMENT;
        while (end > cut.start && !is_space_at(t, end))
            end--;
        if (end == cut.start) /* one word without end */
            end = cut.start + utf8_cut(t->bytes + cut.start, t->len - cut.start,
                                       SNIPPET_FRAGMENT);
        cut.end = end;
    }
    return cut;
}

/* The fragment around a sentence: with those after it, then before it, as
 * long as they fit. */
static struct span
fragment_of(const struct text *t, size_t sentence)
{
    struct span s = t->sentences[sentence];

    if (s.end - s.start > SNIPPET_FRAGMENT)
        return cut_sentence(t, s);
    for (size_t i = sentence + 1;
         i < t->n_sentences &&
         t->sentences[i].end - s.start <= SNIPPET_FRAGMENT;
         i++)
        s.end = t->sentences[i].end;
    for (size_t i = sentence;
         i > 0 && s.end - t->sentences[i - 1].start <= SNIPPET_FRAGMENT; i--)
        s.start = t->sentences[i - 1].start;
    return s;
}

/* Whether a sentence begins (or ends) at this offset. */
static bool
is_sentence_edge(const struct text *t, size_t at, bool start)
{
    for (size_t i = 0; i < t->n_sentences; i++)
        if ((start ? t->sentences[i].start : t->sentences[i].end) == at)
            return true;
    return false;
}

static void
render(const struct text *t, struct span s, struct arena *arena,
       struct answer_snippet *out)
{
    bool cut_start = !is_sentence_edge(t, s.start, true);
    bool cut_end = !is_sentence_edge(t, s.end, false);
    size_t shift = cut_start ? strlen(ELLIPSIS) : 0;

    out->text = arena_printf(arena, "%s%.*s%s", cut_start ? ELLIPSIS : "",
                             (int)(s.end - s.start), t->bytes + s.start,
                             cut_end ? ELLIPSIS : "");
    size_t first = mark_lower_bound(t, s.start), last = first;
    /* One may begin before the span and reach into it. */
    first -= first > 0;
    while (last < t->n_marks && t->marks[last].start < s.end)
        last++;
    out->marks = arena_array(arena, last - first, sizeof(*out->marks));
    for (size_t i = first; i < last; i++) {
        const struct mark *m = &t->marks[i];
        size_t start = m->start > s.start ? m->start : s.start;
        size_t end = m->end < s.end ? m->end : s.end;
        if (start < end)
            out->marks[out->n_marks++] = (struct answer_mark){
                (uint32_t)(start - s.start + shift), (uint32_t)(end - start)};
    }
}

/* One span or two, in the order of the text; two that touch become one. */
static size_t
choose_spans(const struct text *t, size_t max, struct span spans[2])
{
    size_t count, first = best_sentence(t, 0);

    if (t->n_sentences == 0)
        return 0;
    spans[0] = fragment_of(t, first < t->n_sentences ? first : 0);
    if (max < 2 || first == t->n_sentences)
        return 1;
    size_t second = best_sentence(t, items_within(t, spans[0], &count));
    if (second == t->n_sentences)
        return 1;
    spans[1] = fragment_of(t, second);
    if (spans[1].start < spans[0].start) {
        struct span later = spans[0];
        spans[0] = spans[1];
        spans[1] = later;
    }
    if (sentence_skip_blanks(t->bytes, t->len, spans[0].end) < spans[1].start)
        return 2;
    if (spans[1].end > spans[0].end)
        spans[0].end = spans[1].end;
    return 1;
}

size_t
snippet_make(const struct marks *marks, struct tokenizer *tokenizer,
             const char *text, size_t len, size_t max, struct arena *arena,
             struct answer_snippet **out)
{
    struct mark *found;
    struct span spans[2];

    if (max == 0 || len == 0)
        return 0;
    if (len > SNIPPET_SCAN)
        len = utf8_cut(text, len, SNIPPET_SCAN);
    /* A hundred long texts have much that their snippets do not show. */
    struct arena *scratch = arena_new();
    struct text t = {.bytes = text, .len = len};
    t.n_marks = marks_find(marks, tokenizer, text, len, scratch, &found);
    t.marks = found;
    split_sentences(&t, scratch);
    size_t n;
    if (len <= SNIPPET_WHOLE && t.n_sentences > 0) {
        spans[0] = (struct span){t.sentences[0].start,
                                 t.sentences[t.n_sentences - 1].end};
        n = 1;
    } else {
        n = choose_spans(&t, max, spans);
    }
    *out = arena_array(arena, n, sizeof(**out));
    for (size_t i = 0; i < n; i++)
        render(&t, spans[i], arena, &(*out)[i]);
    arena_free(scratch);
    return n;
}
