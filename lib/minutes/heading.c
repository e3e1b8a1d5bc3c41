/* Headings of meetings: see heading.h. */
#include "config.h"

#include "minutes/heading.h"

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

/* Minutes of the meeting of the Example Panel held on ... */
static bool
read_held(struct span t, struct heading *out)
{
    size_t held, at;

    if (!span_starts(t, "Minutes of ") || !find_words(t, " held ", &held))
        return false;
    struct span name = span_to(t, held);
    if (find_words(name, "meeting of ", &at)) {
        name = span_from(name, at + 11);
        (void)span_take_word(&name, "the", false);
        out->committee = span_trim(name);
    }
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
    struct heading h = none;

    if (text.len == 0 || text.len > HEADING_MAX || !has_year(text))
        return false;
    if (!read_issue(text, &h)) {
        h = none;
        if (!read_dashed(text, &h) && !read_held(text, &h))
            return false;
    }
    *out = h;
    return true;
}
