/* Lists of positions, window by window: see cursor.h. */
#include "config.h"

#include "match/cursor.h"

void
cursor_start(struct cursor *c, const struct positions_list *list,
             struct ranks *ranks)
{
    *c = (struct cursor){.list = *list, .ranks = ranks};
    if (list->n_parts > 0)
        positions_part(list, 0, &c->part);
}

/* The first place in low[at..n) that is not below; galloping. */
static uint32_t
seek_low(const struct positions_part *p, uint32_t at, uint32_t low)
{
    uint32_t step = 1, high = at;

    while (high < p->n && p->low[high] < low) {
        at = high + 1;
        high += step;
        step *= 2;
    }
    if (high > p->n)
        high = p->n;
    while (at < high) {
        uint32_t middle = at + (high - at) / 2;
        if (p->low[middle] < low)
            at = middle + 1;
        else
            high = middle;
    }
    return at;
}

uint32_t
cursor_next(struct cursor *c, uint32_t window)
{
    const uint32_t windows = POSITIONS_SPAN / WINDOW_UNITS;

    while (c->i < c->list.n_parts) {
        uint32_t first = window_of(c->part.base);
        if (window < first + windows) {
            if (window > first)
                c->at =
                    seek_low(&c->part, c->at, (window - first) * WINDOW_UNITS);
            if (c->at < c->part.n)
                return first + c->part.low[c->at] / WINDOW_UNITS;
        }
        c->at = 0;
        if (++c->i < c->list.n_parts)
            positions_part(&c->list, c->i, &c->part);
    }
    return WINDOW_END;
}

uint32_t
cursor_enter(struct cursor *c, uint32_t window)
{
    bool any = cursor_next(c, window) == window;

    c->end = c->seen = c->at;
    c->bits = NULL;
    c->before = NULL;
    if (!any)
        return 0;
    c->first = (window - window_of(c->part.base)) * WINDOW_UNITS;
    c->end = seek_low(&c->part, c->at, c->first + WINDOW_UNITS);
    if (c->part.bits != NULL) {
        c->bits = c->part.bits + c->first / 8;
        c->before = c->part.before + c->first / 64;
    }
    return c->end - c->at;
}

static void
set_units(const struct cursor *c, uint64_t *bits)
{
    const uint16_t *low = c->part.low;

    for (uint32_t k = c->at; k < c->end; k++)
        window_set(bits, low[k] - c->first);
}

static void
fill_ranks(struct cursor *c)
{
    struct ranks *r = c->ranks;
    uint32_t before = c->at;

    window_clear(r->bits);
    set_units(c, r->bits);
    for (unsigned i = 0; i < WINDOW_WORDS; i++) {
        r->before[i] = (uint16_t)before;
        before += bits_count(r->bits[i]);
    }
    c->bits = (const char *)r->bits;
    c->before = r->before;
}

void
cursor_set(struct cursor *c, uint64_t *bits)
{
    if (c->at == c->end)
        return;
    if (c->bits == NULL && c->ranks != NULL)
        fill_ranks(c);
    if (c->bits == NULL) {
        set_units(c, bits);
        return;
    }
    for (unsigned i = 0; i < WINDOW_WORDS; i++)
        bits[i] |= positions_bits(c->bits, i);
}

bool
cursor_seek(struct cursor *c, uint32_t low, uint32_t *k)
{
    if (c->at == c->end)
        return false;
    *k = c->seen = seek_low(&c->part, c->seen, c->first + low);
    return *k < c->end && c->part.low[*k] == c->first + low;
}
