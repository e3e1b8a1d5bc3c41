/* Decoded postings: see postings.h. */
#include "config.h"

#include "match/postings.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

struct sizes {
    uint64_t cf;
    uint32_t windows, many;
    bool ascend;
};

static struct sizes
measure(const uint32_t *docids, const uint32_t *wdfs, uint32_t n)
{
    struct sizes s = {.ascend = n == 0 || docids[0] > 0};

    for (uint32_t i = 0; i < n; i++) {
        s.ascend &= i == 0 || docids[i] > docids[i - 1];
        s.windows += i == 0 || window_of(docids[i]) != window_of(docids[i - 1]);
        s.many += wdfs[i] >= 255;
        s.cf += wdfs[i];
    }
    return s;
}

/* The parts of the block, that with the largest elements first. */
struct block {
    struct postings_window *windows;
    struct postings_many *many;
    uint16_t *low;
    uint8_t *wdfs, *impacts, *bounds;
};

static void
fill_windows(const struct block *b, const uint32_t *docids, uint32_t n)
{
    uint32_t w = 0;

    for (uint32_t i = 0; i < n; i++) {
        if (i == 0 || window_of(docids[i]) != window_of(docids[i - 1]))
            b->windows[w++] = (struct postings_window){window_of(docids[i]), i};
        b->low[i] = docids[i] % WINDOW_UNITS;
    }
    b->windows[w] = (struct postings_window){WINDOW_END, n};
}

static void
fill_impacts(const struct block *b, const struct sizes *s,
             const uint32_t *docids, const uint32_t *wdfs,
             const struct curve *curve)
{
    uint32_t many = 0;

    for (uint32_t w = 0; w < s->windows; w++) {
        uint8_t most = 0;
        for (uint32_t i = b->windows[w].start; i < b->windows[w + 1].start;
             i++) {
            double impact =
                wdfs[i] > 0 ? curve_impact(curve, docids[i], wdfs[i]) : 0;
            b->impacts[i] = (uint8_t)ceil(impact * POSTINGS_IMPACTS);
            if (b->impacts[i] > most)
                most = b->impacts[i];
            b->wdfs[i] = wdfs[i] < 255 ? (uint8_t)wdfs[i] : 255;
            if (wdfs[i] >= 255)
                b->many[many++] = (struct postings_many){i, wdfs[i]};
        }
        b->bounds[w] = most;
    }
}

enum status
postings_make(struct postings *out, size_t *bytes, const uint32_t *docids,
              const uint32_t *wdfs, uint32_t n, const struct curve *curve,
              struct error *err)
{
    struct sizes s = measure(docids, wdfs, n);
    struct block b = {0};
    size_t weighs = s.cf > 0 ? 1 : 0;
    size_t size = ((size_t)s.windows + 1) * sizeof(*b.windows) +
                  s.many * sizeof(*b.many) + (size_t)n * sizeof(*b.low) +
                  weighs * (2 * (size_t)n + s.windows);

    if (!s.ascend || (n > 0 && docids[n - 1] > curve->last))
        return error_set(err, STATUS_CORRUPT,
                         "a word's postings do not ascend to unit %u",
                         curve->last);
    b.windows = malloc(size);
    if (b.windows == NULL)
        return error_set(err, STATUS_NOMEM,
                         "no memory for %zu bytes of a "
                         "word's postings",
                         size);
    b.many = (struct postings_many *)(b.windows + s.windows + 1);
    b.low = (uint16_t *)(b.many + s.many);
    b.wdfs = (uint8_t *)(b.low + n);
    b.impacts = b.wdfs + n;
    b.bounds = b.impacts + n;
    fill_windows(&b, docids, n);
    if (s.cf > 0)
        fill_impacts(&b, &s, docids, wdfs, curve);
    *out = (struct postings){
        .n = n,
        .cf = s.cf,
        .n_windows = s.windows,
        .windows = b.windows,
        .low = b.low,
        .wdfs = s.cf > 0 ? b.wdfs : NULL,
        .impacts = s.cf > 0 ? b.impacts : NULL,
        .bounds = s.cf > 0 ? b.bounds : NULL,
        .many = b.many,
        .n_many = s.many,
    };
    *bytes = size;
    return STATUS_OK;
}

uint32_t
postings_many_wdf(const struct postings *p, uint32_t index)
{
    uint32_t low = 0, high = p->n_many;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (p->many[middle].index < index)
            low = middle + 1;
        else
            high = middle;
    }
    return p->many[low].wdf;
}

uint32_t
postings_seek(const struct postings *p, uint32_t at, uint32_t window)
{
    uint32_t step = 1;

    if (p->windows[at].number >= window)
        return at; /* the one behind the last included */
    while (at + step < p->n_windows && p->windows[at + step].number < window) {
        at += step;
        step *= 2;
    }
    /* windows[at] is below, windows[high] is not. */
    uint32_t high = at + step < p->n_windows ? at + step : p->n_windows;
    while (high - at > 1) {
        uint32_t middle = at + (high - at) / 2;
        if (p->windows[middle].number < window)
            at = middle;
        else
            high = middle;
    }
    return high;
}

uint32_t
postings_find(const struct postings *p, uint32_t from, uint32_t to,
              uint32_t low)
{
    uint32_t step = 1, high = from;

    while (high < to && p->low[high] < low) {
        from = high + 1;
        high += step;
        step *= 2;
    }
    if (high > to)
        high = to;
    while (from < high) {
        uint32_t middle = from + (high - from) / 2;
        if (p->low[middle] < low)
            from = middle + 1;
        else
            high = middle;
    }
    return from;
}
