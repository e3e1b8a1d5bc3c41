/* Blocks: what every format makes of a file, and items.c makes documents of.
 * A block is a paragraph, a heading or a line that stands alone; a format
 * says what it knows of each (its role), and units.c finds numbers and
 * resolutions in the text, the same way for all formats. */
#ifndef MINUTES_BLOCK_H
#define MINUTES_BLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/buf.h"
#include "minutes/mark.h"
#include "minutes/minutes.h"
#include "minutes/span.h"

enum block_role {
    BLOCK_TEXT,      /* a paragraph, a line of a list or a table */
    BLOCK_HEADING,   /* a heading inside a text: numbers may begin again */
    BLOCK_SECTION,   /* a part of the item begins, see block.section */
    BLOCK_ITEM,      /* an item begins: its title, and its number if any */
    BLOCK_ITEM_TEXT, /* an item without a title begins, with this text */
    BLOCK_MEETING,   /* a heading with committee and date, for heading_read */
    BLOCK_COMMITTEE, /* the name of the body that met, alone */
    BLOCK_CUT,       /* the page says that it cut the text off here */
    BLOCK_EXEMPT,    /* the item is not for the public: its text is left out */
    BLOCK_DROPPED,   /* of the page, not of the meeting: nobody reads it */
};

struct block {
    enum block_role role;
    enum section section; /* of a BLOCK_SECTION */
    bool label;           /* it stands among the minutes, and heads no part */
    bool heading;         /* its page shows it as a heading */
    bool entry;    /* "2. Planning": an item of printed minutes, see agenda.h */
    uint64_t item; /* of a BLOCK_ITEM: its number in ModernGov; 0: unknown */
    unsigned line; /* where it begins in the file, 1-based */
    /* Places in blocks.pool: the text, trimmed, without TAB or LF, the line
     * breaks that mean something as U+2028; an item's printed number. */
    size_t text, text_len;
    size_t number, number_len;
};

/* What a file says of itself as a whole. */
enum fact {
    FACT_TITLE,
    FACT_COMMITTEE,
    FACT_DATE,
    FACT_LATE_DATE, /* for want of any other: when a page was published */
    FACT_URL,
    FACT_BASE, /* what an item's own page, mgAi.aspx?ID=N, is relative to */
    FACTS
};

struct blocks {
    struct buf pool;
    struct block *v;
    size_t n, cap;
    /* Nothing of it is an agenda's text: no page that we know, or an issue's.
     * On other pages what stands between an item's title and its "Minutes:"
     * is the agenda's. */
    bool plain;
    bool table; /* the page was a table, its cells are blocks */
    struct {
        char *value; /* NULL: not said */
        enum minutes_origin origin;
        unsigned line;
    } facts[FACTS];
};

/* Ten times the units that a file may have: more are no minutes. */
#define BLOCKS_MAX (10 * MINUTES_UNITS_MAX)

void blocks_done(struct blocks *bs);

/* Appends an empty BLOCK_TEXT, to be filled with blocks_join; false over
 * BLOCKS_MAX. */
bool blocks_add(struct blocks *bs, unsigned line);
/* Appends text to the last block, behind `joint` where it has some already;
 * TABs become blanks. */
void blocks_join(struct blocks *bs, const char *joint, struct span text);

struct span block_text(const struct blocks *bs, size_t i);
struct span block_number(const struct blocks *bs, size_t i);
/* Narrows a block's text to a part of itself. */
void block_narrow(struct blocks *bs, size_t i, struct span part);
/* Parts blocks v[0..n), rising, in two, each at byte at[] of its text. False,
 * and nothing changed, over BLOCKS_MAX. */
bool blocks_part(struct blocks *bs, const size_t *v, const size_t *at,
                 size_t n);
/* Gives block i a number: a part of some block of bs. */
void block_set_number(struct blocks *bs, size_t i, struct span number);

/* Keeps the first value that is said of a fact; empty ones are ignored. */
void blocks_fact(struct blocks *bs, enum fact fact, struct span value,
                 enum minutes_origin origin, unsigned line);

#endif
