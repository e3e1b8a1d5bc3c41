/* Pages of text, line by line, and which lines are the paper's. */
#ifndef MINUTES_PAGES_H
#define MINUTES_PAGES_H

#include <stdbool.h>
#include <stddef.h>

#include "minutes/span.h"

struct pages_line {
    struct span text; /* trimmed; empty for an empty line */
    unsigned page;    /* from 1 on */
    unsigned end;     /* the column, in characters, behind its last */
    bool furniture;
};

struct pages {
    struct pages_line *lines;
    size_t n, cap;
    unsigned n_pages; /* to the last that has text */
    /* The running head that says who met and when, where no other line does
     * so before; else empty. */
    struct span heading;
};

/* Splits text at line breaks and form feeds; borrows it. False over max
 * lines. pages_done in every case. */
bool pages_split(struct pages *out, struct span text, size_t max);
void pages_done(struct pages *p);

/* Marks the furniture: see paged.h. */
void pages_find_furniture(struct pages *p);

#endif
