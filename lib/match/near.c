/* Nearness: see near.h. A window begins at each place; if the words can be
 * placed within it, all places in it are near: any of them can stand for its
 * word in the choice that was found, or its position is part of it already. */
#include "config.h"

#include "match/near.h"

#include <string.h>

#define NOBODY UINT32_MAX

/* Words and positions of a window, to be matched. */
struct window {
    const struct near_place *places;
    size_t first, end;
    /* By position from the first on: the word that has it, and whether it was
     * tried for the word that is being placed. */
    uint32_t owner[NEAR_SPAN_MAX + 1];
    bool tried[NEAR_SPAN_MAX + 1];
};

static bool
take_free(struct window *w, uint32_t word)
{
    for (size_t i = w->first; i < w->end; i++) {
        size_t at = w->places[i].pos - w->places[w->first].pos;
        if (w->places[i].word == word && w->owner[at] == NOBODY) {
            w->owner[at] = word;
            return true;
        }
    }
    return false;
}

/* By augmenting paths; depth: the number of words. A word that is wanted many
 * times would push all of itself along, were what is free not looked at
 * first. */
static bool
place_word(struct window *w, uint32_t word)
{
    if (take_free(w, word))
        return true;
    for (size_t i = w->first; i < w->end; i++) {
        size_t at = w->places[i].pos - w->places[w->first].pos;
        if (w->places[i].word != word || w->tried[at])
            continue;
        w->tried[at] = true;
        if (place_word(w, w->owner[at])) {
            w->owner[at] = word;
            return true;
        }
    }
    return false;
}

static bool
fits(const struct near_place *places, size_t first, size_t end, size_t n,
     unsigned span)
{
    struct window w;

    w.places = places;
    w.first = first;
    w.end = end;
    memset(w.owner, 0xff, (span + 1) * sizeof(w.owner[0])); /* NOBODY */
    for (uint32_t word = 0; word < n; word++) {
        memset(w.tried, 0, (span + 1) * sizeof(w.tried[0]));
        if (!place_word(&w, word))
            return false;
    }
    return true;
}

static bool
shares_positions(const struct near_place *places, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (places[i].pos == places[i - 1].pos)
            return true;
    return false;
}

/* A window that moves over the places. */
struct slide {
    const struct near_place *places;
    size_t count, n;
    unsigned span;
    bool shared;
    size_t first, end;
    size_t seen[NEAR_WORDS_MAX], different;
};

static struct slide
slide_from_start(const struct near_place *places, size_t count, size_t n,
                 unsigned span)
{
    return (struct slide){
        .places = places,
        .count = count,
        .n = n,
        .span = span < NEAR_SPAN_MAX ? span : NEAR_SPAN_MAX,
        .shared = shares_positions(places, count),
    };
}

/* Takes all into the window that begins at first: whether they fit. */
static bool
slide_fits(struct slide *s)
{
    const struct near_place *places = s->places;

    while (s->end < s->count &&
           places[s->end].pos - places[s->first].pos <= s->span)
        s->different += s->seen[places[s->end++].word]++ == 0;
    /* What does not fit with all that stand here does not with fewer. */
    bool again =
        s->first > 0 && places[s->first].pos == places[s->first - 1].pos;
    return s->different == s->n && !again &&
           (!s->shared || fits(places, s->first, s->end, s->n, s->span));
}

static void
slide_on(struct slide *s)
{
    s->different -= --s->seen[s->places[s->first++].word] == 0;
}

void
near_find(struct near_place *places, size_t count, size_t n, unsigned span)
{
    struct slide s = slide_from_start(places, count, n, span);
    size_t marked = 0;

    for (; s.first < count; slide_on(&s)) {
        if (!slide_fits(&s))
            continue;
        marked = marked > s.first ? marked : s.first;
        for (; marked < s.end; marked++)
            places[marked].near = true;
    }
}

bool
near_any(const struct near_place *places, size_t count, size_t n, unsigned span,
         struct watch *w)
{
    struct slide s = slide_from_start(places, count, n, span);

    for (; s.first < count && watch_step(w); slide_on(&s))
        if (slide_fits(&s))
            return true;
    return false;
}
