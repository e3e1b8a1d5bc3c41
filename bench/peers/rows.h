/* The paragraphs of a made corpus, for peers that have no indexer of their
 * own: a reader of the JSONL that bench/corpus writes, and of nothing else (its
 * strings hold no escapes). */
#ifndef BENCH_ROWS_H
#define BENCH_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct row {
    uint32_t number; /* in the corpus, from 1 on */
    uint32_t year;
    const char *text; /* not NUL-terminated */
    size_t len;
};

struct rows;

/* The files of FOLDER/minutes in their order. Ends the program where there are
 * none. */
struct rows *rows_open(const char *folder);
void rows_close(struct rows *rows);

/* The next paragraph; its text lives until rows_close. */
bool rows_next(struct rows *rows, struct row *row);

#ifdef __cplusplus
}
#endif

#endif
