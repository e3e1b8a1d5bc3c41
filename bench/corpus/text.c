/* Paragraphs by chance: see text.h. */
#include "config.h"

#include "bench/corpus/text.h"

#include <math.h>
#include <stdlib.h>

#include "common/xalloc.h"

#define Q 2.7
#define S 1.07
#define MEDIAN 70.0
/* Of the logarithm of the length: exp(SIGMA^2 / 2) is mean by median. */
#define SIGMA 0.584
#define WORDS_MIN 5
#define TOPICS 200
#define TOPIC_WORDS 40
#define TOPIC_SHARE 0.12 /* of the words of a document */
#define PAIRS 5000       /* ranks that may have a word that likes to follow */
#define PAIR_SHARE 0.3   /* how often it does */

/* Walker's alias method: a draw is one look. */
struct alias {
    uint32_t *limit; /* of 2^32: below it the column itself, else the other */
    uint32_t *other;
    uint32_t n;
};

struct text_maker {
    struct alias words;
    uint32_t topic[TOPICS][TOPIC_WORDS];
    uint32_t follows[PAIRS]; /* 0: none */
};

/* Vose's construction. */
static void
alias_make(struct alias *a, double *weight, uint32_t n)
{
    uint32_t *small = xcalloc(n, sizeof(*small));
    uint32_t *large = xcalloc(n, sizeof(*large));
    uint32_t n_small = 0, n_large = 0;
    double sum = 0;

    a->n = n;
    a->limit = xcalloc(n, sizeof(*a->limit));
    a->other = xcalloc(n, sizeof(*a->other));
    for (uint32_t i = 0; i < n; i++)
        sum += weight[i];
    for (uint32_t i = 0; i < n; i++) {
        weight[i] *= n / sum;
        a->limit[i] = UINT32_MAX;
        a->other[i] = i;
        if (weight[i] < 1)
            small[n_small++] = i;
        else
            large[n_large++] = i;
    }
    while (n_small > 0 && n_large > 0) {
        uint32_t s = small[--n_small], l = large[n_large - 1];
        a->limit[s] = (uint32_t)(weight[s] * 0x1p32);
        a->other[s] = l;
        weight[l] -= 1 - weight[s];
        if (weight[l] < 1) {
            n_large--;
            small[n_small++] = l;
        }
    }
    free(small);
    free(large);
}

static uint32_t
alias_draw(const struct alias *a, struct chance *chance)
{
    uint64_t r = chance_next(chance);
    uint32_t i = (uint32_t)(((r >> 32) * a->n) >> 32);

    return (uint32_t)r < a->limit[i] ? i : a->other[i];
}

struct text_maker *
text_maker_new(const struct vocabulary *v, struct chance *chance)
{
    struct text_maker *m = xcalloc(1, sizeof(*m));
    double *weight = xcalloc(VOCABULARY_WORDS, sizeof(*weight));

    for (uint32_t i = 0; i < VOCABULARY_WORDS; i++)
        weight[i] = pow(i + 1 + Q, -S);
    alias_make(&m->words, weight, VOCABULARY_WORDS);
    free(weight);
    for (uint32_t i = 0; i < TOPICS; i++)
        for (uint32_t k = 0; k < TOPIC_WORDS; k++)
            m->topic[i][k] = 200 + chance_below(chance, 20000);
    for (uint32_t i = 0; i < PAIRS; i++)
        if (!v->words[i].stop && chance_below(chance, 2) == 0)
            m->follows[i] = 20 + chance_below(chance, 8000);
    return m;
}

void
text_maker_free(struct text_maker *m)
{
    free(m->words.limit);
    free(m->words.other);
    free(m);
}

uint32_t
text_topic(const struct text_maker *m, struct chance *chance)
{
    (void)m;
    return chance_below(chance, TOPICS);
}

/* Box and Muller. */
static double
normal(struct chance *chance)
{
    double u = 1 - chance_unit(chance), v = chance_unit(chance);

    return sqrt(-2 * log(u)) * cos(2 * M_PI * v);
}

static uint32_t
draw(const struct text_maker *m, uint32_t topic, uint32_t before,
     struct chance *chance)
{
    double luck = chance_unit(chance);

    if (before < PAIRS && m->follows[before] != 0 && luck < PAIR_SHARE)
        return m->follows[before];
    if (luck >= 1 - TOPIC_SHARE) {
        /* The first words of a topic more than the last. */
        uint32_t a = chance_below(chance, TOPIC_WORDS);
        uint32_t b = chance_below(chance, TOPIC_WORDS);
        return m->topic[topic][a < b ? a : b];
    }
    return alias_draw(&m->words, chance);
}

uint32_t
text_make(const struct text_maker *m, uint32_t topic, struct chance *chance,
          uint32_t out[TEXT_WORDS_MAX])
{
    double length = round(MEDIAN * exp(SIGMA * normal(chance)));
    uint32_t n = (uint32_t)fmin(fmax(length, WORDS_MIN), TEXT_WORDS_MAX);
    uint32_t sentence = 8 + chance_below(chance, 18);
    uint32_t before = UINT32_MAX;

    for (uint32_t i = 0; i < n; i++) {
        before = draw(m, topic, before, chance);
        out[i] = before;
        if (--sentence == 0 || i + 1 == n) {
            out[i] |= TEXT_END;
            sentence = 8 + chance_below(chance, 18);
            before = UINT32_MAX;
        }
    }
    return n;
}
