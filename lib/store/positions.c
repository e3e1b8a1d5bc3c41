/* Reading the file `positions`: see positions.h. */
#include "config.h"

#include "store/positions.h"

#include <stdatomic.h>

#include "common/xalloc.h"
#include "store/reader.h"

static const uint64_t *
places_of(const struct map *m)
{
    return (const uint64_t *)(const void *)(m->data + map_head(m)->index);
}

static const uint32_t *
words_at(const struct map *m, uint64_t offset)
{
    return (const uint32_t *)(const void *)(m->data + offset);
}

static uint32_t
half_words(uint32_t n) /* 32-bit words that n 16-bit ones take */
{
    return n / 2 + n % 2;
}

/* Finds the arrays of the part at p; how many 32-bit words it takes. */
static uint64_t
divide(const uint32_t *p, struct positions_part *out)
{
    out->at = p;
    uint32_t n = (p[0] & (POSITIONS_SPAN - 1)) + 1;
    uint32_t total = p[1] >> 1;

    out->base = p[0] & ~(POSITIONS_SPAN - 1);
    out->n = n;
    out->wide = (p[1] & LAYOUT_WIDE) != 0;
    out->total = total;
    p += 2;
    out->low = (const uint16_t *)(const void *)p;
    p += half_words(n);
    out->bits = NULL;
    out->before = NULL;
    if (n >= LAYOUT_DENSE) {
        out->bits = (const char *)p;
        p += 2 * POSITIONS_WORDS;
        out->before = (const uint16_t *)(const void *)p;
        p += half_words(POSITIONS_WORDS);
    }
    out->start = p;
    p += (n - 1) / LAYOUT_STEP;
    out->counts = p;
    if (out->wide) {
        p += n;
        out->positions = p;
        p += total;
    } else {
        const uint16_t *q = (const uint16_t *)(const void *)p + half_words(n);
        out->positions = q;
        p += half_words(half_words(n) + total);
    }
    uint64_t words = (uint64_t)(p - (const uint32_t *)out->at);
    out->size = words * sizeof(*p);
    return words;
}

void
positions_part(const struct positions_list *l, uint32_t i,
               struct positions_part *out)
{
    const uint32_t *at = l->at;

    if (l->n_parts > 1)
        at -= at[i];
    (void)divide(at, out);
}

static uint32_t
step_start(const struct positions_part *p, uint32_t step)
{
    return step > 0 ? p->start[step - 1] : 0;
}

static void
wide_run(const struct positions_part *p, uint32_t k, struct positions_run *out)
{
    const uint32_t *counts = p->counts;
    uint32_t step = k / LAYOUT_STEP, at = step_start(p, step);

    for (uint32_t i = step * LAYOUT_STEP; i < k; i++)
        at += counts[i];
    *out = (struct positions_run){counts[k], NULL,
                                  (const uint32_t *)p->positions + at};
}

void
positions_run(const struct positions_part *p, uint32_t k,
              struct positions_run *out)
{
    if (p->wide) {
        wide_run(p, k, out);
        return;
    }
    out->narrow = positions_narrow(p, k, &out->n);
    out->wide = NULL;
}

/* ---- the check ---- */

static uint32_t
count_at(const struct positions_part *p, uint32_t k)
{
    return p->wide ? ((const uint32_t *)p->counts)[k]
                   : ((const uint8_t *)p->counts)[k];
}

/* Units ascend up to the last docid. */
static bool
check_units(const struct positions_part *p, uint32_t last)
{
    bool ascends = p->base != 0 || p->low[0] != 0; /* 0 is no docid */

    for (uint32_t k = 1; k < p->n; k++)
        ascends &= p->low[k - 1] < p->low[k];
    return ascends && p->base <= last && p->low[p->n - 1] <= last - p->base;
}

/* The bits are those of the units. */
static bool
check_bits(const struct positions_part *p)
{
    uint32_t k = 0;
    bool good = true;

    if (p->bits == NULL)
        return true;
    for (uint32_t i = 0; i < POSITIONS_WORDS; i++) {
        uint64_t bits = 0;
        good &= p->before[i] == k;
        for (; k < p->n && p->low[k] / 64 == i; k++)
            bits |= UINT64_C(1) << p->low[k] % 64;
        good &= bits == positions_bits(p->bits, i);
    }
    return good;
}

