/* Blocks into documents: see items.h. */
#include "config.h"

#include "minutes/items.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/utf8.h"
#include "minutes/facts.h"
#include "minutes/ids.h"
#include "minutes/repeat.h"
#include "minutes/units.h"

/* The blocks of one item: [from, to), after its BLOCK_ITEM or from its
 * BLOCK_ITEM_TEXT on. */
struct item {
    struct span number, title;
    size_t from, to;
    uint64_t id; /* in ModernGov; 0: unknown */
    unsigned line;
    bool only;
    bool front; /* no item: what stands before the first */
};

static bool
begins_item(const struct blocks *bs, size_t i)
{
    return i < bs->n &&
           (bs->v[i].role == BLOCK_ITEM || bs->v[i].role == BLOCK_ITEM_TEXT);
}

/* A heading that stands right before an item is the next items', not the end
 * of the one before. */
static size_t
item_end(const struct blocks *bs, size_t from)
{
    size_t i = from;

    while (i < bs->n && !begins_item(bs, i) &&
           !(bs->v[i].role == BLOCK_MEETING && begins_item(bs, i + 1)))
        i++;
    return i;
}

/* Looks for the item's parts: whether it has minutes or a decision, and
 * whether it has any text. */
static void
survey(const struct blocks *bs, const struct item *it, bool *marked, bool *text)
{
    *marked = *text = false;
    for (size_t i = it->from; i < it->to; i++) {
        const struct block *block = &bs->v[i];
        if (block->role == BLOCK_SECTION &&
            (block->section == SECTION_MINUTES ||
             block->section == SECTION_DECISION))
            *marked = true;
        if (block->role == BLOCK_TEXT || block->role == BLOCK_HEADING ||
            block->role == BLOCK_ITEM_TEXT)
            *text = true;
    }
}

/* Item 4 when 4.1 comes next: the heading of a group, no item itself. */
static bool
heads_group(const struct blocks *bs, const struct item *it)
{
    size_t i = it->to;

    if (!begins_item(bs, i) || it->number.len == 0)
        return false;
    struct span next = block_number(bs, i);
    return next.len > it->number.len + 1 && next.s[it->number.len] == '.' &&
           memcmp(next.s, it->number.s, it->number.len) == 0;
}

/* Takes in what block i says of the meeting, if it says anything. A heading
 * that names no committee leaves the name that stood above it. */
static void
take_heading(const struct blocks *bs, size_t i, struct facts_from *facts)
{
    struct heading h;

    if (bs->v[i].role == BLOCK_COMMITTEE)
        facts->heading.committee = block_text(bs, i);
    if (bs->v[i].role != BLOCK_MEETING || !heading_read(block_text(bs, i), &h))
        return;
    if (h.committee.len == 0)
        h.committee = facts->heading.committee;
    facts->heading = h;
    facts->heading_text = block_text(bs, i);
    facts->heading_line = bs->v[i].line;
}

static enum status
read_item(struct build *b, const struct item *it, struct facts_from facts,
          struct error *err)
{
    const struct blocks *bs = facts.bs;
    char name[48] = "";
    bool marked, text;

    survey(bs, it, &marked, &text);
    if (!marked && !text && heads_group(bs, it))
        return STATUS_OK;
    if (it->number.len != 0)
        (void)snprintf(name, sizeof(name), "item %.*s: ",
                       (int)utf8_cut(it->number.s, it->number.len, 24),
                       it->number.s);

    enum status status = build_document(b, err);
    if (status != STATUS_OK)
        return status;
    for (size_t i = it->from; i < it->to; i++)
        take_heading(bs, i, &facts);
    facts.title = mark_clean_title(it->title);
    facts.item = it->id;
    facts.line = it->line;
    facts.only = it->only;
    facts_fill(b, &facts);
    free(build_last(b)->id);
    build_last(b)->id = ids_of_item(it->number, b->m->n_documents);

    enum section section =
        marked && !it->front && !bs->plain ? SECTION_AGENDA : SECTION_MINUTES;
    status = units_read(b, bs, it->from, it->to, section, name, err);
    if (status != STATUS_OK)
        return status;
    if (build_last(b)->n_units == 0)
        build_doubt(b, it->line, "%sno minutes", name);
    repeat_doubts(b, it->line, name);
    return STATUS_OK;
}

/* A title that is not the one in the file's header lines: where these name
 * the only item, it is a heading of the text. */
static bool
overruled(const struct blocks *bs, size_t i)
{
    const char *said = bs->facts[FACT_TITLE].value;

    return said != NULL && !span_is(block_text(bs, i), said);
}

/* The first block from i on that begins an item; bs->n if none. */
static size_t
next_item(const struct blocks *bs, size_t i)
{
    while (i < bs->n && !begins_item(bs, i))
        i++;
    return i;
}

/* What stands before the first item, or all of a file that has none: who was
 * present, or a text without a title. As item 0 it leaves the items their
 * numbers. */
static enum status
read_front(struct build *b, size_t first, struct facts_from *facts,
           struct error *err)
{
    const struct blocks *bs = facts->bs;
    struct item it = {.number = span_of(first < bs->n ? "0" : ""),
                      .title = span_of(""),
                      .to = first,
                      .line = bs->v[0].line,
                      .only = first == bs->n,
                      .front = true};
    bool marked, text;

    for (size_t i = 0; i < first; i++)
        take_heading(bs, i, facts);
    survey(bs, &it, &marked, &text);
    if (first < bs->n && !text)
        return STATUS_OK;
    if (facts->bs->facts[FACT_TITLE].value == NULL)
        it.title = facts->heading_text;
    return read_item(b, &it, *facts, err);
}

enum status
items_read(struct build *b, const struct blocks *bs, const char *source,
           struct error *err)
{
    struct facts_from facts = {.bs = bs,
                               .source = source,
                               .heading = {.committee = span_of("")},
                               .heading_text = span_of("")};
    size_t first = next_item(bs, 0);
    bool only = next_item(bs, first + 1) >= bs->n;
    enum status status = read_front(b, first, &facts, err);

    only = only && b->m->n_documents == 0;
    for (size_t i = first; i < bs->n && status == STATUS_OK;) {
        take_heading(bs, i, &facts);
        if (!begins_item(bs, i)) {
            i++;
            continue;
        }
        bool titled =
            bs->v[i].role == BLOCK_ITEM && !(only && overruled(bs, i));
        struct item it = {.number = block_number(bs, i),
                          .title = titled ? block_text(bs, i) : span_of(""),
                          .from = titled ? i + 1 : i,
                          .to = item_end(bs, i + 1),
                          .id = bs->v[i].item,
                          .line = bs->v[i].line,
                          .only = only};
        status = read_item(b, &it, facts, err);
        i = it.to;
    }
    if (status == STATUS_OK)
        ids_finish(b->m, source);
    return status;
}
