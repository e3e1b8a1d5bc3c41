/* Paragraphs by chance. */
#ifndef BENCH_TEXT_H
#define BENCH_TEXT_H

#include <stdint.h>

#include "bench/corpus/chance.h"
#include "bench/corpus/vocabulary.h"

#define TEXT_WORDS_MAX 600 /* of a paragraph */

struct text_maker;

/* A maker borrows the vocabulary. Words are drawn by Zipf-Mandelbrot (q = 2.7,
 * s = 1.07), and beside that by the topic of their document and by the word
 * before. */
struct text_maker *text_maker_new(const struct vocabulary *v,
                                  struct chance *chance);
void text_maker_free(struct text_maker *m);

/* The topic of a new document. */
uint32_t text_topic(const struct text_maker *m, struct chance *chance);

/* A paragraph: ranks of its words, of which those that end a sentence have
 * TEXT_END added. Log-normal in length: median 70 words, mean 83. Returns how
 * many. */
#define TEXT_END 0x80000000u
uint32_t text_make(const struct text_maker *m, uint32_t topic,
                   struct chance *chance, uint32_t out[TEXT_WORDS_MAX]);

#endif
