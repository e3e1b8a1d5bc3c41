/* Minutes: the bytes of a file into documents (agenda items) and their
 * numbered paragraphs and resolutions. Pure: no file is opened here, nothing
 * is indexed here. One source file a format, behind minutes_parse. */
#ifndef MINUTES_MINUTES_H
#define MINUTES_MINUTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/error.h"
#include "common/kind.h"
#include "text/decode.h"
#include "text/plan.h"

enum minutes_format {
    MINUTES_TEXT,  /* an item, several items or a whole meeting as text */
    MINUTES_PAGED, /* text of pages, form feeds between them */
    MINUTES_HTML,  /* a page of ModernGov, or any other */
    MINUTES_XML,   /* what ModernGov's web service answers to GetMeeting */
    MINUTES_JSONL, /* an object a line */
    MINUTES_FORMATS
};

/* The text that one citation names; what is searched and returned.
 *
 * Keys, unique in their document: p7 a paragraph by its number, p1.1 by one of
 * two levels; s2p1 or s2p1.1 where the numbers have begun again after a
 * heading, in the second run (the first keeps p1); u1, u2... paragraphs without
 * a number, headings among them. In their own orders: r1... resolutions and
 * recommendations, d1... the blocks under "Decision:", n1... notes. A
 * resolution that is a numbered paragraph, "(4) RESOLVED that", is r1 with the
 * number "4".
 *
 * The text is as written, blanks around it trimmed. The number is no part of
 * it, a formula ("RESOLVED that") is. */
struct unit {
    enum unit_kind kind;
    char *key;
    char *id;     /* as it was given with the unit; NULL: the document's, '#'
                     and the key */
    char *number; /* the printed number, "7"; "" where there is none */
    char *text;   /* one line; line breaks inside are U+2028 */
};

/* Where a value of a document came from, for --explain. */
enum minutes_origin {
    ORIGIN_NONE,   /* the value is not known */
    ORIGIN_HEADER, /* a line "Date: ..." at the top of the file */
    ORIGIN_PAGE,   /* the page's own heading or metadata */
    ORIGIN_TITLE,  /* read out of the title */
    ORIGIN_DATE,   /* the year of the date */
    ORIGIN_PATH,   /* a date in the path, or the file's name as title */
    ORIGIN_FIELD,  /* a field of a line of JSON */
};
const char *minutes_origin_name(enum minutes_origin o); /* "header"; static */

/* One agenda item's minutes. Strings are never NULL: "" is unknown. */
struct document {
    char *id; /* SOURCE, or SOURCE/ITEM where a file holds several */
    char *title;
    char *committee;
    char *date; /* "2014-02-06" */
    char *url;
    char *item; /* a name of the agenda item that other files know it by,
                   "ai:51902" */
    bool cut;   /* its page cut the minutes off: another document of the item
                   that has them whole is the better one */
    char plan[PLAN_SIZE]; /* the title's "2014/15" */
    unsigned year; /* of the date, else the first of the title; 0: none */
    enum minutes_origin title_from, committee_from, date_from, url_from,
        year_from;
    struct unit *units; /* in the order of the document */
    size_t n_units;
};

/* Something that a person should look at: never an error. */
struct doubt {
    unsigned line; /* 1-based in the file; 0: the file as a whole */
    char *text;
};

/* What a file was understood as. */
struct minutes {
    enum minutes_format format;
    struct decoded decoded; /* how its bytes were read */
    struct document *documents;
    size_t n_documents;
    struct doubt *doubts;
    size_t n_doubts;
};

struct minutes_input {
    const char *bytes;
    size_t len;
    /* The source path relative to the corpus root, without extension, valid
     * UTF-8: the document's id (or the part before /ITEM). A date in it is
     * the meeting's date where nothing better says. */
    const char *source;
    enum minutes_format format;
};

/* Limits of one file; over them: STATUS_TOO_LARGE. 64 MiB of input is ten
 * times the largest meeting pack seen as text; 100,000 units a file keep the
 * index's records within what they were sized for. 2 MiB a unit are half a
 * million words: Xapian needs a hundred bytes for each of a unit of words that
 * are all different, and the indexer is to stay below 512 MiB. */
#define MINUTES_INPUT_MAX (64u << 20)
#define MINUTES_UNITS_MAX 100000u
#define MINUTES_UNIT_MAX (2u << 20)

/* Parses one file. STATUS_INVALID with the reason where this is not a
 * minutes file at all: empty, binary, no text. An item without minutes is a
 * document without units and a doubt. The result is the caller's. Any
 * thread; never aborts on any input. */
enum status minutes_parse(struct minutes **out, const struct minutes_input *in,
                          struct error *err) WARN_UNUSED;
void minutes_free(struct minutes *m); /* NULL is a no-op */

#endif
