/* Decisions that are repeated: see repeat.h. Sorting keeps it n log n. */
#include "config.h"

#include "minutes/repeat.h"

#include <stdlib.h>
#include <string.h>

#include "common/buf.h"
#include "common/xalloc.h"
#include "minutes/opening.h"

struct said {
    char *words;
    const struct unit *unit;
};

/* Letters and digits only, small, without the formula. */
static char *
words_of(const struct unit *u)
{
    struct opening o = {.rest = span_of(u->text)};
    struct buf b = {0};

    (void)opening_read(span_of(u->text), &o);
    (void)span_take_word(&o.rest, "that", false);
    buf_reserve(&b, o.rest.len + 1);
    for (size_t i = 0; i < o.rest.len; i++) {
        char c = o.rest.s[i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if ((c >= 'a' && c <= 'z') || span_is_digit(c))
            buf_add_char(&b, c);
    }
    buf_add_str(&b, "");
    return buf_take(&b);
}

static int
compare(const void *a, const void *b)
{
    const struct said *x = a, *y = b;
    int c = strcmp(x->words, y->words);

    return c != 0 ? c : (x->unit > y->unit) - (x->unit < y->unit);
}

void
repeat_doubts(struct build *b, unsigned line, const char *name)
{
    const struct document *d = build_last(b);
    bool any = false;

    for (size_t i = 0; i < d->n_units; i++)
        any = any || d->units[i].kind == UNIT_DECISION;
    if (!any || d->n_units < 2)
        return;
    struct said *said = xcalloc(d->n_units, sizeof(said[0]));
    for (size_t i = 0; i < d->n_units; i++)
        said[i] = (struct said){words_of(&d->units[i]), &d->units[i]};
    qsort(said, d->n_units, sizeof(said[0]), compare);
    for (size_t i = 1; i < d->n_units; i++) {
        const struct unit *x = said[i - 1].unit, *y = said[i].unit;
        bool decided = x->kind == UNIT_DECISION || y->kind == UNIT_DECISION;
        if (decided && said[i].words[0] != '\0' &&
            strcmp(said[i - 1].words, said[i].words) == 0)
            build_doubt(b, line, "%sa decision is repeated: %s and %s", name,
                        x->key, y->key);
    }
    for (size_t i = 0; i < d->n_units; i++)
        free(said[i].words);
    free(said);
}
