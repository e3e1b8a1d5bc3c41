/* Runs of numbers: see run.h. */
#include "config.h"

#include "minutes/run.h"

#include <stdio.h>

#include "text/plan.h"

bool
run_fits(const struct run *run, const struct label *l)
{
    if (!run->going)
        return l->number < YEAR_MIN || l->number > YEAR_MAX;
    return l->style == run->style && l->number > run->last &&
           l->number - run->last <= RUN_GAP_MAX + 1;
}

void
run_take(struct run *run, const struct label *l, bool keyed, struct build *b,
         unsigned line, const char *name)
{
    if (!run->going) {
        run->going = true;
        run->n += keyed;
        /* Further on it is a numbering that goes through the year. */
        if (l->number > 1 && l->number <= RUN_GAP_MAX + 1)
            build_doubt(b, line, "%sparagraphs begin at number %u", name,
                        l->number);
    } else if (l->number != run->last + 1) {
        build_doubt(b, line, "%sa gap in the numbers: %u follows %u", name,
                    l->number, run->last);
    }
    run->style = l->style;
    run->last = l->number;
}

void
run_key(const struct run *run, char *key, size_t size)
{
    if (run->n == 1)
        (void)snprintf(key, size, "p%u", run->last);
    else
        (void)snprintf(key, size, "s%up%u", run->n, run->last);
}
