/* Two words at a distance: see pair.h. */
#include "config.h"

#include "match/pair.h"

#include "match/run.h"

/* Units that are looked up before the first is compared: their runs take a
 * kilobyte and a half, and a cache line of positions each. */
#define TOGETHER 32u

/* A word of more forms is looked up where it is compared. */
#define FORMS 16u

struct run {
    const uint16_t *at;
    uint32_t n;
};

struct unit {
    uint32_t low;
    bool plain; /* both runs are there, narrow and short */
    struct run runs[2];
};

/* Inlined with how bits are counted, twice. */
#define INLINED static inline __attribute__((always_inline))

INLINED uint32_t
count(uint64_t bits, bool instruction)
{
    return instruction ? (uint32_t)__builtin_popcountll(bits)
                       : bits_count(bits);
}

/* Reads where the word stands, if one short run tells it. */
INLINED bool
read_run(const struct pair_word *w, uint32_t low, struct run *run,
         bool instruction)
{
    uint64_t bit = UINT64_C(1) << low % 64;
    const struct cursor *in = NULL;
    uint32_t at = 0;

    for (size_t f = 0; f < w->n; f++) {
        struct cursor *c = &w->forms[f];
        uint32_t k;
        if (c->bits != NULL) {
            uint64_t word = positions_bits(c->bits, low / 64);
            if ((word & bit) == 0)
                continue;
            k = c->before[low / 64] + count(word & (bit - 1), instruction);
        } else if (!cursor_seek(c, low, &k)) {
            continue;
        }
        if (in != NULL)
            return false;
        in = c;
        at = k;
    }
    if (in == NULL || in->part.wide)
        return false;
    run->at = positions_narrow(&in->part, at, &run->n);
    __builtin_prefetch(run->at);
    return run->n <= RUN_SHORT;
}

static inline bool
has_pair(const struct unit *u, int32_t distance)
{
    for (uint32_t i = 0; i < u->runs[0].n; i++) {
        int32_t wanted = u->runs[0].at[i] + distance;
        if (wanted > 0 && wanted <= UINT16_MAX &&
            run_has(u->runs[1].at, u->runs[1].n, (uint16_t)wanted))
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

/* False: time is up. */
INLINED bool
go_through(const struct pair *p, struct watch *w, uint64_t *bits,
           uint64_t *sure, bool instruction)
{
    const struct pair_word first = p->words[0], second = p->words[1];
    struct unit units[TOGETHER];
    uint64_t all[WINDOW_WORDS];
    size_t n = 0;

    memcpy(all, bits, sizeof(all));
    for (WINDOW_EACH(all, low)) {
        struct unit *u = &units[n++];
        u->low = (uint32_t)low;
        u->plain = read_run(&first, u->low, &u->runs[0], instruction) &&
                   read_run(&second, u->low, &u->runs[1], instruction);
        if (n < TOGETHER)
            continue;
        compare(p, units, n, bits, sure);
        n = 0;
        if (!watch_step(w))
            return false;
    }
    compare(p, units, n, bits, sure);
    return true;
}

static bool
go_portably(const struct pair *p, struct watch *w, uint64_t *bits,
            uint64_t *sure)
{
    return go_through(p, w, bits, sure, false);
}

#ifdef __x86_64__
/* Counting bits is a quarter of the work without the instruction, which all
 * have that were made since 2008, and a program for all may not use. */
__attribute__((target("popcnt"))) static bool
go_with_instruction(const struct pair *p, struct watch *w, uint64_t *bits,
                    uint64_t *sure)
{
    return go_through(p, w, bits, sure, true);
}

static bool
go(const struct pair *p, struct watch *w, uint64_t *bits, uint64_t *sure)
{
    return __builtin_cpu_supports("popcnt")
               ? go_with_instruction(p, w, bits, sure)
               : go_portably(p, w, bits, sure);
}
#else
#define go go_portably
#endif

bool
pair_filter(struct pair *p, struct watch *w, uint64_t *bits, uint64_t *sure)
{
    uint64_t any = 0;

    if (p->words[0].n > FORMS || p->words[1].n > FORMS)
        return true;
    if (!go(p, w, bits, sure))
        return false;
    for (unsigned i = 0; i < 2; i++)
        for (size_t f = 0; f < p->words[i].n; f++)
            cursor_again(&p->words[i].forms[f]);
    for (unsigned i = 0; i < WINDOW_WORDS; i++)
        any |= bits[i];
    return any != 0;
}