/* Counts add up to the positions that are there. */
static bool
check_counts(const struct positions_part *p)
{
    uint64_t sum = 0;
    bool good = true;

    for (uint32_t k = 0; k < p->n; k++) {
        if (k > 0 && k % LAYOUT_STEP == 0)
            good &= p->start[k / LAYOUT_STEP - 1] == sum;
        good &= count_at(p, k) > 0;
        sum += count_at(p, k);
    }
    return good && sum == p->total;
}

/* A part that begins with the 32-bit words at[0..room): how many it takes; 0:
 * it is wrong. */
static uint64_t
check_part(const uint32_t *at, uint64_t room, uint32_t last,
           struct positions_part *part)
{
    if (room < 2)
        return 0;
    uint64_t words = divide(at, part);
    if (words > room || !check_units(part, last) || !check_bits(part) ||
        !check_counts(part))
        return 0;
    return words;
}

/* The parts, with the table and its two numbers behind them. */
static bool
check_parted(const uint32_t *at, uint64_t words, uint32_t last)
{
    uint64_t used = 0, units = 0, before = 0;
    const uint32_t *foot = at + words - 2;

    if (words < 4 || foot[1] < 2 || foot[1] > words - 2)
        return false;
    uint64_t body = words - 2 - foot[1];
    for (uint32_t i = 0; i < foot[1]; i++) {
        struct positions_part part;
        if (at[body + i] != body - used)
            return false;
        uint64_t part_words = check_part(at + used, body - used, last, &part);
        if (part_words == 0 || (i > 0 && part.base <= before))
            return false;
        before = part.base;
        used += part_words;
        units += part.n;
    }
    return used == body && units == foot[0];
}

/* A list that is not empty. */
static bool
check_list(const struct map *m, const uint64_t *place, uint32_t last)
{
    uint64_t begin = place[0] & ~LAYOUT_PARTED, end = place[1] & ~LAYOUT_PARTED;
    uint64_t words = (end - begin) / 4;
    struct positions_part part;

    if ((place[0] & LAYOUT_PARTED) != 0)
        return check_parted(words_at(m, begin), words, last);
    return check_part(words_at(m, begin), words, last, &part) == words;
}

/* What was found sound once is not looked at again. */
static bool
is_sound(const struct store *s, uint64_t list)
{
    uint64_t bit = UINT64_C(1) << list % 64;

    if ((atomic_load_explicit(&s->sound[list / 64], memory_order_relaxed) &
         bit) != 0)
        return true;
    if (!check_list(&s->positions, places_of(&s->positions) + list,
                    map_head(&s->text)->n))
        return false;
    atomic_fetch_or_explicit(&s->sound[list / 64], bit, memory_order_relaxed);
    return true;
}

/* Places looked at between two gifts of the pages back: 8 MiB. */
#define CHECK_RELAX ((uint64_t)1 << 20)

bool
positions_check(struct store *s)
{
    const struct map *m = &s->positions;
    const struct layout_head *h = map_head(m);
    uint64_t lists = (uint64_t)h->n * POSITIONS_ZONES, at = sizeof(*h);

    if (h->n != map_head(&s->words)->n || h->index % 8 != 0 ||
        h->size - h->index != (lists + 1) * sizeof(uint64_t))
        return false;
    const uint64_t *places = places_of(m);
    for (uint64_t i = 0; i <= lists; i++) {
        uint64_t place = places[i] & ~LAYOUT_PARTED;
        if (place % 4 != 0 || place < at || (i == 0 && place != at))
            return false;
        at = place;
        if ((i + 1) % CHECK_RELAX == 0)
            map_relax(m);
    }
    if (at > h->index || h->index - at >= 8)
        return false;
    s->sound = xcalloc(lists / 64 + 1, sizeof(*s->sound));
    return true;
}

void
store_positions(const struct store *s, enum positions_zone zone, uint32_t word,
                struct positions_list *out)
{
    const struct map *m = &s->positions;
    uint64_t number = (uint64_t)word * POSITIONS_ZONES + zone;
    const uint64_t *place = places_of(m) + number;
    uint64_t begin = place[0] & ~LAYOUT_PARTED, end = place[1] & ~LAYOUT_PARTED;

    if (begin == end || !is_sound(s, number)) {
        *out = (struct positions_list){0, 0, NULL};
    } else if ((place[0] & LAYOUT_PARTED) == 0) {
        const uint32_t *part = words_at(m, begin);
        *out = (struct positions_list){(*part & (POSITIONS_SPAN - 1)) + 1, 1,
                                       part};
    } else {
        const uint32_t *foot = words_at(m, end) - 2;
        *out = (struct positions_list){foot[0], foot[1], foot - foot[1]};
    }
}
