/* A "Decision:" block that the minutes say again. */
#ifndef MINUTES_REPEAT_H
#define MINUTES_REPEAT_H

#include "minutes/build.h"

/* A doubt for each decision of the last document whose words another of its
 * units has too, the formula ("RESOLVED that") aside. Both are kept: they
 * are two kinds. */
void repeat_doubts(struct build *b, unsigned line, const char *name);

#endif
