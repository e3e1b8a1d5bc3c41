/* The flat files of a generation: what a hit shows and what facets count,
 * by docid, outside Xapian. Written once by struct store_writer, then mapped
 * read-only by struct store and shared by all threads. Docids are given in the
 * order in which units are written; the units of a document are next to each
 * other. An update keeps the docids of what stays, so docids and numbers of
 * documents may have gaps, where documents have gone.
 *
 *   text       records of units: document, kind, number, id, text
 *   documents  records of documents
 *   columns    arrays by docid: facets, date, length, order
 *   words      every folded form with its stem and document frequency, sorted
 *   titles     the documents' titles, folded ones sorted
 *   acronyms   what the texts say that acronyms stand for
 *   positions  where each word stands: see positions.h, positions-writer.h
 *
 * Each file begins with a magic, SCHEMA_VERSION and its counts; integers are
 * little-endian. Opening checks every offset against the file's size, so
 * that a damaged file is STATUS_CORRUPT and never a crash. (The inside of lists
 * of positions is checked later: positions.h.) */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/error.h"
#include "common/kind.h"

struct store_document {
    const char *id, *title, *committee, *date, *plan, *url; /* "" unknown */
    const char *source; /* the file's path relative to its root, extension
                           and all */
    unsigned year;      /* 0: none */
    uint32_t first;     /* docid of the first unit; set by the store */
    uint32_t units;     /* how many; set by the store */
    const char *item;   /* a name of the agenda item that other files know it
                           by, "ai:51902"; NULL when written: "" */
    uint32_t file;      /* number of its file in `files`, 0.. */
    bool cut;           /* its page cut the text off */
    bool gone;          /* a gap: nothing else of it counts; when read */
};

struct store_unit {
    uint32_t document; /* number of its document, 0.. */
    enum unit_kind kind;
    const char *id;     /* the whole id, "plan-2014-15#p7" */
    const char *number; /* "7", or "" */
    const char *text;   /* NUL-terminated */
    uint32_t text_len;
};

/* The facets, each a column of codes into its list of values. */
enum store_facet {
    STORE_YEAR,
    STORE_PLAN,
    STORE_COMMITTEE,
    STORE_KIND,
    STORE_FACETS
};

/* ---- writing ---- */

struct store_writer;

/* Memory for sorting the ids of units, as much for those of documents and for
 * words, half a million of each, and a quarter of it for titles and acronyms
 * together. More are sorted on the disk; as many as docids can count make some
 * 16,000 runs, which take 64 MiB to be merged. */
#define STORE_SORT_BYTES ((size_t)16 << 20)

/* Creates the files in dir, an existing folder that has none of them. sort:
 * STORE_SORT_BYTES, or less in tests. One thread; after a failure of any call
 * the writer can only be closed. */
enum status store_writer_open(struct store_writer **out, const char *dir,
                              size_t sort, struct error *err) WARN_UNUSED;
/* Frees; what was not finished is rubbish in dir. NULL is a no-op. */
void store_writer_close(struct store_writer *w);

/* Begins a document; strings are copied, none may be NULL. STATUS_INVALID
 * for a date that is neither "" nor YYYY-MM-DD. */
enum status store_writer_document(struct store_writer *w,
                                  const struct store_document *d,
                                  struct error *err) WARN_UNUSED;

/* Adds a unit to the document begun last (u->document is ignored); length is
 * the unit's length in Xapian (the sum of its wdfs). *docid: its docid. */
enum status store_writer_unit(struct store_writer *w,
                              const struct store_unit *u, uint32_t length,
                              uint32_t *docid, struct error *err) WARN_UNUSED;

/* A gap of n docids: units that an update keeps no more. It has the number of
 * a document. */
enum status store_writer_gone(struct store_writer *w, uint32_t n,
                              struct error *err) WARN_UNUSED;

/* Makes a gap of a document written before, after all. Its text stays in the
 * file, out of reach, until the next fresh build. */
void store_writer_drop(struct store_writer *w, uint32_t document);

/* The number that the next document will have. */
uint32_t store_writer_documents(const struct store_writer *w);
/* The docid of the last unit; 0: there is none yet. */
uint32_t store_writer_units(const struct store_writer *w);

/* Adds a word; to be called in ascending byte order of form, after the last
 * unit, for each that the writer of positions has. */
enum status store_writer_word(struct store_writer *w, const char *form,
                              const char *stem, uint32_t df,
                              struct error *err) WARN_UNUSED;

/* The title of the document begun last, folded: its words with one blank
 * between. One that is "", or with the title over STORE_TITLE_MAX bytes, is not
 * listed. */
enum status store_writer_title(struct store_writer *w, const char *folded,
                               struct error *err) WARN_UNUSED;

/* More than a title that anybody would have completed: the longest of real
 * minutes has 300 bytes. */
#define STORE_TITLE_MAX 2000

/* What the unit added last says that an acronym stands for. No string may be
 * "", over 65535 bytes, or have a byte 1: STATUS_INVALID. */
struct store_definition {
    const char *folded, *acronym, *words, *shown; /* as in store_acronym */
    const char *stems; /* of the words, one blank between */
};
enum status store_writer_definition(struct store_writer *w,
                                    const struct store_definition *d,
                                    struct error *err) WARN_UNUSED;

/* The sum of the document frequencies of all stems; 0 until it is told. */
void store_writer_stem_postings(struct store_writer *w, uint64_t n);

/* Writes what is left, fsyncs every file. */
enum status store_writer_finish(struct store_writer *w,
                                struct error *err) WARN_UNUSED;

/* ---- reading ---- */

struct store;

/* Maps the files of generation folder dir. STATUS_SCHEMA for another
 * version, with both named and the remedy (run the indexer with --rebuild). */
