/* Blocks into units: see units.h.
 *
 * One unit is open at a time. A block begins the next one, or belongs to the
 * open one: a sub-list, a resolution's list, the text after RESOLVED alone. */
#include "config.h"

#include "minutes/units.h"

#include <stdio.h>
#include <string.h>

#include "minutes/label.h"
#include "minutes/level.h"
#include "minutes/opening.h"
#include "minutes/run.h"
#include "minutes/sublist.h"

/* "s4294967295p9999" and "s4294967295p99.99" and the NUL fit. */
#define KEY_MAX 24

struct reader {
    struct build *b;
    const struct blocks *bs;
    size_t from, to; /* the item's blocks */
    const char *name;
    enum section section;
    struct error *err;

    /* The open unit. */
    bool open;
    enum unit_kind kind;
    char key[KEY_MAX];
    struct span number;
    unsigned line;
    struct buf text;
    bool alone; /* it is only a formula or a number yet: text must follow */
    bool list;  /* numbers from list_next on are its own */
    unsigned list_next;
    enum label_style list_style; /* LABEL_NONE: not seen yet */
    bool dashes;                 /* its list's lines begin with dashes */
    bool table;                  /* its last block was a row of a table */

    struct run run;
    struct levels levels;
    bool heading; /* the last block can be a heading */
    bool begun;   /* the item's minutes have begun */
    bool label;   /* "Decision:" among minutes: the next unit is one */
    unsigned unnumbered, resolutions, decisions, notes;
};

static struct span
open_text(const struct reader *r)
{
    return r->text.len != 0 ? (struct span){r->text.data, r->text.len}
                            : span_of("");
}

static enum status
close_unit(struct reader *r)
{
    if (!r->open)
        return STATUS_OK;
    r->open = false;
    struct span text = span_trim(open_text(r));
    if (text.len == 0) {
        build_doubt(r->b, r->line, "%sparagraph %.*s has no text", r->name,
                    (int)r->number.len, r->number.s);
        return STATUS_OK;
    }
    return build_unit(r->b, r->kind, r->key, r->number, text, r->line, r->err);
}

static void
append(struct reader *r, const char *joint, struct span text)
{
    if (r->text.len != 0)
        buf_add_str(&r->text, joint);
    buf_add(&r->text, text.s, text.len);
}

/* Opens a unit whose key the caller has written. */
static void
open_unit(struct reader *r, enum unit_kind kind, struct span number,
          unsigned line, struct span text)
{
    r->open = true;
    r->kind = kind;
    r->number = number;
    r->line = line;
    buf_clear(&r->text);
    append(r, "", text);
    r->alone = text.len == 0;
    r->list = false;
    r->list_next = 1;
    r->list_style = LABEL_NONE;
    r->dashes = r->table = r->label = false;
    r->begun = r->begun || r->section == SECTION_MINUTES;
}

/* The kind of a unit that says nothing of it. */
static enum unit_kind
plain_kind(const struct reader *r)
{
    return r->section == SECTION_DECISION || r->label ? UNIT_DECISION
                                                      : UNIT_MINUTE;
}

static void
take_number(struct reader *r, const struct label *l, unsigned line)
{
    run_take(&r->run, l, r->section == SECTION_MINUTES, r->b, line, r->name);
}

static void
kind_key(struct reader *r, enum unit_kind kind)
{
    char letter = 'u';
    unsigned *n = &r->unnumbered;

    if (kind == UNIT_RESOLUTION || kind == UNIT_RECOMMENDATION) {
        letter = 'r';
        n = &r->resolutions;
    } else if (kind == UNIT_DECISION) {
        letter = 'd';
        n = &r->decisions;
    } else if (kind == UNIT_NOTE) {
        letter = 'n';
        n = &r->notes;
    }
    (void)snprintf(r->key, sizeof(r->key), "%c%u", letter, ++*n);
}

static bool
is_formal(enum unit_kind kind)
{
    return kind == UNIT_RESOLUTION || kind == UNIT_RECOMMENDATION ||
           kind == UNIT_DECISION;
}

/* A number that is the open unit's own: the next of its list. In a
 * resolution the list comes before the paragraphs, elsewhere behind. */
static bool
continues_list(const struct reader *r, const struct label *l)
{
    if (!r->open || !r->list || l->number != r->list_next)
        return false;
    if (r->list_style != LABEL_NONE && l->style != r->list_style)
        return false;
    bool both = r->run.going && run_fits(&r->run, l);
    return is_formal(r->kind) ? !both || sublist_goes_on(open_text(r), l)
                              : !run_fits(&r->run, l);
}

