/* Total, counts and the best in one pass: see collect.h. */
#include "config.h"

#include "match/collect.h"

#include <string.h>

#include "match/groups.h"

/* Impacts that are looked at together for one that is high enough. */
#define STRETCH 32u

/* Fewer units of a window are scored without a look at their impacts, which
 * means to go through all postings there. */
#define NARROW_LEAST 64u

struct collector {
    const struct collect_job *job;
    struct collect_result result;
    struct groups *groups;
    bool counted;                  /* total and facets are known already */
    uint64_t *twice[STORE_FACETS]; /* counts by facet, then by code */
};

/* ---- counting ---- */

/* Neighbours mostly have the same code: were they counted in one place, each
 * would wait for the one before. */
static void
count_codes(const struct collect_facet *f, uint64_t *twice, uint32_t window,
            const uint64_t *bits)
{
    const uint32_t *codes = f->codes + window_first(window);

    for (WINDOW_EACH(bits, low))
        twice[(low & 1) * f->n + codes[low]]++;
}

static void
start_counts(struct collector *c)
{
    for (size_t i = 0; i < c->job->n_facets; i++)
        c->twice[i] = arena_array(
            c->job->arena, 2 * (size_t)c->job->facets[i].n, sizeof(uint64_t));
}

static void
finish_counts(struct collector *c)
{
    for (size_t i = 0; i < c->job->n_facets; i++) {
        struct collect_facet *f = &c->job->facets[i];
        for (uint32_t code = 0; code < f->n; code++)
            f->counts[code] = c->twice[i][code] + c->twice[i][f->n + code];
    }
}

/* Narrows bits, what matches but for what restricts facets, to what matches;
 * counts those facets on the way, each without its own restriction. False:
 * nothing is left. */
static bool
restrict_facets(struct collector *c, uint32_t window, uint64_t *bits)
{
    const struct collect_job *job = c->job;
    uint64_t own[STORE_FACETS][WINDOW_WORDS];
    bool has[STORE_FACETS];
    size_t n = 0;

    for (size_t i = 0; i < job->n_facets; i++) {
        if (job->facets[i].own == NULL)
            continue;
        memcpy(own[n], bits, sizeof(own[n]));
        has[n] = node_filter(job->facets[i].own, window, own[n]);
        n++;
    }
    if (n == 0)
        return true;
    for (size_t i = 0, mine = 0; i < job->n_facets; i++) {
        uint64_t here[WINDOW_WORDS];
        bool any = true;
        if (job->facets[i].own == NULL)
            continue;
        memcpy(here, bits, sizeof(here));
        for (size_t j = 0; j < n && any; j++)
            any = j == mine || (has[j] && window_and(here, own[j]));
        if (any)
            count_codes(&job->facets[i], c->twice[i], window, here);
        mine++;
    }
    for (size_t j = 0; j < n; j++)
        if (!has[j] || !window_and(bits, own[j]))
            return false;
    return true;
}

static void
count_window(struct collector *c, uint32_t window, const uint64_t *bits)
{
    const struct collect_job *job = c->job;

    c->result.total += window_count(bits);
    for (size_t i = 0; i < job->n_facets; i++)
        if (job->facets[i].own == NULL)
            count_codes(&job->facets[i], c->twice[i], window, bits);
}

/* Total and facets of one list, which are kept with it. */
static void
count_list(struct collector *c)
{
    const struct collect_job *job = c->job;

    c->result.total = job->list->n;
    for (size_t i = 0; i < job->n_facets; i++) {
        struct collect_facet *f = &job->facets[i];
        cache_count(job->cache, job->list, f->facet, f->codes, f->n, f->counts);
    }
    c->counted = true;
}

/* ---- the best ---- */

static void
add_unit(struct collector *c, uint32_t docid, double score)
{
    const struct collect_order *o = c->job->order;
    const struct best_unit unit = {score, o->keys[docid], docid, 0};

    if (c->groups != NULL)
        groups_add(c->groups, o->groups[docid], &unit);
    else
        best_add(&c->result.best, &unit);
}

/* By key alone the scores wait until it is known whose are wanted. */
static bool
scores_now(const struct collector *c)
{
    return c->job->score != NULL && c->job->order->depth > 0 &&
           (c->groups != NULL || c->job->order->order == BEST_BY_SCORE);
}

