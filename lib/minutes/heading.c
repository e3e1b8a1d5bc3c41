/* Headings of meetings: see heading.h. */
#include "config.h"

#include "minutes/heading.h"

#include <string.h>

/* Where the words stand in any case of their letters. */
static bool
find_words(struct span t, const char *words, size_t *at)
{
    for (size_t i = 0; i < t.len; i++) {
        if (span_starts(span_from(t, i), words)) {
            *at = i;
            return true;
        }
    }
    return false;
}

/* Meeting: 04/09/2012 - Cabinet (Item 9) */
static bool
read_issue(struct span t, struct heading *out)
{
    size_t at;

    if (!span_starts(t, "Meeting:"))
        return false;
    t = span_from(t, 8);
    out->found = date_read(&t, out->date);
    if (out->found == DATE_NONE || !span_take_dash(&t))
        return false;
    t = span_trim(t);
    if (find_words(t, "(Item ", &at) && t.s[t.len - 1] == ')') {
        out->item = span_trim(span_from(span_to(t, t.len - 1), at + 6));
        t = span_trim_end(span_to(t, at));
    }
    out->committee = t;
    out->issue = true;
    return true;
}

/* Committee - date and time, or these alone. */
static bool
read_dashed(struct span t, struct heading *out)
{
    for (size_t i = 0; i < t.len; i++) {
        struct span right = span_from(t, i);
        if (i != 0) {
            if (span_blank_end(span_to(t, i)) == 0 || !span_take_dash(&right))
                continue;
        }
        out->found = date_read(&right, out->date);
        if (out->found != DATE_NONE && date_only_time(right)) {
            out->committee = span_trim_end(span_to(t, i));
            return true;
        }
    }
    return false;
}

/* "... were agreed": a sentence about minutes, not the heading of some. */
static bool
has_verb(struct span t)
{
    static const char *const verbs[] = {"were", "was", "are", "is", "be"};

    for (size_t i = 0; i < t.len; i++) {
        if (span_blank_end(span_to(t, i)) == 0)
            continue;
        for (size_t k = 0; k < sizeof(verbs) / sizeof(verbs[0]); k++) {
            struct span word = span_from(t, i);
            if (span_take_word(&word, verbs[k], false))
                return true;
        }
    }
    return false;
}

/* Takes one of the words off the end of t; false: it ends with none. */
static bool
drop_last(struct span *t, const char *const *words)
{
    for (; *words != NULL; words++) {
        size_t n = strlen(*words);
        if (t->len < n || !span_is(span_from(*t, t->len - n), *words))
            continue;
        struct span rest = span_to(*t, t->len - n);
        bool sign = n == 1;
        if (!sign && rest.len != 0 && span_blank_end(rest) == 0)
            continue;
        *t = span_trim_end(rest);
        return true;
    }
    return false;
}

/* "Report of the Example Panel": a paper's title, no body's name. */
static bool
is_paper(struct span t)
{
    static const char *const papers[] = {"The",     "Report", "Letter",
                                         "Minutes", "Agenda", "Notes",
                                         "Papers",  "Reports"};

    for (size_t i = 0; i < sizeof(papers) / sizeof(papers[0]); i++) {
        struct span r = t;
        if (span_take_word(&r, papers[i], false))
            return true;
    }
    return false;
}

/* Whether each word begins with a capital, or only joins two that do. */
static bool
is_name(struct span t)
{
    static const char *const joining[] = {"and", "of", "the", "for",
                                          "on",  "in", "&"};

    if (t.len == 0 || t.s[0] < 'A' || t.s[0] > 'Z' || is_paper(t))
        return false;
    while (t.len != 0) {
        struct span rest = t;
        bool joins = false;
        for (size_t i = 0; i < sizeof(joining) / sizeof(joining[0]); i++)
            joins = joins || span_take_word(&rest, joining[i], true);
        if (!joins && (t.s[0] < 'A' || t.s[0] > 'Z'))
            return false;
        while (t.len != 0 && span_blank(t) == 0)
            t = span_from(t, 1);
        t = span_trim_start(t);
    }
    return true;
}

