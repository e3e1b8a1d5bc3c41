/* What a query that finds nothing may have been meant to say: its text with
 * words of it mended, joined or parted, from the index's own words. */
#ifndef ENGINE_SPELL_H
#define ENGINE_SPELL_H

#include <stddef.h>

#include "common/arena.h"
#include "query/query.h"
#include "store/store.h"
#include "text/token.h"

/* Texts that are offered, to be tried one after the other: each costs a
 * search, which is as dear as any. */
#define SPELL_TRIES 8

/* Words of a query that are mended at once. With more there is no telling what
 * was meant: it is a text in another language, or a cat on the keyboard. */
#define SPELL_WORDS_MAX 6

/* Letters compared (edits_find) in all for one query. A long word takes 40,000
 * of them and 5 ms of one processor among the 500,000 words that a million
 * paragraphs may have: so all SPELL_WORDS_MAX are mended there, too. */
#define SPELL_WORK_MAX 600000u

/* What text[0..len), parsed to tree, may have been meant to say, likeliest
 * first, into texts (which live in arena); returns how many. Where words of it
 * are not in the index, all of these are mended, and others only where one far
 * more frequent is an edit away; else each text has one change: two words that
 * are one in the index, or such a one. A prefix that no word begins with is
 * mended to one that some do. Words under NOT stay as they are. Whether any of
 * the texts finds something is for the caller to see.
 */
size_t spell_texts(const struct store *s, const struct query *tree,
                   const char *text, size_t len, struct tokenizer *t,
                   struct arena *arena, const char *texts[SPELL_TRIES]);

#endif
