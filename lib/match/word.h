/* One word of a row, which may have several forms: in which windows and units
 * it is, and where it stands there. */
#ifndef MATCH_WORD_H
#define MATCH_WORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "match/cursor.h"
#include "match/watch.h"

/* A list of numbers that grows. */
struct word_numbers {
    uint32_t *list;
    size_t n, cap;
};

struct word {
    struct cursor *forms;
    size_t n;
    uint64_t most;  /* it is in no more units */
    uint32_t place; /* the row's: in it */
    /* Where it stands in the unit that was read, ascending; merged: where
     * several of its forms do. */
    struct positions_run run;
    uint32_t at; /* in run, for who goes through it */
    struct word_numbers merged;
};

/* Forms that are nowhere are left out. compared: it will be read. */
void word_start(struct word *w, const struct positions_list *forms, size_t n,
                bool compared, struct arena *arena);

/* As node_next. */
uint32_t word_next(struct word *w, uint32_t from);

/* Leaves those units of bits that have the word. *most: how many bits are set
 * at most, before and after. Whether any is left. */
bool word_filter(struct word *w, uint32_t window, uint64_t *bits,
                 uint32_t *most);

/* Reads where it stands in a unit of the window that was filtered; units
 * ascend. Mostly it has one of the forms there, which is read in place. */
void word_read(struct word *w, uint32_t low, struct watch *watch,
               struct arena *arena);

/* Whether it stands there. Positions asked for ascend. */
bool word_stands_at(struct word *w, uint64_t position);

#endif