bool
heading_is_body(struct span text)
{
    static const char *const bodies[] = {
        "Committee", "Committees", "Sub-Committee", "Subcommittee", "Panel",
        "Board",     "Cabinet",    "Council",       "Executive",    "Forum",
        "Authority", "Assembly",   "Commission",    "Partnership",  NULL};
    struct span t = text;

    return text.len <= HEADING_MAX && drop_last(&t, bodies) && is_name(text);
}

/* Whose meeting the words before "held" or a date name; empty: nobody's. */
static struct span
body_of(struct span t)
{
    /* "Meeting of the Example Parish Meeting": a body of that name. */
    static const char *const tails[] = {"meeting", "minutes", ",",
                                        ":",       "on",      NULL};
    bool of = false;
    size_t at;

    if (span_starts(t, "Minutes of ") || span_starts(t, "Meeting of ")) {
        of = find_words(t, "meeting of ", &at);
        t = span_from(t, of ? at + 11 : 11);
        (void)span_take_word(&t, "the", false);
    }
    t = span_trim(t);
    while (drop_last(&t, of ? tails + 2 : tails))
        ;
    return of || heading_is_body(t) ? t : span_of("");
}

/* Minutes of the meeting of the Example Panel held on ... */
static bool
read_held(struct span t, struct heading *out)
{
    size_t held;

    if (!span_starts(t, "Minutes of ") || !find_words(t, " held ", &held))
        return false;
    out->committee = body_of(span_to(t, held));
    for (size_t i = held; i < t.len; i++) {
        if (span_blank_end(span_to(t, i)) == 0)
            continue;
        struct span date = span_from(t, i);
        out->found = date_read(&date, out->date);
        if (out->found != DATE_NONE)
            return !has_verb(date);
    }
    return false;
}

/* "held", and where or when, but no "held a meeting". */
static bool
find_held(struct span t, size_t *at)
{
    static const char *const next[] = {"on", "at", "in"};
    struct span r;

    if (span_starts(t, "held "))
        *at = 0;
    else if (!find_words(t, " held ", at))
        return false;
    for (size_t i = 0; i < sizeof(next) / sizeof(next[0]); i++) {
        r = span_from(t, *at);
        if (span_take_word(&r, "held", false) &&
            span_take_word(&r, next[i], false))
            return true;
    }
    return false;
}

/* Example Panel, 6 February 2014; EXAMPLE PANEL HELD AT THE INN ON ...; HELD
 * ON ...: only a body's name, or "held", makes a heading of what ends with a
 * date. */
static bool
read_named(struct span t, struct heading *out)
{
    for (size_t i = 1; i < t.len; i++) {
        struct span date = span_from(t, i), left = span_to(t, i);
        size_t at;
        if (span_blank_end(left) == 0 || span_blank(date) != 0)
            continue;
        out->found = date_read(&date, out->date);
        if (out->found == DATE_NONE)
            continue;
        bool held = find_held(left, &at);
        if (held)
            left = span_to(left, at);
        out->committee = body_of(left);
        out->weak = true;
        return date_only_time(date) &&
               (out->committee.len != 0 || (held && left.len == 0));
    }
    return false;
}

/* Every date has a year; most texts have none, and are told so quickly. */
static bool
has_year(struct span t)
{
    size_t digits = 0;

    for (size_t i = 0; i < t.len && digits < 4; i++)
        digits = span_is_digit(t.s[i]) ? digits + 1 : 0;
    return digits == 4;
}

bool
heading_read(struct span text, struct heading *out)
{
    const struct heading none = {
        .committee = span_of(""), .item = span_of(""), .found = DATE_NONE};
    static bool (*const forms[])(struct span, struct heading *) = {
        read_issue, read_dashed, read_held, read_named};
    struct heading h;

    if (text.len == 0 || text.len > HEADING_MAX || !has_year(text))
        return false;
    for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
        h = none;
        if (forms[i](text, &h)) {
            *out = h;
            return true;
        }
    }
    return false;
}
