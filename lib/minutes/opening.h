/* How a block opens: with the words of a resolution, a recommendation, a
 * decision or a note. The forms are those of doc comments in opening.c. */
#ifndef MINUTES_OPENING_H
#define MINUTES_OPENING_H

#include <stdbool.h>

#include "common/kind.h"
#include "minutes/span.h"

struct opening {
    enum unit_kind kind;
    /* What follows the phrase, with "that", a colon or a dash stepped over,
     * trimmed; empty where the text stands in the next block. */
    struct span rest;
};

/* The opening of a trimmed text without its number; false if it is ordinary
 * text: *out is then untouched. */
bool opening_read(struct span text, struct opening *out);

#endif
