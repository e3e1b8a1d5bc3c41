/* Nearness: see near.h. A window begins at each place; if the words can be
 * placed within it, all places in it are near: any of them can stand for its
 * word in the choice that was found, or its position is part of it already. */
#include "config.h"

#include "engine/near.h"

#include <string.h>

#define NOBODY UINT32_MAX

/* Words and positions of a window, to be matched. */
struct window {
    const struct near_place *places;
    size_t first, end;
    /* By position from the first on: the word that has it, and whether it was
     * tried for the word that is being placed. */
    uint32_t owner[QUERY_NEAR_MAX + QUERY_PHRASE_MAX + 1];
    bool tried[QUERY_NEAR_MAX + QUERY_PHRASE_MAX + 1];
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

void
near_find(struct near_place *places, size_t count, size_t n, unsigned span)
{
    size_t seen[QUERY_PHRASE_MAX] = {0}, different = 0, end = 0, marked = 0;
    bool shared = shares_positions(places, count);

    if (span > QUERY_NEAR_MAX + QUERY_PHRASE_MAX)
        span = QUERY_NEAR_MAX + QUERY_PHRASE_MAX;
    for (size_t i = 0; i < count; i++) {
        while (end < count && places[end].pos - places[i].pos <= span)
            different += seen[places[end++].word]++ == 0;
        /* What does not fit with all that stand here does not with fewer. */
        bool again = i > 0 && places[i].pos == places[i - 1].pos;
        if (different == n && !again &&
            (!shared || fits(places, i, end, n, span))) {
            for (marked = marked > i ? marked : i; marked < end; marked++)
                places[marked].near = true;
        }
        different -= --seen[places[i].word] == 0;
    }
}