/* A line of a list without numbers: the open unit's own. A dash begins a list
 * only where the text says so; else it begins a paragraph. */
static bool
continues_sub_list(const struct reader *r, const struct label *l)
{
    if (!r->open)
        return false;
    if (l->style == LABEL_SUB || (l->style == LABEL_DASH && r->dashes))
        return true;
    return l->style == LABEL_DASH &&
           (r->alone || r->number.len != 0 || is_formal(r->kind) ||
            sublist_announced(open_text(r)) || span_ends_open(open_text(r)));
}

/* Text without a label that goes on with what the open unit began. */
static bool
continues_text(const struct reader *r, struct span text)
{
    if (!r->open)
        return false;
    if (r->alone)
        return true;
    if (r->table && sublist_is_row(text))
        return true;
    return is_formal(r->kind) &&
           (sublist_announced(open_text(r)) || span_ends_open(open_text(r)));
}

/* A resolution, a note: its text with the formula, as written. */
static enum status
open_formal(struct reader *r, const struct label *l, struct span text,
            const struct opening *o, unsigned line)
{
    struct label first;
    enum unit_kind kind =
        plain_kind(r) == UNIT_DECISION ? UNIT_DECISION : o->kind;
    enum status status = close_unit(r);

    if (status != STATUS_OK)
        return status;
    /* "(4) RESOLVED" after "3." counts on, whatever its brackets. */
    if (r->run.going && l->number == r->run.last + 1)
        r->run.last++;
    else if (label_is_number(l) && run_fits(&r->run, l))
        take_number(r, l, line);
    kind_key(r, kind);
    open_unit(r, kind, l->printed.len != 0 ? l->printed : span_of(""), line,
              text);
    r->alone = o->rest.len == 0;
    r->list = r->alone || sublist_announced(text);
    if (label_read(o->rest, &first)) {
        r->list = true;
        if (first.number == 1) {
            r->list_next = 2;
            r->list_style = first.style;
        }
    }
    return STATUS_OK;
}

static enum status
open_unnumbered(struct reader *r, struct span text, unsigned line)
{
    enum unit_kind kind = plain_kind(r);
    enum status status = close_unit(r);

    if (status != STATUS_OK)
        return status;
    kind_key(r, kind);
    open_unit(r, kind, span_of(""), line, text);
    r->list = sublist_announced(text);
    r->table = sublist_is_row(text);
    return STATUS_OK;
}

static enum status
open_numbered(struct reader *r, const struct label *l, struct span text,
              unsigned line, bool after_heading)
{
    bool fits = run_fits(&r->run, l);
    bool restart = !fits && l->number == 1 && after_heading;

    if (!fits && !restart) {
        if (r->open && r->run.going && l->style != r->run.style) {
            append(r, LINE_BREAK, text); /* a list of another style */
            return STATUS_OK;
        }
        build_doubt(r->b, line,
                    "%snumber %u is out of sequence and taken as text", r->name,
                    l->number);
        return open_unnumbered(r, text, line);
    }
    enum status status = close_unit(r);
    if (status != STATUS_OK)
        return status;
    if (restart)
        r->run.going = false;
    take_number(r, l, line);
    enum unit_kind kind = plain_kind(r);
    if (kind == UNIT_DECISION)
        kind_key(r, kind);
    else
        run_key(&r->run, r->key, sizeof(r->key));
    open_unit(r, kind, l->printed, line, l->rest);
    r->list = sublist_announced(l->rest);
    return STATUS_OK;
}

/* Whether block i has a number of two levels that counts; it is taken. A list
 * that a resolution has announced is its own. */
static bool
take_level(struct reader *r, size_t i, bool after_heading, struct level *l)
{
    if (!level_read(block_text(r->bs, i), l))
        return false;
    bool fits = level_fits(&r->levels, l);
    bool list = r->open && is_formal(r->kind) && r->list;
    if (!fits && (list || (r->levels.n != 0 && !after_heading) ||
                  !level_begins(l, r->bs, r->from, r->to, i)))
        return false;
    level_take(&r->levels, l, r->b, r->bs->v[i].line, r->name);
    return true;
}

