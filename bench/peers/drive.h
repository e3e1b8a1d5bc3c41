/* How every engine is asked: the same queries in the same order, each for its
 * ten best by BM25, a marked snippet of each, the exact total and the exact
 * counts by year. drive.c has main(); an engine is a `peer`. */
#ifndef BENCH_DRIVE_H
#define BENCH_DRIVE_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define DRIVE_WORDS 3 /* of a query, at most */
#define DRIVE_HITS 10
#define DRIVE_YEAR_FIRST 1999
#define DRIVE_YEARS 28

enum drive_how { DRIVE_ALL, DRIVE_ANY, DRIVE_PHRASE }; /* of one word: ALL */

struct question {
    enum drive_how how;
    uint32_t n;
    const char *word[DRIVE_WORDS]; /* a to z */
};

struct outcome {
    uint64_t total;
    uint64_t year[DRIVE_YEARS];
    uint32_t n_hits;
    uint32_t hit[DRIVE_HITS]; /* paragraphs by their numbers in the corpus */
    uint64_t snippets;        /* bytes of them, so that none is left out */
};

/* Ends the program where anything fails. */
struct peer {
    /* Indexes the corpus in folder; NULL where another program does. How: the
     * argument behind the folder, NULL where there is none. */
    void (*index)(const char *index, const char *folder, const char *how);
    /* One thread's own handle. Index is what a server's address is, too; how:
     * of --how, NULL where there is none. */
    void *(*open)(const char *index, const char *how);
    /* *out is all zero bytes. */
    void (*ask)(void *handle, const struct question *q, struct outcome *out);
    void (*close)(void *handle);
};

extern const struct peer peer;

#ifdef __cplusplus
}
#endif

#endif
