/* The head of printed minutes: see front.h. */
#include "config.h"

#include "minutes/front.h"

#include "minutes/heading.h"
#include "minutes/title.h"

enum front
front_read(struct blocks *bs, size_t i, bool named)
{
    size_t body = i;
    bool minutes = false;

    if (i == 0 || i > FRONT_MAX)
        return FRONT_NONE;
    for (size_t k = 0; k < i; k++) {
        struct span text = block_text(bs, k);
        if (bs->v[k].role != BLOCK_TEXT || !title_is(text))
            return FRONT_NONE;
        minutes = minutes || span_starts(text, "Minutes");
        if (heading_is_body(text))
            body = k;
    }
    bool known = body < i || minutes;
    bool whole = known && bs->facts[FACT_TITLE].value == NULL &&
                 !span_starts(block_text(bs, i), "Minutes ");
    if (i == 1 && !minutes)
        body = 0; /* the one line above is its name, whatever it is */
    for (size_t k = 0; k < i && whole; k++)
        bs->v[k].role = BLOCK_DROPPED;
    if (body < i && !named && bs->facts[FACT_COMMITTEE].value == NULL)
        bs->v[body].role = BLOCK_COMMITTEE;
    return !known ? FRONT_NONE : whole ? FRONT_TITLE : FRONT_NAMED;
}

void
front_say_title(struct blocks *bs, size_t i)
{
    struct buf title = {0};

    for (size_t k = 0; k <= i; k++) {
        struct span t = block_text(bs, k);
        if (k > 0)
            buf_add_str(&title, ", ");
        buf_add(&title, t.s, t.len);
    }
    blocks_fact(bs, FACT_TITLE, (struct span){title.data, title.len},
                ORIGIN_PAGE, bs->v[0].line);
    buf_done(&title);
}
