/* The words of a made corpus, the most frequent first. */
#ifndef BENCH_VOCABULARY_H
#define BENCH_VOCABULARY_H

#include <stdbool.h>
#include <stdint.h>

#include "bench/corpus/chance.h"

/* As many as a million paragraphs of real minutes might have. */
#define VOCABULARY_WORDS 200000
#define VOCABULARY_TITLE_WORDS 3000
#define VOCABULARY_WORD_MAX 24 /* bytes */

struct word {
    char text[VOCABULARY_WORD_MAX + 1]; /* a to z */
    uint8_t len;
    bool stop;
    uint32_t stem; /* words of one stem have one number */
};

struct vocabulary {
    struct word *words; /* VOCABULARY_WORDS, by rank */
    uint32_t n_stems;
    /* Of titles: no word of the text has their stem, so a bare word finds the
     * same whether titles are searched or not. */
    struct word *titles;             /* VOCABULARY_TITLE_WORDS */
    uint32_t n_sample, n_dictionary; /* where the words come from */
};

/* The words of the sample texts by their frequency there, then those of the
 * dictionary (a word a line; NULL or missing: none) by chance, then names that
 * are made up. Ends the program where a text cannot be read. */
struct vocabulary *vocabulary_make(char **texts, int n_texts,
                                   const char *dictionary,
                                   struct chance *chance);
void vocabulary_free(struct vocabulary *v);

#endif
