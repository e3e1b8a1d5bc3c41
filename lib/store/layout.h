/* How the flat files lie on disk. Each begins with a struct layout_head; all
 * integers are little-endian, aligned to their size, and used in place.
 *
 *   text, documents, words:
 *     head, strings (each with its NUL, record after record without a gap),
 *     zeros up to a multiple of 8, n records, n uint32_t: the numbers of the
 *     records in the order of a key (text and documents: the id; words: the
 *     stem), equal keys by number
 *   titles, acronyms:
 *     the same without the last numbers: the records lie in their order
 *   positions:
 *     head (n: of words), lists, zeros up to a multiple of 8, 2 n + 1 uint64_t:
 *     where the lists of word 0 in text, in titles, of word 1 ... begin, and
 *     where the last one ends; with LAYOUT_PARTED where a list has parts. One
 *     without units takes no bytes. A list lies at a multiple of 4, and is one
 *     part; or parts, a table, and two uint32_t: of units and parts. The table
 *     tells for each part, in 4 bytes, how many times 4 bytes it lies before
 *     the table. A part:
 *       uint32_t base | n - 1: its units are base + low, n of them
 *       uint32_t 2 * positions, + LAYOUT_WIDE
 *       uint16_t low[n], zeros up to a multiple of 4
 *       where n is LAYOUT_DENSE or more, the same as bits: uint64_t[1024],
 *         aligned to 4, and uint16_t before[1024]: units before each of these
 *       uint32_t start[(n - 1) / LAYOUT_STEP]: how many positions lie before
 *         those of unit LAYOUT_STEP, 2 * LAYOUT_STEP...
 *       uint8_t count[n], a zero where n is odd: positions by unit
 *       uint16_t position[], zeros up to a multiple of 4
 *     If it is wide, because a count is over 255 or a position over 65535,
 *     counts and positions have 4 bytes each.
 *   columns:
 *     head, COLUMNS arrays of n + 1 uint32_t, for each facet values[facet]
 *     uint32_t: where its values begin in the strings; the strings
 *
 * A change here is a change of SCHEMA_VERSION. */
#ifndef STORE_LAYOUT_H
#define STORE_LAYOUT_H

#include <stdint.h>

#include "store/store.h"

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__,
               "the files are little-endian and used in place");

#define LAYOUT_TEXT_MAGIC "MNTTEXT"
#define LAYOUT_DOCUMENTS_MAGIC "MNTDOCS"
#define LAYOUT_COLUMNS_MAGIC "MNTCOLS"
#define LAYOUT_WORDS_MAGIC "MNTWORD"
#define LAYOUT_TITLES_MAGIC "MNTTITL"
#define LAYOUT_ACRONYMS_MAGIC "MNTACRO"
#define LAYOUT_POSITIONS_MAGIC "MNTPOSI"

struct layout_head {
    char magic[8];
    uint32_t schema;
    uint32_t n;     /* units, or records */
    uint64_t size;  /* of the whole file */
    uint64_t index; /* where the records (columns: the arrays) begin */
    uint32_t values[STORE_FACETS]; /* columns only: values of each facet */
    uint64_t total; /* words only: sum of the stems' document frequencies */
};

/* Strings: id, number, text. */
struct layout_unit {
    uint64_t offset; /* of the first string, from the file's start */
    uint32_t document;
    uint32_t kind;
    uint32_t text_len;
    uint16_t id_len;
    uint16_t number_len;
};

enum layout_string {
    LAYOUT_ID,
    LAYOUT_TITLE,
    LAYOUT_COMMITTEE,
    LAYOUT_DATE,
    LAYOUT_PLAN,
    LAYOUT_URL,
    LAYOUT_SOURCE,
    LAYOUT_ITEM,
    LAYOUT_STRINGS
};

struct layout_document {
    uint64_t offset;
    uint32_t len[LAYOUT_STRINGS];
    uint16_t year;
    uint16_t flags; /* enum layout_flag */
    uint32_t first; /* docid of the first unit */
    uint32_t units;
    uint32_t file; /* its number in `files` */
};

enum layout_flag {
    LAYOUT_CUT = 1,
    LAYOUT_GONE = 2, /* a gap: its docids have no units */
};

/* Strings: form, stem. */
struct layout_word {
    uint64_t offset;
    uint32_t df;
    uint16_t form_len;
    uint16_t stem_len;
};

/* Strings: folded words, title. */
struct layout_title {
    uint64_t offset;
    uint32_t units;
    uint32_t document;
    uint32_t folded_len;
    uint32_t title_len;
};

/* Strings: folded, acronym, words, shown. */
#define LAYOUT_ACRONYM_STRINGS 4
struct layout_acronym {
    uint64_t offset;
    uint32_t count;
    uint32_t docid;
    uint16_t len[LAYOUT_ACRONYM_STRINGS];
};

#define LAYOUT_PARTED ((uint64_t)1) /* of a list's place */
#define LAYOUT_WIDE 1u              /* of a part's number of positions */
/* Counts are added up over less than that many bytes: one vector. */
#define LAYOUT_STEP POSITIONS_STEP
/* Units from which on a part has its bits: one of 16, where a window of a match
 * has so many that going through them costs more than the words of bits. They
 * take 10 KiB, the list itself 28 and more. */
#define LAYOUT_DENSE 4096u

/* The arrays of the file columns: the facets, then these. */
enum layout_column {
    LAYOUT_DATES = STORE_FACETS,
    LAYOUT_LENGTHS,
    LAYOUT_ORDER,
    LAYOUT_NEWEST,
    LAYOUT_OLDEST,
    LAYOUT_COLUMNS
};

_Static_assert(sizeof(struct layout_head) == 56, "no padding");
_Static_assert(sizeof(struct layout_unit) == 24, "no padding");
_Static_assert(sizeof(struct layout_document) == 56, "no padding");
_Static_assert(sizeof(struct layout_word) == 16, "no padding");
_Static_assert(sizeof(struct layout_title) == 24, "no padding");
_Static_assert(sizeof(struct layout_acronym) == 24, "no padding");

#endif