static enum status
open_level(struct reader *r, const struct level *l, unsigned line)
{
    const struct label plain = {.printed = l->printed, .rest = l->rest};
    enum unit_kind kind = plain_kind(r);
    struct opening o;

    r->heading = false;
    if (opening_read(l->rest, &o))
        return open_formal(r, &plain, l->rest, &o, line);
    enum status status = close_unit(r);
    if (status != STATUS_OK)
        return status;
    if (kind == UNIT_DECISION)
        kind_key(r, kind);
    else
        level_key(&r->levels, r->key, sizeof(r->key));
    open_unit(r, kind, l->printed, line, l->rest);
    r->list = sublist_announced(l->rest);
    return STATUS_OK;
}

/* "55. APOLOGIES", "57. NOTE": a paragraph's heading, no note. */
static bool
is_titled(const struct label *l, const struct opening *o)
{
    return label_is_number(l) && o->kind == UNIT_NOTE && o->rest.len == 0;
}

static enum status
read_text(struct reader *r, size_t i, bool heading)
{
    struct span text = block_text(r->bs, i);
    unsigned line = r->bs->v[i].line;
    struct label l;
    struct level level;
    struct opening o;
    bool after_heading = r->heading;

    if (!heading && take_level(r, i, after_heading, &level))
        return open_level(r, &level, line);

    (void)label_read(text, &l);
    bool numbered = label_is_number(&l) &&
                    !(heading && span_title_like(l.rest)); /* "2. Planning" */
    bool opens = opening_read(numbered ? l.rest : text, &o) &&
                 !(numbered && is_titled(&l, &o));
    r->heading = heading || (!opens && l.style == LABEL_NONE &&
                             span_title_like(text) && !sublist_is_row(text));

    if (continues_sub_list(r, &l)) {
        append(r, LINE_BREAK, text);
        r->alone = false;
        r->dashes = true;
        return STATUS_OK;
    }
    if (numbered && continues_list(r, &l)) {
        append(r, LINE_BREAK, text);
        r->alone = false;
        r->list_next++;
        r->list_style = l.style;
        return STATUS_OK;
    }
    if (opens)
        return open_formal(r, &l, numbered ? l.rest : text, &o, line);
    if (numbered)
        return open_numbered(r, &l, text, line, after_heading);
    if (!heading && continues_text(r, text)) {
        append(r, r->alone ? " " : LINE_BREAK, text);
        r->list = r->list || (r->alone && sublist_announced(text));
        r->alone = false;
        return STATUS_OK;
    }
    return open_unnumbered(r, text, line);
}

static enum status
read_block(struct reader *r, size_t i)
{
    const struct block *block = &r->bs->v[i];
    bool wanted =
        r->section == SECTION_MINUTES || r->section == SECTION_DECISION;
    enum status status;

    switch (block->role) {
    case BLOCK_SECTION:
        if (block->section >= SECTION_FIELD)
            return STATUS_OK;
        status = close_unit(r);
        /* In a text of its own making the word is a label; a page's "Decision:"
         * is a part. */
        if (block->section == SECTION_DECISION &&
            (r->bs->plain || block->label) && r->begun &&
            r->section == SECTION_MINUTES) {
            r->label = true;
            return status;
        }
        r->begun = r->begun || block->section == SECTION_MINUTES;
        if (r->section != block->section)
            r->run.going = false;
        r->section = block->section;
        r->heading = false;
        return status;
    case BLOCK_CUT:
        build_last(r->b)->cut = true;
        build_doubt(r->b, block->line,
                    "%sthe page cut its text off here: the whole is on the "
                    "item's own page",
                    r->name);
        return STATUS_OK;
    case BLOCK_EXEMPT:
        build_doubt(r->b, block->line,
                    "%srestricted: what the file has of it is left out",
                    r->name);
        return STATUS_OK;
    case BLOCK_TEXT:
    case BLOCK_HEADING:
    case BLOCK_ITEM:
    case BLOCK_ITEM_TEXT:
        if (!wanted)
            return STATUS_OK;
        return read_text(r, i, block->role == BLOCK_HEADING);
    default:
        return STATUS_OK;
    }
}

enum status
units_read(struct build *b, const struct blocks *bs, size_t from, size_t to,
           enum section section, const char *name, struct error *err)
{
    struct reader r = {.b = b,
                       .bs = bs,
                       .from = from,
                       .to = to,
                       .section = section,
                       .name = name,
                       .err = err};
    enum status status = STATUS_OK;

    for (size_t i = from; i < to && status == STATUS_OK; i++)
        status = read_block(&r, i);
    if (status == STATUS_OK)
        status = close_unit(&r);
    buf_done(&r.text);
    return status;
}
