/* Reading the file `words`: every form, and the forms of a stem. */
#include "config.h"

#include "store/store.h"

#include <string.h>

#include "store/reader.h"

static const struct layout_word *
record(const struct store *s, uint32_t i)
{
    const struct layout_word *all = map_records(&s->words);

    return &all[i];
}

static const char *
form_of(const struct store *s, uint32_t i)
{
    return s->words.data + record(s, i)->offset;
}

static const char *
stem_of(const struct store *s, uint32_t i)
{
    const struct layout_word *r = record(s, i);

    return s->words.data + r->offset + r->form_len + 1;
}

uint32_t
store_words(const struct store *s)
{
    return map_head(&s->words)->n;
}

void
store_word(const struct store *s, uint32_t i, struct store_word *out)
{
    out->form = form_of(s, i);
    out->stem = stem_of(s, i);
    out->df = record(s, i)->df;
}

uint64_t
store_stem_postings(const struct store *s)
{
    return map_head(&s->words)->total;
}

/* Whether the i-th form stands before form[0..len). */
static bool
is_before(const struct store *s, uint32_t i, const char *form, size_t len)
{
    size_t have = record(s, i)->form_len;
    int c = memcmp(form_of(s, i), form, have < len ? have : len);

    return c < 0 || (c == 0 && have < len);
}

uint32_t
store_word_lower_bound(const struct store *s, const char *form, size_t len)
{
    uint32_t low = 0, high = store_words(s);

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (is_before(s, middle, form, len))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t
store_stem_forms(const struct store *s, const char *stem, const char **forms,
                 size_t max)
{
    const uint32_t *by_stem = map_order(&s->words, sizeof(struct layout_word));
    uint32_t low = 0, high = store_words(s);
    size_t n = 0;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (strcmp(stem_of(s, by_stem[middle]), stem) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < store_words(s); low++, n++) {
        if (strcmp(stem_of(s, by_stem[low]), stem) != 0)
            break;
        if (n < max)
            forms[n] = form_of(s, by_stem[low]);
    }
    return n;
}
