/* Titles: see title.h. */
#include "config.h"

#include "minutes/title.h"

#include "minutes/label.h"
#include "minutes/opening.h"

/* Rules of dashes and bars are no titles. */
static bool
has_letter(struct span text)
{
    for (size_t i = 0; i < text.len && i < SPAN_TITLE_MAX; i++) {
        if (span_is_letter(text.s[i]))
            return true;
    }
    return false;
}

bool
title_is(struct span text)
{
    struct label l;
    struct opening o;

    return span_title_like(text) && has_letter(text) && !label_read(text, &l) &&
           !opening_read(text, &o);
}

bool
title_may_be(struct span text)
{
    struct label l;
    struct opening o;

    return text.len <= SPAN_TITLE_MAX &&
           (!opening_read(text, &o) || o.rest.len == 0) &&
           (!label_read(text, &l) || span_title_like(l.rest));
}
