/* Two words at a distance: see pair.h. */
#include "config.h"

#include "match/pair.h"

#include "match/run.h"

/* Units that are looked up before the first is compared: their runs take a
 * kilobyte and a half, and a cache line of positions each. */
#define TOGETHER 32u

/* A word of more forms is looked up where it is compared. */
#define FORMS 16u

struct unit {
    uint32_t low;
    bool plain; /* both runs are there, narrow and short */
    struct positions_run runs[2];
};

/* Reads where the word stands, if that is told by one run. */
static bool
read_run(const struct pair_word *w, uint32_t low, struct positions_run *run)
{
    const struct cursor *in = NULL;
    uint32_t k, at = 0;

    for (size_t f = 0; f < w->n; f++) {
        if (!cursor_find(&w->forms[f], low, &k))
            continue;
        if (in != NULL)
            return false;
        in = &w->forms[f];
        at = k;
    }
    if (in == NULL)
        return false;
    positions_run(&in->part, at, run);
    __builtin_prefetch(run->narrow);
    return run->narrow != NULL && run->n <= RUN_SHORT;
}

static bool
has_pair(const struct unit *u, int32_t distance)
{
    for (uint32_t i = 0; i < u->runs[0].n; i++) {
        int64_t wanted = (int64_t)u->runs[0].narrow[i] + distance;
        if (wanted > 0 && run_has(&u->runs[1], (uint64_t)wanted))
            return true;
    }
    return false;
}

static void
compare(const struct pair *p, const struct unit *units, size_t n,
        uint64_t *bits, uint64_t *sure)
{
    for (size_t i = 0; i < n; i++) {
        uint32_t word = units[i].low / 64;
        uint64_t bit = UINT64_C(1) << units[i].low % 64;
        if (!units[i].plain)
            continue;
        if (!has_pair(&units[i], p->distance))
            bits[word] &= ~bit;
        else if (p->whole)
            sure[word] |= bit;
    }
}

bool
pair_filter(struct pair *p, struct watch *w, uint64_t *bits, uint64_t *sure)
{
    struct unit units[TOGETHER];
    uint64_t all[WINDOW_WORDS], any = 0;
    size_t n = 0;

    if (p->words[0].n > FORMS || p->words[1].n > FORMS)
        return true;
    memcpy(all, bits, sizeof(all));
    for (WINDOW_EACH(all, low)) {
        struct unit *u = &units[n++];
        u->low = (uint32_t)low;
        u->plain = read_run(&p->words[0], u->low, &u->runs[0]) &&
                   read_run(&p->words[1], u->low, &u->runs[1]);
        if (n < TOGETHER)
            continue;
        compare(p, units, n, bits, sure);
        n = 0;
        if (!watch_step(w))
            return false;
    }
    compare(p, units, n, bits, sure);
    for (unsigned i = 0; i < 2; i++)
        for (size_t f = 0; f < p->words[i].n; f++)
            cursor_again(&p->words[i].forms[f]);
    for (unsigned i = 0; i < WINDOW_WORDS; i++)
        any |= bits[i];
    return any != 0;
}
