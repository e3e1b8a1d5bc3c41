/* How numbers, dates, kinds and places are put into words, in British
 * English. What is written is escaped where it comes from outside. */
#ifndef PAGE_WORDS_H
#define PAGE_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/buf.h"

/* "1,234". */
void words_number(struct buf *out, uint64_t n);

/* "1 paragraph", "1,234 paragraphs". */
void words_paragraphs(struct buf *out, uint64_t n);

/* "6 February 2014" for "2014-02-06"; false, and nothing written, where date
 * is no day of the calendar. */
bool words_date(struct buf *out, const char *date);

/* <time datetime="2014-02-06">6 February 2014</time>, or date as it is. */
void words_time(struct buf *out, const char *date);

/* The key of a unit: what stands behind its document in id, "p7"; else the
 * whole id. Points into id. */
const char *words_key(const char *id, const char *document);

/* "Resolution" for "resolution"; a kind unknown to us as it is. */
void words_kind(struct buf *out, const char *kind);

/* A unit in words, as one cites it: "paragraph 7"; "paragraph 1 (numbering
 * 2)" where the numbers begin again, "paragraph 2 of the decision"; without a
 * number, by its key: "resolution 1", "unnumbered paragraph 3". */
void words_place(struct buf *out, const char *number, const char *kind,
                 const char *key);

/* Whether a unit's kind is to be said beside its place: it is not the usual
 * one, and words_place() does not say it. */
bool words_kind_matters(const char *number, const char *kind, const char *key);

/* The place to look at, "¶ 7", with the words for who listens. */
void words_pilcrow(struct buf *out, const char *number, const char *kind,
                   const char *key);

/* What a library says, "no such index", as a sentence: "No such index." */
void words_sentence(struct buf *out, const char *s);

/* s, or its beginning with "…" where it has more than max characters. Not
 * escaped. */
void words_cut(struct buf *out, const char *s, size_t max);

/* The same, escaped: a name in a list, where the longest that somebody thinks
 * of must not fill the page. */
void words_name(struct buf *out, const char *name, size_t max);

/* Characters of a committee's name in a list. Real ones have up to 80. */
#define WORDS_COMMITTEE_MAX 100

#endif
