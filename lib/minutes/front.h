/* What stands above the heading of printed minutes: the council, the body that
 * met, "MINUTES". */
#ifndef MINUTES_FRONT_H
#define MINUTES_FRONT_H

#include <stdbool.h>
#include <stddef.h>

#include "minutes/block.h"

/* Blocks above the heading: a council, a body, an address over three lines,
 * "MINUTES". */
#define FRONT_MAX 6

enum front {
    FRONT_NONE,  /* nothing, or a text's own title */
    FRONT_NAMED, /* it names the body; the heading below is the title */
    FRONT_TITLE, /* all of it with the heading is the title: "HELD ON 12 MAY
                    2014" alone is none, nor is the council's name */
};

/* Looks at the blocks above the meeting's heading, block i, which names its
 * body or does not; sets the roles of those that are no text. */
enum front front_read(struct blocks *bs, size_t i, bool named);

/* Says the title of FRONT_TITLE: blocks 0 to i, line by line. */
void front_say_title(struct blocks *bs, size_t i);

#endif
