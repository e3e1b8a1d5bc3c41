/* Paragraphs like another one: those that say its telling words. */
#ifndef ENGINE_SIMILAR_H
#define ENGINE_SIMILAR_H

#include "answer/answer.h"
#include "common/error.h"
#include "engine/request.h"
#include "engine/searcher.h"

/* Words of a paragraph that are searched for. With more a search costs more
 * and finds hardly anything else. */
#define SIMILAR_WORDS_MAX 16

/* Answers r for the units that have any of the telling words of unit
 * id[0..len), without that one. r's query, match and expand are not looked at;
 * all else is as of a search. What tells is the words' BM25 weight, in that
 * unit, of those that other units have as well. *out is the caller's,
 * answer_free(); its query says which words. STATUS_NOT_FOUND: no such unit;
 * else as searcher_search. */
enum status similar_search(struct searcher *s, const char *id, size_t len,
                           const struct search_request *r, struct answer **out,
                           struct error *err) WARN_UNUSED;

#endif
