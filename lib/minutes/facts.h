/* What is known of a document, each from the first that says it: the file's
 * header lines, the page, the path. */
#ifndef MINUTES_FACTS_H
#define MINUTES_FACTS_H

#include <stdbool.h>
#include <stdint.h>

#include "minutes/block.h"
#include "minutes/build.h"
#include "minutes/heading.h"

/* Where the facts of one document are looked for. */
struct facts_from {
    const struct blocks *bs; /* its facts are the file's own */
    const char *source;
    struct span title;      /* the item's, cleaned; empty: none */
    uint64_t item;          /* its number in ModernGov; 0: unknown */
    struct heading heading; /* found is DATE_NONE where there is none */
    unsigned heading_line;
    struct span heading_text; /* may stand for a title; empty: none */
    bool only;     /* the file has no other item: its title is the item's */
    unsigned line; /* of the item, for doubts */
};

/* Fills in title, committee, date, url, item, plan, year and their origins of
 * the last document. */
void facts_fill(struct build *b, const struct facts_from *from);

#endif
