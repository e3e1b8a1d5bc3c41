/* The body of struct inverter: inverter.c gathers, inverter-read.c gives back.
 *
 * A hash table of words, each with a chain of blocks in one buffer. A block is
 * a record of runs.c:
 *
 *   form, NUL, zone, number of the run, number of the block in it (4 bytes
 *   each, the highest first: so they sort), data
 *
 * The data of a word's blocks in a run, together, are postings: docid less the
 * one before (in titles then: how many units); positions, less the one before;
 * 0, if there is one more. All numbers have 7 bits a byte, the lowest first;
 * what one call adds lies in one block. */
#ifndef STORE_INVERTER_INTERNAL_H
#define STORE_INVERTER_INTERNAL_H

#include "common/buf.h"
#include "store/inverter.h"
#include "store/runs.h"

#define INVERTER_NONE UINT32_MAX

/* Behind the form and its NUL: the zone; then the two numbers. */
#define INVERTER_ZONE 1
#define INVERTER_NUMBERS 8

struct inverter_word {
    uint32_t hash;
    uint32_t first, last; /* blocks */
    uint32_t used, end;   /* bytes of the buffer, of the last block's data */
    uint32_t docid, pos;  /* added last; pos 0: none at this docid */
};

struct inverter_block { /* then the record's string */
    uint32_t next;
    struct runs_head head; /* its number is of no use here */
};

struct inverter {
    char *dir;
    size_t limit; /* bytes: of the buffer, and of the cost */
    size_t cost;  /* bytes that the words take besides the buffer */
    char *buffer;
    size_t used;
    uint64_t seed[2];
    struct inverter_word *words;
    size_t n, cap;
    uint32_t *slots; /* of words by their hash; INVERTER_NONE: free */
    size_t n_slots;  /* a power of two */
    uint32_t run, block;
    struct runs *runs; /* NULL: all is in memory */
    uint32_t *sorted;  /* where records begin, in their order; NULL: unknown */
    size_t n_sorted, at;
    uint64_t left; /* records to be read */
    /* Reading: the record at hand, and the one behind it. */
    struct buf bufs[2];
    struct inverter_piece {
        const char *key; /* NULL: there is none */
        size_t key_len;  /* of the form, the NUL and the zone */
        uint32_t run;
        const unsigned char *data, *data_end;
    } piece, ahead;
    unsigned turn;   /* which of bufs the one behind has */
    struct buf form; /* of the list at hand, with NUL and zone */
    bool started;    /* docid and units are the next posting's */
    uint32_t docid, units;
    uint32_t *positions; /* of one posting */
    size_t n_positions, cap_positions;
};

/* Puts the records in memory in their order; nothing can be added then. */
void inverter_sort_blocks(struct inverter *i);
/* Puts aside what is in memory. */
enum status inverter_spill(struct inverter *i, struct error *err) WARN_UNUSED;

#endif
