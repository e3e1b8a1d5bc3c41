/* Lists and tables of paragraphs: see sublist.h. */
#include "config.h"

#include "minutes/sublist.h"

#include <string.h>

bool
sublist_announced(struct span text)
{
    struct span t = span_trim_end(text);
    static const char *const ends[] = {":", "-", "\xe2\x80\x93", "\xe2\x80\x94",
                                       " that"};

    for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
        size_t n = strlen(ends[i]);
        if (t.len >= n && span_is(span_from(t, t.len - n), ends[i]))
            return true;
    }
    return false;
}

bool
sublist_is_row(struct span text)
{
    if (!span_title_like(text))
        return false;
    for (size_t i = 1; i < text.len; i++) {
        size_t blank = span_blank(span_from(text, i));
        if (blank != 0 && span_blank(span_from(text, i + blank)) != 0)
            return true;
    }
    return false;
}

/* The last line's text without its number. */
static struct span
last_line(struct span text)
{
    struct span rest = text;
    struct label l;
    size_t at;

    while (span_find(rest, LINE_BREAK, &at))
        rest = span_from(rest, at + strlen(LINE_BREAK));
    (void)label_read(span_trim(rest), &l);
    return l.rest;
}

static bool
is_small(struct span t)
{
    return t.len != 0 && t.s[0] >= 'a' && t.s[0] <= 'z';
}

bool
sublist_goes_on(struct span text, const struct label *l)
{
    static const char *const first[] = {"That", "To"};
    struct span last = last_line(text);

    if (span_ends_open(last))
        return true;
    if (span_title_like(l->rest) && !span_title_like(last))
        return false;
    if (is_small(last) && !is_small(l->rest))
        return false;
    for (size_t i = 0; i < sizeof(first) / sizeof(first[0]); i++) {
        struct span x = last, y = l->rest;
        if (span_take_word(&x, first[i], false) &&
            !span_take_word(&y, first[i], false))
            return false;
    }
    return true;
}
