/* A term's postings, decoded: which units have it and how often, in windows,
 * four bytes a posting. What a unit's wdf and length make of BM25 is rounded
 * up into one of them, so that most postings need not be scored. */
#ifndef MATCH_POSTINGS_H
#define MATCH_POSTINGS_H

#include <stddef.h>
#include <stdint.h>

#include "common/error.h"
#include "match/window.h"

/* How BM25 saturates: impact = wdf / (k1 (b len/mean + 1 - b) + wdf), which
 * is below 1 (Robertson & Zaragoza, "The Probabilistic Relevance Framework",
 * 2009; with (k1 + 1) and the term's weight it is Xapian's BM25Weight). */
struct curve {
    const uint32_t *lengths; /* by docid, up to last */
    uint32_t last;
    double slope, constant; /* k1 b / mean, k1 (1 - b) */
};

/* min_normlen of Xapian's formula is 0 here. mean 0: all are of mean length,
 * as Xapian has it where nothing has a length. */
static inline struct curve
curve_make(const uint32_t *lengths, uint32_t last, double mean, double k1,
           double b)
{
    return (struct curve){lengths, last, mean > 0 ? k1 * b / mean : 0,
                          k1 * (1 - b)};
}

static inline double
curve_impact(const struct curve *c, uint32_t docid, uint32_t wdf)
{
    return wdf / (c->slope * c->lengths[docid] + c->constant + wdf);
}

/* Rounded impacts: of 255 that the impact is at most. */
#define POSTINGS_IMPACTS 255

/* Window `number` has the postings from start up to the next one's. */
struct postings_window {
    uint32_t number, start;
};

struct postings_many {
    uint32_t index, wdf;
};

struct postings {
    uint32_t n;
    uint64_t cf;                           /* the sum of the wdfs */
    uint32_t n_windows;                    /* those that have any */
    const struct postings_window *windows; /* ascending; behind the last one
                                              stands {WINDOW_END, n} */
    const uint16_t *low;                   /* n: docids within their windows */
    /* NULL where all wdfs are 0, as those of filters: */
    const uint8_t *wdfs;              /* n; 255: look in many */
    const uint8_t *impacts;           /* n, rounded up */
    const uint8_t *bounds;            /* n_windows: the highest impact there */
    const struct postings_many *many; /* by index */
    uint32_t n_many;
};

/* Makes them in one block of *bytes bytes, which free() frees: out->windows is
 * its start, also where there are none. STATUS_CORRUPT: docids do not
 * ascend from 1 to curve's last; STATUS_NOMEM. */
enum status postings_make(struct postings *out, size_t *bytes,
                          const uint32_t *docids, const uint32_t *wdfs,
                          uint32_t n, const struct curve *curve,
                          struct error *err) WARN_UNUSED;

/* The wdf of one that has 255 in wdfs. */
uint32_t postings_many_wdf(const struct postings *p, uint32_t index);

static inline uint32_t
postings_wdf(const struct postings *p, uint32_t index)
{
    return p->wdfs[index] < 255 ? p->wdfs[index] : postings_many_wdf(p, index);
}

/* The first place in windows, from `at` on, whose number is not below window;
 * n_windows where there is none. Galloping: a few steps for what is near. */
uint32_t postings_seek(const struct postings *p, uint32_t at, uint32_t window);

/* The index, from `from` up to `to`, of the first posting whose low is not
 * below; `to` where there is none. Both in one window. */
uint32_t postings_find(const struct postings *p, uint32_t from, uint32_t to,
                       uint32_t low);

#endif
