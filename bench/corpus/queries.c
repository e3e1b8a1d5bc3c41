/* Queries to a made corpus: see queries.h. */
#include "config.h"

#include "bench/corpus/queries.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bench/corpus/text.h"
#include "common/xalloc.h"

#define SAMPLE 20000   /* paragraphs kept, about */
#define TRIES 1000     /* for one query */
#define TOGETHER 0.005 /* of all paragraphs have each word of and2 and and3 */
#define SAID 3 /* times that the kept paragraphs say a phrase, at least */

/* How often the sentences of the kept paragraphs have two or three words in a
 * row: 48 bits of a hash, 16 of the count, by open addressing. Of 20,000
 * paragraphs there are three million. */
#define RUN_SLOTS (1u << 23)
#define RUN_COUNT 0xffffu

struct paragraph {
    uint32_t *words;
    uint32_t n;
};

struct statistics {
    const struct vocabulary *v;
    uint32_t n_units, seen;
    uint32_t *df;   /* of each stem */
    uint32_t *last; /* paragraph that had it last */
    struct paragraph *sample;
    size_t n_sample, cap_sample;
    uint64_t *runs;
    uint32_t n_runs;
    struct chance chance;
};

struct statistics *
statistics_new(const struct vocabulary *v, uint32_t n_units, uint64_t seed)
{
    struct statistics *s = xcalloc(1, sizeof(*s));

    s->v = v;
    s->n_units = n_units;
    s->df = xcalloc(v->n_stems, sizeof(*s->df));
    s->last = xcalloc(v->n_stems, sizeof(*s->last));
    s->chance.state = seed;
    return s;
}

void
statistics_free(struct statistics *s)
{
    for (size_t i = 0; i < s->n_sample; i++)
        free(s->sample[i].words);
    free(s->sample);
    free(s->runs);
    free(s->df);
    free(s->last);
    free(s);
}

void
statistics_add(struct statistics *s, const uint32_t *words, uint32_t n)
{
    s->seen++;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t stem = s->v->words[words[i] & ~TEXT_END].stem;
        s->df[stem] += s->last[stem] != s->seen;
        s->last[stem] = s->seen;
    }
    if (chance_below(&s->chance, s->n_units) >= SAMPLE)
        return;
    s->sample =
        xgrow(s->sample, s->n_sample, &s->cap_sample, sizeof(*s->sample));
    struct paragraph *p = &s->sample[s->n_sample++];
    p->n = n;
    p->words = xcalloc(n, sizeof(*p->words));
    memcpy(p->words, words, n * sizeof(*words));
}

/* ---- words by how frequent they are ---- */

struct list {
    const struct word **words;
    size_t n, cap;
};

/* One word for each stem that from..to paragraphs have, its most frequent,
 * by chance in order. */
static struct list
words_between(struct statistics *s, double from, double to)
{
    struct list list = {0};
    uint32_t low = (uint32_t)fmax(1, ceil(from * s->n_units));
    uint32_t high = (uint32_t)fmax(low, floor(to * s->n_units));
    bool *taken = xcalloc(s->v->n_stems, sizeof(*taken));

    for (uint32_t i = 0; i < VOCABULARY_WORDS; i++) {
        const struct word *w = &s->v->words[i];
        if (w->stop || w->len < 3 || taken[w->stem] || s->df[w->stem] < low ||
            s->df[w->stem] > high)
            continue;
        taken[w->stem] = true;
        list.words = xgrow(list.words, list.n, &list.cap, sizeof(*list.words));
        list.words[list.n++] = w;
    }
    free(taken);
    for (size_t i = list.n; i > 1; i--) {
        size_t k = chance_below(&s->chance, (uint32_t)i);
        const struct word *kept = list.words[k];
        list.words[k] = list.words[i - 1];
        list.words[i - 1] = kept;
    }
    return list;
}

/* ---- queries ---- */

/* Of one class, so that none comes twice. */
struct query_list {
    const char *class;
    char **query;
    size_t n;
    FILE *out;
};

/* Whether it is new. */
static bool
put(struct query_list *l, const struct word *const *words, uint32_t n)
{
    char text[4 * (VOCABULARY_WORD_MAX + 1)];

    *text = '\0';
    for (uint32_t i = 0; i < n; i++) {
        if (i > 0)
            strcat(text, " ");
        strcat(text, words[i]->text);
    }
    for (size_t i = 0; i < l->n; i++)
        if (strcmp(l->query[i], text) == 0)
            return false;
    l->query[l->n++] = xstrdup(text);
    (void)fprintf(l->out, "%s\t%s\n", l->class, text);
    return true;
}

static bool
distinct(const struct word *const *words, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < i; k++)
            if (words[i]->stem == words[k]->stem)
                return false;
    return true;
}

static bool
pick_of_lists(struct statistics *s, const struct list *const *lists, uint32_t n,
              const struct word **out)
{
    for (uint32_t i = 0; i < n; i++) {
        if (lists[i]->n == 0)
            return false;
        out[i] =
            lists[i]->words[chance_below(&s->chance, (uint32_t)lists[i]->n)];
    }
    return distinct(out, n);
}

