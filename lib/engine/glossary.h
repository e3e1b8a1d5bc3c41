/* Acronyms and the words that they stand for: a table, from what the texts
 * define, from a list of common ones, or from an administrator's file. It is
 * filled once, then only read, by any thread. */
#ifndef ENGINE_GLOSSARY_H
#define ENGINE_GLOSSARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/buf.h"
#include "query/query.h"
#include "store/store.h"
#include "text/token.h"

struct glossary;

struct glossary_entry {
    const char *acronym;           /* as shown: "CSE" */
    const struct query_word *self; /* the same as a word: "cse" */
    const char *shown;             /* "child sexual exploitation" */
    /* Its words, stop words too; none: the acronym stands for nothing. */
    const struct query_word *words;
    size_t n_words; /* at most QUERY_PHRASE_MAX */
    /* The stems of the words that are no stop words, each once, with one blank
     * between: words typed in a row are looked up by it. */
    const char *key;
    uint32_t docid; /* of a unit that defines it so; 0: no text does */
    uint32_t place; /* among all in the order in which they were added */
};

/* An empty table that lives in arena. */
struct glossary *glossary_new(struct arena *arena)
    __attribute__((returns_nonnull));

/* Adds one; texts are copied. words "": the acronym stands for nothing. False,
 * and nothing is added, where acronym is not one word, or words are over
 * QUERY_PHRASE_MAX or no words. */
bool glossary_add(struct glossary *g, const char *acronym, const char *words,
                  uint32_t docid, struct tokenizer *t);

/* Adds what the texts of s define, and of the common ones those that they do
 * not. */
void glossary_add_learned(struct glossary *g, const struct store *s,
                          struct tokenizer *t);

/* To be called once, after the last is added and before one is looked up. */
void glossary_sort(struct glossary *g);

/* How many, and the i-th; g NULL: none. */
size_t glossary_count(const struct glossary *g);
const struct glossary_entry *glossary_at(const struct glossary *g, size_t i);

/* Whether two say the same of the same acronyms. NULL is an empty one. */
bool glossary_same(const struct glossary *a, const struct glossary *b);

/* The entries of a folded acronym, in the order in which they were added: sets
 * *first to an array of them and returns how many. g NULL: none. */
size_t glossary_of_acronym(const struct glossary *g, const char *folded,
                           const struct glossary_entry *const **first);
/* The entries that have that key, likewise. */
size_t glossary_of_words(const struct glossary *g, const char *key,
                         const struct glossary_entry *const **first);

/* Appends a word's stem to a key, unless it is in it already. */
void glossary_add_to_key(struct buf *key, const struct query_word *word);

/* Acronyms that any council's or police force's minutes may have, and their
 * words; a row of NULL at the end. */
extern const char *const glossary_common[][2];

#endif
