/* Scores: see score.h. */
#include "config.h"

#include "match/score.h"

#include <math.h>
#include <string.h>

/* Where so many postings or more stand in a window for each unit that is to be
 * scored, the units are looked up in the list: a look-up costs some ten steps
 * of going through it. */
#define LOOK_UP 8u

/* The sum of all weights in the whole numbers of score_narrow: a sum of
 * weights times impacts stays below 2^32. */
#define WHOLE (1u << 23)

struct stem {
    struct score_stem stem;
    uint32_t whole; /* the weight, of WHOLE; rounded up */
    uint32_t at;    /* of the list's windows */
};

struct score {
    const struct curve *curve;
    struct stem *stems;
    size_t n;
    double weights; /* the sum of all */
    double sums[WINDOW_UNITS];
    uint32_t bounds[WINDOW_UNITS]; /* of score_narrow */
};

double
score_weight(double n, double df, double k1)
{
    double weight = (n - df + 0.5) / (df + 0.5);

    if (weight < 2)
        weight = weight * 0.5 + 1;
    return log(weight) * (k1 + 1);
}

struct score *
score_new(const struct curve *curve, const struct score_stem *stems, size_t n,
          struct arena *arena)
{
    struct score *s = arena_alloc(arena, sizeof(*s));

    s->curve = curve;
    s->stems = arena_array(arena, n, sizeof(*s->stems));
    for (size_t i = 0; i < n; i++) {
        if (stems[i].list->impacts == NULL)
            continue;
        s->stems[s->n++].stem = stems[i];
        s->weights += stems[i].weight;
    }
    for (size_t i = 0; i < s->n; i++)
        s->stems[i].whole =
            (uint32_t)ceil(s->stems[i].stem.weight / s->weights * WHOLE);
    return s;
}

double
score_bound(struct score *s, uint32_t window)
{
    double bound = 0;

    for (size_t i = 0; i < s->n; i++) {
        struct stem *stem = &s->stems[i];
        const struct postings *p = stem->stem.list;
        stem->at = postings_seek(p, stem->at, window);
        if (p->windows[stem->at].number == window)
            bound += stem->stem.weight * p->bounds[stem->at];
    }
    /* The sums may differ in their last digits. */
    return bound / POSTINGS_IMPACTS * (1 + 1e-9);
}

bool
score_narrow(struct score *s, uint32_t window, double least, uint64_t *bits)
{
    /* As a sum of whole weights times impacts, rounded down. */
    double whole = least / s->weights * WHOLE * POSTINGS_IMPACTS * (1 - 1e-9);
    uint64_t any = 0;

    if (whole >= UINT32_MAX)
        return false;
    memset(s->bounds, 0, sizeof(s->bounds));
    for (size_t i = 0; i < s->n; i++) {
        struct stem *stem = &s->stems[i];
        const struct postings *p = stem->stem.list;
        stem->at = postings_seek(p, stem->at, window);
        if (p->windows[stem->at].number != window)
            continue;
        uint32_t end = p->windows[stem->at + 1].start;
        for (uint32_t k = p->windows[stem->at].start; k < end; k++)
            s->bounds[p->low[k]] += stem->whole * p->impacts[k];
    }
    for (unsigned i = 0; i < WINDOW_WORDS; i++) {
        uint64_t out = 0;
        for (uint64_t in = bits[i]; in != 0; in &= in - 1) {
            uint32_t bound = s->bounds[i * 64 + (unsigned)__builtin_ctzll(in)];
            out |= bound >= (uint32_t)whole ? in & -in : 0;
        }
        any |= bits[i] = out;
    }
    return any != 0;
}

static void
go_through(struct score *s, const struct stem *stem, uint32_t window,
           const uint64_t *bits)
{
    const struct postings *p = stem->stem.list;
    uint32_t first = window_first(window);
    uint32_t end = p->windows[stem->at + 1].start;

    for (uint32_t i = p->windows[stem->at].start; i < end; i++)
        if (window_has(bits, p->low[i]))
            s->sums[p->low[i]] +=
                stem->stem.weight *
                curve_impact(s->curve, first + p->low[i], postings_wdf(p, i));
}

static void
look_up(struct score *s, const struct stem *stem, uint32_t window,
        const uint64_t *bits)
{
    const struct postings *p = stem->stem.list;
    uint32_t at = p->windows[stem->at].start;
    uint32_t end = p->windows[stem->at + 1].start;

    for (WINDOW_EACH(bits, low)) {
        at = postings_find(p, at, end, (uint32_t)low);
        if (at == end)
            return;
        if (p->low[at] == low)
            s->sums[low] +=
                stem->stem.weight *
                curve_impact(s->curve, window_first(window) + (uint32_t)low,
                             postings_wdf(p, at));
    }
}

const double *
score_window(struct score *s, uint32_t window, const uint64_t *bits)
{
    uint32_t units = window_count(bits);

    for (WINDOW_EACH(bits, low))
        s->sums[low] = 0;
    for (size_t i = 0; i < s->n; i++) {
        struct stem *stem = &s->stems[i];
        const struct postings_window *w;
        stem->at = postings_seek(stem->stem.list, stem->at, window);
        w = &stem->stem.list->windows[stem->at];
        if (w->number != window)
            continue;
        if ((w[1].start - w[0].start) / LOOK_UP >= units)
            look_up(s, stem, window, bits);
        else
            go_through(s, stem, window, bits);
    }
    return s->sums;
}

double
score_unit(const struct score *s, uint32_t docid)
{
    double sum = 0;

    for (size_t i = 0; i < s->n; i++) {
        const struct postings *p = s->stems[i].stem.list;
        uint32_t w = postings_seek(p, 0, window_of(docid));
        if (p->windows[w].number != window_of(docid))
            continue;
        uint32_t end = p->windows[w + 1].start, low = docid % WINDOW_UNITS;
        uint32_t at = postings_find(p, p->windows[w].start, end, low);
        if (at < end && p->low[at] == low)
            sum += s->stems[i].stem.weight *
                   curve_impact(s->curve, docid, postings_wdf(p, at));
    }
    return sum;
}
