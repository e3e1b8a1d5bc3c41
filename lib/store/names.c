/* Reading the files `titles` and `acronyms`. */
#include "config.h"

#include "store/store.h"

#include <string.h>

#include "store/reader.h"

/* The first of n records whose key is not before want[0..len); key(s, i, &have)
 * gives the i-th and its bytes. */
static uint32_t
lower_bound(const struct store *s, uint32_t n,
            const char *(*key)(const struct store *, uint32_t, size_t *),
            const char *want, size_t len)
{
    uint32_t low = 0, high = n;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        size_t have;
        const char *at = key(s, middle, &have);
        int c = memcmp(at, want, have < len ? have : len);
        if (c < 0 || (c == 0 && have < len))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static const struct layout_title *
title_record(const struct store *s, uint32_t i)
{
    const struct layout_title *all = map_records(&s->titles);

    return &all[i];
}

static const char *
title_key(const struct store *s, uint32_t i, size_t *len)
{
    *len = title_record(s, i)->folded_len;
    return s->titles.data + title_record(s, i)->offset;
}

uint32_t
store_titles(const struct store *s)
{
    return map_head(&s->titles)->n;
}

void
store_title(const struct store *s, uint32_t i, struct store_title *out)
{
    const struct layout_title *r = title_record(s, i);

    out->folded = s->titles.data + r->offset;
    out->title = out->folded + r->folded_len + 1;
    out->units = r->units;
    out->document = r->document;
}

uint32_t
store_title_lower_bound(const struct store *s, const char *folded, size_t len)
{
    return lower_bound(s, store_titles(s), title_key, folded, len);
}

static const struct layout_acronym *
acronym_record(const struct store *s, uint32_t i)
{
    const struct layout_acronym *all = map_records(&s->acronyms);

    return &all[i];
}

static const char *
acronym_key(const struct store *s, uint32_t i, size_t *len)
{
    *len = acronym_record(s, i)->len[0];
    return s->acronyms.data + acronym_record(s, i)->offset;
}

uint32_t
store_acronyms(const struct store *s)
{
    return map_head(&s->acronyms)->n;
}

void
store_acronym(const struct store *s, uint32_t i, struct store_acronym *out)
{
    const struct layout_acronym *r = acronym_record(s, i);

    out->folded = s->acronyms.data + r->offset;
    out->acronym = out->folded + r->len[0] + 1;
    out->words = out->acronym + r->len[1] + 1;
    out->shown = out->words + r->len[2] + 1;
    out->count = r->count;
    out->docid = r->docid;
}

uint32_t
store_acronym_lower_bound(const struct store *s, const char *folded, size_t len)
{
    return lower_bound(s, store_acronyms(s), acronym_key, folded, len);
}