static bool
pick_together(struct statistics *s, uint32_t n, const struct word **out)
{
    const struct paragraph *p =
        &s->sample[chance_below(&s->chance, (uint32_t)s->n_sample)];

    for (uint32_t i = 0; i < n; i++) {
        uint32_t at = chance_below(&s->chance, p->n);
        const struct word *w = &s->v->words[p->words[at] & ~TEXT_END];
        if (w->stop || w->len < 3 ||
            s->df[w->stem] < TOGETHER * (double)s->n_units)
            return false;
        out[i] = w;
    }
    return distinct(out, n);
}

/* The slot of the n words that begin at words[0]; NULL where a sentence ends
 * within. */
static uint64_t *
run_slot(struct statistics *s, const uint32_t *words, uint32_t n)
{
    uint64_t h = 14695981039346656037u;

    for (uint32_t i = 0; i < n; i++) {
        if (i + 1 < n && (words[i] & TEXT_END) != 0)
            return NULL;
        struct chance mix = {h ^ (words[i] & ~TEXT_END)};
        h = chance_next(&mix);
    }
    uint32_t at = (uint32_t)h % RUN_SLOTS;
    while (s->runs[at] != 0 && ((s->runs[at] ^ h) & ~(uint64_t)RUN_COUNT) != 0)
        at = (at + 1) % RUN_SLOTS;
    if (s->runs[at] == 0)
        s->runs[at] = h & ~(uint64_t)RUN_COUNT;
    return &s->runs[at];
}

static void
count_runs(struct statistics *s)
{
    s->runs = xcalloc(RUN_SLOTS, sizeof(*s->runs));
    for (size_t k = 0; k < s->n_sample; k++) {
        const struct paragraph *p = &s->sample[k];
        for (uint32_t n = 2; n <= 3; n++)
            for (uint32_t i = 0; i + n <= p->n; i++) {
                uint64_t *slot = run_slot(s, p->words + i, n);
                if (slot == NULL || (*slot & RUN_COUNT) == RUN_COUNT ||
                    s->n_runs > RUN_SLOTS / 4 * 3)
                    continue;
                s->n_runs += (*slot & RUN_COUNT) == 0;
                ++*slot;
            }
    }
}

static bool
pick_phrase(struct statistics *s, uint32_t n, const struct word **out)
{
    const struct paragraph *p =
        &s->sample[chance_below(&s->chance, (uint32_t)s->n_sample)];
    uint32_t at = chance_below(&s->chance, p->n);
    bool all_stop = true;

    if (at + n > p->n)
        return false;
    const uint64_t *said = run_slot(s, p->words + at, n);
    if (said == NULL || (*said & RUN_COUNT) < SAID)
        return false;
    for (uint32_t i = 0; i < n; i++) {
        out[i] = &s->v->words[p->words[at + i] & ~TEXT_END];
        all_stop = all_stop && out[i]->stop;
    }
    return !all_stop && distinct(out, n);
}

uint32_t
queries_write(struct statistics *s, uint32_t each, FILE *out)
{
    struct list rare = words_between(s, 0.00005, 0.0005);
    struct list medium = words_between(s, 0.001, 0.01);
    struct list broad = words_between(s, 0.02, 1);
    const struct {
        const char *class;
        const struct list *lists[3];
        uint32_t n; /* words; of a phrase the least */
        char how;   /* w: each word of the list; l, t, p: as the functions */
    } classes[] = {
        {"rare", {&rare}, 1, 'w'},
        {"medium", {&medium}, 1, 'w'},
        {"broad", {&broad}, 1, 'w'},
        {"or2", {&broad, &broad}, 2, 'l'},
        {"or3", {&broad, &broad, &medium}, 3, 'l'},
        {"and2", {NULL}, 2, 't'},
        {"and3", {NULL}, 3, 't'},
        {"phrase", {NULL}, 2, 'p'},
    };
    uint32_t missing = 0;

    count_runs(s);
    for (size_t c = 0; c < sizeof(classes) / sizeof(classes[0]); c++) {
        struct query_list l = {.class = classes[c].class, .out = out};
        l.query = xcalloc(each, sizeof(*l.query));
        const struct word *words[3];
        for (uint32_t tries = 0; l.n < each && tries < each * TRIES; tries++) {
            uint32_t n = classes[c].n;
            bool found = false;
            if (classes[c].how == 'w') {
                if (tries == classes[c].lists[0]->n)
                    break;
                words[0] = classes[c].lists[0]->words[tries];
                found = true;
            } else if (classes[c].how == 'l') {
                found = pick_of_lists(s, classes[c].lists, n, words);
            } else if (s->n_sample > 0 && classes[c].how == 't') {
                found = pick_together(s, n, words);
            } else if (s->n_sample > 0) {
                n += chance_below(&s->chance, 2);
                found = pick_phrase(s, n, words);
            }
            if (found)
                (void)put(&l, words, n);
        }
        missing += each - (uint32_t)l.n;
        for (size_t i = 0; i < l.n; i++)
            free(l.query[i]);
        free(l.query);
    }
    free(rare.words);
    free(medium.words);
    free(broad.words);
    return missing;
}
