/* The checks of an opened store: see check.h. */
#include "config.h"

#include "store/check.h"

/* Records looked at between two gifts of the pages back to the system: at most
 * 14 MiB, however many there are. */
#define CHECK_RELAX ((size_t)1 << 18)

static void
relax(const struct map *m, size_t i)
{
    if ((i + 1) % CHECK_RELAX == 0)
        map_relax(m);
}

/* Whether records stand one after the other: this one begins where the last
 * ended (*at), and moves *at by its bytes of strings. */
static bool
advance(uint64_t *at, uint64_t offset, uint64_t bytes, uint64_t end)
{
    if (offset != *at || bytes > end - offset)
        return false;
    *at += bytes;
    return true;
}

static bool
check_text(const struct store *s)
{
    const struct layout_head *h = map_head(&s->text);

    if (!map_check_records(&s->text, sizeof(struct layout_unit)))
        return false;
    const struct layout_unit *r = map_records(&s->text);
    uint64_t at = sizeof(*h);
    for (uint32_t i = 0; i < h->n; i++) {
        uint64_t bytes =
            (uint64_t)r[i].id_len + r[i].number_len + r[i].text_len + 3;
        if (!advance(&at, r[i].offset, bytes, h->index) ||
            r[i].document >= map_head(&s->documents)->n ||
            r[i].kind >= UNIT_KINDS)
            return false;
        relax(&s->text, i);
    }
    return true;
}

/* Counts what is no gap, too. */
static bool
check_documents(struct store *s)
{
    const struct layout_head *h = map_head(&s->documents);

    if (!map_check_records(&s->documents, sizeof(struct layout_document)))
        return false;
    const struct layout_document *r = map_records(&s->documents);
    uint64_t at = sizeof(*h), docid = 1;
    for (uint32_t i = 0; i < h->n; i++) {
        uint64_t bytes = LAYOUT_STRINGS;
        for (int k = 0; k < LAYOUT_STRINGS; k++)
            bytes += r[i].len[k];
        if (!advance(&at, r[i].offset, bytes, h->index) || r[i].first != docid)
            return false;
        docid += r[i].units;
        if ((r[i].flags & LAYOUT_GONE) == 0) {
            s->n_documents++;
            s->n_units += r[i].units;
        }
        relax(&s->documents, i);
    }
    return docid == (uint64_t)map_head(&s->text)->n + 1;
}

static bool
check_words(const struct store *s)
{
    const struct layout_head *h = map_head(&s->words);

    if (!map_check_records(&s->words, sizeof(struct layout_word)))
        return false;
    const struct layout_word *r = map_records(&s->words);
    uint64_t at = sizeof(*h);
    for (uint32_t i = 0; i < h->n; i++) {
        if (!advance(&at, r[i].offset,
                     (uint64_t)r[i].form_len + r[i].stem_len + 2, h->index))
            return false;
        relax(&s->words, i);
    }
    return true;
}

static bool
check_titles(const struct store *s)
{
    const struct layout_head *h = map_head(&s->titles);

    if (!map_check_ordered(&s->titles, sizeof(struct layout_title)))
        return false;
    const struct layout_title *r = map_records(&s->titles);
    uint64_t at = sizeof(*h);
    for (uint32_t i = 0; i < h->n; i++) {
        if (!advance(&at, r[i].offset,
                     (uint64_t)r[i].folded_len + r[i].title_len + 2,
                     h->index) ||
            r[i].document >= map_head(&s->documents)->n)
            return false;
        relax(&s->titles, i);
    }
    return true;
}

static bool
check_acronyms(const struct store *s)
{
    const struct layout_head *h = map_head(&s->acronyms);

    if (!map_check_ordered(&s->acronyms, sizeof(struct layout_acronym)))
        return false;
    const struct layout_acronym *r = map_records(&s->acronyms);
    uint64_t at = sizeof(*h);
    for (uint32_t i = 0; i < h->n; i++) {
        uint64_t bytes = LAYOUT_ACRONYM_STRINGS;
        for (int k = 0; k < LAYOUT_ACRONYM_STRINGS; k++)
            bytes += r[i].len[k];
        if (!advance(&at, r[i].offset, bytes, h->index) || r[i].docid == 0 ||
            r[i].docid > map_head(&s->text)->n)
            return false;
        relax(&s->acronyms, i);
    }
    return true;
}

/* Finds the parts of columns; false where they do not fit. */
static bool
divide_columns(struct store *s)
{
    const struct layout_head *h = map_head(&s->columns);
    uint64_t numbers = ((uint64_t)h->n + 1) * LAYOUT_COLUMNS;
    const uint32_t *p = (const void *)(s->columns.data + sizeof(*h));

    for (int f = 0; f < STORE_FACETS; f++) {
        if (h->values[f] == 0)
            return false;
        numbers += h->values[f];
    }
    if (h->n != map_head(&s->text)->n || h->index != sizeof(*h) ||
        numbers * sizeof(uint32_t) >= h->size - sizeof(*h) ||
        s->columns.data[h->size - 1] != '\0')
        return false;
    for (int c = 0; c < LAYOUT_COLUMNS; c++, p += (size_t)h->n + 1)
        s->arrays[c] = p;
    for (int f = 0; f < STORE_FACETS; p += h->values[f], f++)
        s->values[f] = p;
    s->strings = (const char *)p;
    return true;
}

/* Index 0 is read by nobody, but checked like the others. */
static bool
all_below(const struct map *m, const uint32_t *values, size_t n, uint64_t limit)
{
    for (size_t i = 0; i < n; i++) {
        if (values[i] >= limit)
            return false;
        relax(m, i);
    }
    return true;
}

static bool
check_columns(struct store *s)
{
    if (!divide_columns(s))
        return false;
    const struct layout_head *h = map_head(&s->columns);
    size_t n = (size_t)h->n + 1;
    uint64_t bytes = (uint64_t)(s->columns.data + h->size - s->strings);
    for (int f = 0; f < STORE_FACETS; f++)
        if (!all_below(&s->columns, s->values[f], h->values[f], bytes) ||
            !all_below(&s->columns, s->arrays[f], n, h->values[f]))
            return false;
    for (int c = LAYOUT_ORDER; c <= LAYOUT_OLDEST; c++)
        if (!all_below(&s->columns, s->arrays[c], n, n))
            return false;
    return true;
}

enum status
check_store(struct store *s, struct error *err)
{
    if (!check_text(s))
        return map_corrupt(&s->text, err);
    if (!check_documents(s))
        return map_corrupt(&s->documents, err);
    if (!check_columns(s))
        return map_corrupt(&s->columns, err);
    if (!check_words(s))
        return map_corrupt(&s->words, err);
    if (!check_titles(s))
        return map_corrupt(&s->titles, err);
    if (!check_acronyms(s))
        return map_corrupt(&s->acronyms, err);
    if (!positions_check(s))
        return map_corrupt(&s->positions, err);
    return STATUS_OK;
}
