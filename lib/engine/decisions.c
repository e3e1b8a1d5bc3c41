/* Decisions of a hit's document: see decisions.h. */
#include "config.h"

#include "engine/decisions.h"

#include <stdbool.h>
#include <string.h>

#include "common/utf8.h"

#define ELLIPSIS "\xe2\x80\xa6"

static bool
is_decision(enum unit_kind kind)
{
    return kind == UNIT_RESOLUTION || kind == UNIT_RECOMMENDATION ||
           kind == UNIT_DECISION;
}

/* Which codes of the kinds' column are decisions, as a set of bits. */
static uint64_t
decision_codes(const struct store *store)
{
    uint32_t n = store_facet_values(store, STORE_KIND);
    uint64_t codes = 0;

    for (uint32_t code = 0; code < n && code < 64; code++) {
        const char *name = store_facet_value(store, STORE_KIND, code);
        enum unit_kind kind;
        if (unit_kind_parse(name, strlen(name), &kind) && is_decision(kind))
            codes |= UINT64_C(1) << code;
    }
    return codes;
}

/* The docids of those to show, in order. */
static size_t
choose(const struct store *store, uint32_t docid,
       const struct store_document *d, uint32_t found[DECISIONS_MAX])
{
    const uint32_t *kinds = store_facet(store, STORE_KIND);
    uint64_t codes = decision_codes(store);
    uint32_t end = d->first + d->units, first = d->first;
    uint32_t before[DECISIONS_MAX];
    size_t after = 0, n = 0;

    if (end - docid > DECISIONS_SCAN)
        end = docid + DECISIONS_SCAN;
    if (docid - first > DECISIONS_SCAN)
        first = docid - DECISIONS_SCAN;
    for (uint32_t i = docid + 1; i < end && after < DECISIONS_MAX; i++)
        if (codes >> kinds[i] & 1)
            found[after++] = i;
    for (uint32_t i = docid; i > first && n + after < DECISIONS_MAX; i--)
        if (codes >> kinds[i - 1] & 1)
            before[n++] = i - 1;
    memmove(found + n, found, after * sizeof(*found));
    for (size_t i = 0; i < n; i++)
        found[i] = before[n - 1 - i];
    return n + after;
}

static const char *
shorten(const char *text, size_t len, struct arena *arena)
{
    if (len <= DECISIONS_TEXT)
        return arena_strndup(arena, text, len);
    size_t cut = utf8_cut(text, len, DECISIONS_TEXT), end = cut;
    while (end > 0 && text[end] != ' ')
        end--;
    if (end == 0) /* one word without end */
        end = cut;
    return arena_printf(arena, "%.*s" ELLIPSIS, (int)end, text);
}

size_t
decisions_find(const struct store *store, uint32_t docid, struct arena *arena,
               struct answer_decision **out)
{
    uint32_t found[DECISIONS_MAX];
    struct store_unit unit;
    struct store_document d;

    store_unit(store, docid, &unit);
    if (is_decision(unit.kind))
        return 0;
    store_document(store, unit.document, &d);
    size_t n = choose(store, docid, &d, found);
    struct answer_decision *list = arena_array(arena, n, sizeof(*list));
    for (size_t i = 0; i < n; i++) {
        store_unit(store, found[i], &unit);
        list[i] = (struct answer_decision){
            .id = arena_strdup(arena, unit.id),
            .kind = unit_kind_name(unit.kind),
            .number = arena_strdup(arena, unit.number),
            .text = shorten(unit.text, unit.text_len, arena),
        };
    }
    *out = list;
    return n;
}