enum status store_open(struct store **out, const char *dir,
                       struct error *err) WARN_UNUSED;
void store_close(struct store *s); /* NULL is a no-op */

/* Takes what was read so far out of the process's memory; it is read again
 * when it is wanted. For who goes once through all of a large store. */
void store_relax(const struct store *s);

/* All that follows: any thread, no locks, results valid until store_close. */

/* How many there are, without the gaps. */
uint32_t store_units(const struct store *s);
uint32_t store_documents(const struct store *s);
/* With them: docids are 1..store_last_docid, numbers of documents
 * 0..store_documents_end - 1. */
uint32_t store_last_docid(const struct store *s);
uint32_t store_documents_end(const struct store *s);

/* Tells the processor what of a unit will be read soon, so that it is there by
 * then. Each needs what the one before it was told a while ago. */
enum store_expected {
    STORE_EXPECT_UNIT,
    STORE_EXPECT_TEXT, /* and the document's record */
    STORE_EXPECT_TITLE,
};
void store_expect(const struct store *s, uint32_t docid,
                  enum store_expected what);

/* docid must be 1..store_last_docid, document 0..store_documents_end - 1. */
void store_unit(const struct store *s, uint32_t docid, struct store_unit *out);
void store_document(const struct store *s, uint32_t document,
                    struct store_document *out);

/* The document of that id, or STATUS_NOT_FOUND (err may be NULL). */
enum status store_find_document(const struct store *s, const char *id,
                                size_t len, uint32_t *document,
                                struct error *err) WARN_UNUSED;
/* The unit of that id ("doc#p7"), or STATUS_NOT_FOUND. */
enum status store_find_unit(const struct store *s, const char *id, size_t len,
                            uint32_t *docid, struct error *err) WARN_UNUSED;

/* The column of a facet: codes[docid], index 0 unused; values by
 * store_facet_value. */
const uint32_t *store_facet(const struct store *s, enum store_facet f);
/* How many values; code 0 is always "", the units without one. The others
 * stand in order: years and plans newest first, committees and kinds by
 * byte. */
uint32_t store_facet_values(const struct store *s, enum store_facet f);
/* The value of a code: "2014", "2014/15", "Kent ... Panel", "resolution". */
const char *store_facet_value(const struct store *s, enum store_facet f,
                              uint32_t code);

/* By docid, index 0 unused and those of gaps without meaning, but for places,
 * which are all different, gaps last: the date as yyyymmdd (yyyy0000 where only
 * the year is known, 0 for none), the length in Xapian, and the place in the
 * order of document ids (units of a document in their order), 0... */
const uint32_t *store_dates(const struct store *s);
const uint32_t *store_lengths(const struct store *s);
const uint32_t *store_order(const struct store *s);
/* The place among all units, newest date first, then store_order: how ties
 * are broken. */
const uint32_t *store_newest(const struct store *s);
/* The same, oldest date first, units without a date last. */
const uint32_t *store_oldest(const struct store *s);

struct store_word {
    const char *form;
    const char *stem;
    uint32_t df;
};
uint32_t store_words(const struct store *s);
/* The i-th word in byte order of forms. */
void store_word(const struct store *s, uint32_t i, struct store_word *out);
/* Index of the first word whose form is >= form (store_words if none). */
uint32_t store_word_lower_bound(const struct store *s, const char *form,
                                size_t len);
/* The forms of a stem: calls nothing back; fills forms[0..max) in byte order
 * and returns how many there are in all. */
size_t store_stem_forms(const struct store *s, const char *stem,
                        const char **forms, size_t max);
/* How many pairs of a unit and a stem that it has, of text or title, there
 * are: the sum of the document frequencies of all stems. Xapian's total length
 * divided by it is how often a unit has a stem that it has, in the mean. */
uint64_t store_stem_postings(const struct store *s);

/* The titles of documents that have units. Titles of the same folded words are
 * one. */
struct store_title {
    const char *folded; /* its words, folded, one blank between; not "" */
    const char *title;  /* as the newest document has it that does not have it
                           in capitals throughout, if there is one */
    uint32_t units;     /* of all documents that have it */
    uint32_t document;  /* the newest of them; of one day's the lowest id */
};
uint32_t store_titles(const struct store *s);
/* The i-th title in byte order of the folded ones, which differ. */
void store_title(const struct store *s, uint32_t i, struct store_title *out);
/* Index of the first title whose folded words are >= folded (store_titles if
 * none). */
uint32_t store_title_lower_bound(const struct store *s, const char *folded,
                                 size_t len);

/* What an acronym stands for, as the texts of units define it ("child sexual
 * exploitation (CSE)"). Definitions whose words have the same stems are one. */
struct store_acronym {
    const char *folded; /* "cse" */
    /* As they are written together most often: */
    const char *acronym; /* "CSE", "DfE"; of a plural the singular */
    const char *words;   /* folded, one blank between */
    const char *shown;   /* the words, "Child Sexual Exploitation" */
    uint32_t count;      /* how often it is defined so */
    uint32_t docid;      /* of the first unit by store_order that does */
};
/* The most counted that are listed of one acronym: twice as many as real
 * minutes give any (names of one person, misspelled). */
#define STORE_MEANINGS_MAX 16
uint32_t store_acronyms(const struct store *s);
/* The i-th in byte order of folded; of one acronym the most counted first, then
 * by the stems of the words. */
void store_acronym(const struct store *s, uint32_t i,
                   struct store_acronym *out);
/* Index of the first whose folded is >= folded (store_acronyms if none). */
uint32_t store_acronym_lower_bound(const struct store *s, const char *folded,
                                   size_t len);

#endif
