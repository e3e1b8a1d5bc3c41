/* The SOURCEs of a run: see sources.h. */
#include "config.h"

#include "indexer/sources.h"

enum status
sources_open(struct roots *out, const struct options *o,
             const struct previous *p, struct error *err)
{
    if (o->n_sources > 0)
        return roots_open(out, o->sources, o->n_sources, err);
    if (p->manifest != NULL && p->manifest->n_roots > 0)
        return roots_open(out, p->manifest->roots, p->manifest->n_roots, err);
    if (p->problem.status != STATUS_OK)
        return error_set(err, STATUS_USAGE,
                         "the index cannot tell its SOURCEs: name them again "
                         "(%.*s)",
                         (int)previous_said(p->problem.message),
                         p->problem.message);
    return error_set(err, STATUS_USAGE,
                     "%s holds no index yet: name the files and folders to "
                     "index",
                     o->index);
}
