/* Runs of paragraph numbers: a number counts only in sequence, and the
 * sequence begins again only after a heading. */
#ifndef MINUTES_RUN_H
#define MINUTES_RUN_H

#include <stdbool.h>
#include <stddef.h>

#include "minutes/build.h"
#include "minutes/label.h"

/* A number may skip this many and still count, with a doubt: a page of
 * paragraphs lost, or struck out. A larger step is text ("300. That..."). */
#define RUN_GAP_MAX 9

struct run {
    bool going;    /* a run has begun */
    unsigned n;    /* how many the minutes have had, for the keys */
    unsigned last; /* the last number */
    enum label_style style;
};

/* Whether the number is the next of the run, or can begin one. */
bool run_fits(const struct run *run, const struct label *l);

/* Takes a number that fits. `keyed`: a run that begins here counts among
 * those that keys tell apart. Doubts, where it skips some or begins late,
 * name the item. */
void run_take(struct run *run, const struct label *l, bool keyed,
              struct build *b, unsigned line, const char *name);

/* "p7" in the first run, "s2p7" in the second. */
void run_key(const struct run *run, char *key, size_t size);

#endif
