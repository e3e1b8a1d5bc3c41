/* Words that were parted at the ends of lines: see paged.h. */
#ifndef MINUTES_HYPHENS_H
#define MINUTES_HYPHENS_H

#include "common/arena.h"
#include "minutes/pages.h"

/* Brings the second halves up; a line of which nothing is left becomes
 * furniture. The words made live in the arena. */
void hyphens_join(struct pages *p, struct arena *arena);

#endif