/* Spoils bits. */
static void
collect_window(struct collector *c, uint32_t window, uint64_t *bits)
{
    struct best *best = &c->result.best;
    uint32_t first = window_first(window);

    if (!scores_now(c)) {
        for (WINDOW_EACH(bits, low))
            add_unit(c, first + (uint32_t)low, 0);
        return;
    }
    double least = c->groups != NULL ? -INFINITY : best_least(best);
    if (score_bound(c->job->score, window) < least)
        return;
    if (least > 0 && window_count(bits) >= NARROW_LEAST &&
        !score_narrow(c->job->score, window, least, bits))
        return;
    const double *scores = score_window(c->job->score, window, bits);
    for (WINDOW_EACH(bits, low)) {
        if (scores[low] < least)
            continue;
        add_unit(c, first + (uint32_t)low, scores[low]);
        if (c->groups == NULL)
            least = best_least(best);
    }
}

/* ---- one stem alone: impacts say which postings need no look ---- */

/* The least impact, of POSTINGS_IMPACTS, that can reach the score. */
static unsigned
least_impact(double score, double weight)
{
    double least = score / weight * POSTINGS_IMPACTS;

    if (!(least > 0))
        return 0;
    least = ceil(least - 1e-6);
    return least > POSTINGS_IMPACTS ? POSTINGS_IMPACTS + 1 : (unsigned)least;
}

static unsigned
highest(const uint8_t *impacts)
{
    uint8_t most = 0;

    for (unsigned i = 0; i < STRETCH; i++)
        most = impacts[i] > most ? impacts[i] : most;
    return most;
}

static void
collect_list_window(struct collector *c, uint32_t w)
{
    const struct score_stem *stem = c->job->alone;
    const struct postings *p = stem->list;
    struct best *best = &c->result.best;
    uint32_t first = window_first(p->windows[w].number);
    uint32_t i = p->windows[w].start, end = p->windows[w + 1].start;
    unsigned least = least_impact(best_least(best), stem->weight);

    while (i < end) {
        uint32_t stop = end - i < STRETCH ? end : i + STRETCH;
        if (stop - i == STRETCH && highest(p->impacts + i) < least) {
            i = stop;
            continue;
        }
        for (; i < stop; i++) {
            if (p->impacts[i] < least)
                continue;
            uint32_t docid = first + p->low[i];
            add_unit(c, docid,
                     stem->weight * curve_impact(c->job->curve, docid,
                                                 postings_wdf(p, i)));
        }
        least = least_impact(best_least(best), stem->weight);
    }
}

static void
collect_list(struct collector *c)
{
    const struct postings *p = c->job->alone->list;

    for (uint32_t w = 0; w < p->n_windows && watch_step(c->job->watch); w++)
        if (p->bounds[w] >=
            least_impact(best_least(&c->result.best), c->job->alone->weight))
            collect_list_window(c, w);
}

/* ---- all of it ---- */

static void
go_through(struct collector *c)
{
    const struct collect_job *job = c->job;
    bool collects = c->groups != NULL || job->order->depth > 0;
    uint64_t bits[WINDOW_WORDS];

    if (!c->counted)
        start_counts(c);
    for (uint32_t w = node_next(job->node, 0); w != WINDOW_END;
         w = node_next(job->node, w + 1)) {
        if (!watch_step(job->watch))
            return; /* what was counted means nothing */
        window_fill(bits);
        if (!node_filter(job->node, w, bits) ||
            job->watch->status != STATUS_OK ||
            (!c->counted && !restrict_facets(c, w, bits)))
            continue;
        if (!c->counted)
            count_window(c, w, bits);
        if (collects)
            collect_window(c, w, bits);
    }
    if (!c->counted)
        finish_counts(c);
}

static void
finish(struct collector *c)
{
    struct best *best = &c->result.best;

    if (c->groups != NULL) {
        c->result.groups = groups_count(c->groups);
        if (c->job->order->depth > 0)
            groups_take(c->groups, best);
    }
    best_sort(best);
    if (c->job->score != NULL && !scores_now(c))
        for (size_t i = 0; i < best->n; i++)
            best->list[i].score =
                score_unit(c->job->score, best->list[i].docid);
}

enum status
collect_run(const struct collect_job *job, struct collect_result *out,
            struct error *err)
{
    const struct collect_order *o = job->order;
    struct collector c = {.job = job};
    enum status status = STATUS_OK;

    if (o->groups != NULL)
        status = groups_new(&c.groups, o->n_groups, err);
    if (status != STATUS_OK)
        return status;
    best_start(&c.result.best, o->order, o->depth, job->arena);
    if (job->list != NULL)
        count_list(&c);
    /* It may have waited in a queue until now. */
    if (watch_look(job->watch) &&
        (!c.counted || c.groups != NULL || o->depth > 0)) {
        if (job->alone != NULL && c.groups == NULL &&
            o->order == BEST_BY_SCORE && job->alone->list->impacts != NULL)
            collect_list(&c);
        else
            go_through(&c);
    }
    finish(&c);
    groups_free(c.groups);
    status = watch_status(job->watch, err);
    if (status == STATUS_OK)
        *out = c.result;
    return status;
}
