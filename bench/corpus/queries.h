/* Queries to a made corpus, chosen by what it holds. */
#ifndef BENCH_QUERIES_H
#define BENCH_QUERIES_H

#include <stdint.h>
#include <stdio.h>

#include "bench/corpus/chance.h"
#include "bench/corpus/vocabulary.h"

struct statistics;

/* Of a corpus of n_units paragraphs. Paragraphs to choose words of are kept by
 * chance of its own, so what is counted does not change the corpus. */
struct statistics *statistics_new(const struct vocabulary *v, uint32_t n_units,
                                  uint64_t seed);
void statistics_free(struct statistics *s);

/* Counts a paragraph as text_make gives it. */
void statistics_add(struct statistics *s, const uint32_t *words, uint32_t n);

/* Writes at most `each` queries of each class, a line `CLASS<TAB>WORDS` each,
 * no two the same. By the paragraphs that have a word in any of its forms:
 *   rare    0.005 to 0.05 % of all (one at least)
 *   medium  0.1 to 1 %
 *   broad   2 % or more
 *   or2     two broad words, or3 two broad and one medium
 *   and2    two, and3 three words of 0.5 % or more that a paragraph has
 *   phrase  two or three words that stand so in a sentence, stop words too,
 *           in three of 20,000 paragraphs (or of all, where there are fewer)
 * Stop words are in phrases alone. Returns how many of all classes it could
 * not make, the corpus being too small. */
uint32_t queries_write(struct statistics *s, uint32_t each, FILE *out);

#endif
