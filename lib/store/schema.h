/* Names that the writer and the readers of an index must agree on: term
 * prefixes, file names, and the schema version that is checked on opening.
 * Prefixes are Xapian's own conventions (omega's termprefixes), so that its
 * tools understand the index.
 *
 * Terms of a unit:
 *   Z + stem    no positions; wdf: count in the text, plus TITLE_WDF for each
 *               word of the title. What bare words match and score by.
 *   form        positions, wdf 0: phrases, exactness, and text:
 *   S + form    positions in the title, wdf 0: phrases in titles
 *               these two in an index that was made as a shard alone; the file
 *               `positions` says the same of any
 *   ZS + stem   wdf 0: title:
 *   Q + id      the unit's id, unique
 *   Y2014, XKIND + kind, XPLAN + 2014/15, XDOC + document id,
 *   XCOMMITTEE + committee (folded words joined by one space),
 *   D20140206, M201402 (where the whole date is known), XPARA + number
 *   (folded words joined by one space), XSOURCE + the path of its file within
 *   its root, folded by path_fold: with and without its extension (".gz" and
 *   the one before it together), and each folder above it
 *   ("2014/roads/item.txt", "2014/roads/item", "2014/roads", "2014")
 *               boolean filters, wdf 0
 * A title's words are at least those of its tokens that are no alternative
 * forms; alternative forms are indexed like forms. Terms longer than
 * SCHEMA_TERM_MAX bytes: schema_term makes them fit. */
#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

#include <stddef.h>

#include "common/buf.h"

/* Raised with every change of what is stored or how it is read. */
#define SCHEMA_VERSION 4

#define SCHEMA_STEM "Z"
#define SCHEMA_TITLE "S"
#define SCHEMA_TITLE_STEM "ZS"
#define SCHEMA_ID "Q"
#define SCHEMA_YEAR "Y"
#define SCHEMA_KIND "XKIND"
#define SCHEMA_PLAN "XPLAN"
#define SCHEMA_DOCUMENT "XDOC"
#define SCHEMA_COMMITTEE "XCOMMITTEE"
#define SCHEMA_DATE "D"
#define SCHEMA_MONTH "M"
#define SCHEMA_PARA "XPARA"
#define SCHEMA_SOURCE "XSOURCE"

/* wdf that a title's word adds to each unit of its document. */
#define SCHEMA_TITLE_WDF 1

/* Xapian refuses terms over 245 bytes (glass; zero bytes count twice). */
#define SCHEMA_TERM_MAX 240

/* Replaces *out by prefix + value; a term over SCHEMA_TERM_MAX keeps its
 * first 200 bytes (cut at a character) and gets '#' and 32 hex digits of the
 * value's SHA-256. The same value always gives the same term. */
void schema_term(struct buf *out, const char *prefix, const char *value,
                 size_t len);

/* Files and folders of a generation. */
#define SCHEMA_XAPIAN "xapian"
#define SCHEMA_TEXT "text"
#define SCHEMA_DOCUMENTS "documents"
#define SCHEMA_COLUMNS "columns"
#define SCHEMA_WORDS "words"
#define SCHEMA_TITLES "titles"
#define SCHEMA_ACRONYMS "acronyms"
#define SCHEMA_POSITIONS "positions"
#define SCHEMA_FILES "files"
#define SCHEMA_MANIFEST "MANIFEST"

/* Of an index directory. */
#define SCHEMA_CURRENT "current"
#define SCHEMA_LOCK "lock"
#define SCHEMA_WITHDRAWN "withdrawn"

#endif
