/* The words that make a block a resolution or a note: see opening.h.
 *
 * Capitals decide. RESOLVED in capitals is the formula; "resolved" in small
 * letters is a verb unless "It was resolved that" or a colon makes it one. */
#include "config.h"

#include "minutes/opening.h"

#include <string.h>

/* After the formula: blanks, "unanimously", "that", a colon or a dash. */
static bool
take_tail(struct span *t, bool *marked)
{
    bool any = false;

    *marked = false;
    for (;;) {
        struct span r = span_trim_start(*t);
        if (r.len != 0 && (r.s[0] == ':' || r.s[0] == ',')) {
            *marked = *marked || r.s[0] == ':';
            *t = span_from(r, 1);
        } else if (span_take_dash(&r) || span_take_word(&r, "that", false)) {
            *marked = true;
            *t = r;
        } else if (span_take_word(&r, "unanimously", false)) {
            *t = r;
        } else {
            break;
        }
        any = true;
    }
    if (span_trim(*t).len == 0)
        *marked = true;
    return any;
}

/* "It was", "It was then unanimously", "UNANIMOUSLY"; true if any. */
static bool
take_lead(struct span *t)
{
    static const char *const adverbs[] = {
        "unanimously", "therefore", "then", "further", "also", "accordingly"};
    struct span r = *t;
    bool it =
        span_take_word(&r, "it", false) && span_take_word(&r, "was", false);

    if (!it)
        r = *t;
    for (size_t i = 0; i < sizeof(adverbs) / sizeof(adverbs[0]); i++) {
        if (span_take_word(&r, adverbs[i], !it && i > 0))
            it = true;
    }
    if (it)
        *t = r;
    return it;
}

/* The subject of "The Example Panel RESOLVED": "The", then at most eight
 * words, capitals or small joining words. Eight holds the longest committee
 * name seen. */
static bool
take_subject(struct span *t)
{
    struct span r = *t;

    if (!span_take_word(&r, "The", true))
        return false;
    for (unsigned words = 0; words < 8; words++) {
        struct span next = span_trim_start(r);
        struct span probe = next;
        if (span_take_word(&probe, "RESOLVED", true) ||
            span_take_word(&probe, "RECOMMENDED", true)) {
            *t = next;
            return words > 0;
        }
        size_t n = 0;
        while (n < next.len && span_is_letter(next.s[n]) &&
               span_blank(span_from(next, n)) == 0)
            n++;
        bool capital = n != 0 && next.s[0] >= 'A' && next.s[0] <= 'Z';
        bool joins = n != 0 && n <= 3;
        if (!capital && !joins)
            return false;
        r = span_from(next, n);
    }
    return false;
}

static bool
read_formula(struct span text, struct opening *out)
{
    static const struct {
        const char *word; /* in its capitals */
        bool needs_mark;  /* counts only with a colon, a dash or "that" */
        enum unit_kind kind;
    } formulas[] = {
        {"RESOLVED", false, UNIT_RESOLUTION},
        {"RECOMMENDED", false, UNIT_RECOMMENDATION},
        {"RESOLUTION", true, UNIT_RESOLUTION},
        {"RECOMMENDATION", true, UNIT_RECOMMENDATION},
        {"RECOMMENDATIONS", true, UNIT_RECOMMENDATION},
        {"DECISION", true, UNIT_DECISION},
    };
    struct span start = text;
    bool lead = take_lead(&start) || take_subject(&start);

    for (size_t i = 0; i < sizeof(formulas) / sizeof(formulas[0]); i++) {
        struct span r = start;
        bool marked;
        if (!span_take_word(&r, formulas[i].word, false))
            continue;
        size_t n = strlen(formulas[i].word);
        bool capitals = memcmp(r.s - n, formulas[i].word, n) == 0;
        bool small = r.s[-(ptrdiff_t)n] >= 'a';
        (void)take_tail(&r, &marked);
        if (small && !lead)
            return false;
        if ((!capitals || formulas[i].needs_mark) && !marked)
            return false;
        out->kind = formulas[i].kind;
        out->rest = span_trim(r);
        return true;
    }
    return false;
}

/* "For: 5 Against: 2 Abstentions: 1", with colons, commas or dashes. */
static bool
is_vote(struct span text)
{
    struct span r = text;
    unsigned n;

    if (!span_take_word(&r, "for", false))
        return false;
    r = span_trim_start(r);
    if (r.len != 0 && r.s[0] == ':')
        r = span_from(r, 1);
    else
        (void)span_take_dash(&r);
    r = span_trim_start(r);
    if (!span_take_number(&r, 4, &n))
        return false;
    while (r.len != 0 && (span_blank(r) != 0 || strchr(",;|", r.s[0]) != NULL))
        r = span_from(r, span_blank(r) != 0 ? span_blank(r) : 1);
    return span_take_word(&r, "against", false);
}

static bool
read_note(struct span text, struct opening *out)
{
    static const char *const labels[] = {"PRESENT",
                                         "ALSO PRESENT",
                                         "IN ATTENDANCE",
                                         "ALSO IN ATTENDANCE",
                                         "APOLOGIES",
                                         "ABSENT",
                                         "NOTE",
                                         "POST MEETING NOTE",
                                         "POST-MEETING NOTE"};

    if (is_vote(text)) {
        *out = (struct opening){UNIT_NOTE, text};
        return true;
    }
    for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++) {
        struct span r = text;
        if (!span_take_word(&r, labels[i], false))
            continue;
        /* "Present:" with its colon; without one, capitals alone on a line,
         * or the words of a note added later, whatever follows. */
        r = span_trim_start(r);
        bool colon = r.len != 0 && r.s[0] == ':';
        bool added = i >= 7;
        bool alone = r.len == 0 && span_find(text, labels[i], &(size_t){0});
        if (!colon && !added && !alone)
            continue;
        if (colon)
            r = span_from(r, 1);
        *out = (struct opening){UNIT_NOTE, span_trim(r)};
        return true;
    }
    return false;
}

bool
opening_read(struct span text, struct opening *out)
{
    return read_formula(text, out) || read_note(text, out);
}
