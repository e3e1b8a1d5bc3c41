/* Opening all that a generation needs: see serving.h. */
#include "config.h"

#include "searchd/serving.h"

#include <stdlib.h>

#include "common/xalloc.h"
#include "searchd/probe.h"

enum status
serving_open(struct serving **out, const char *dir, bool verified, size_t n,
             const xs_flag *cancel, struct error *err)
{
    struct serving *sv = xcalloc(1, sizeof(*sv) + n * sizeof(sv->searchers[0]));
    enum status status = index_open(&sv->index, dir, verified, cancel, err);
    while (status == STATUS_OK && sv->n < n) {
        status = searcher_new(&sv->searchers[sv->n], sv->index, err);
        if (status == STATUS_OK)
            status = probe_searcher(sv->searchers[sv->n++], cancel, err);
    }
    if (status != STATUS_OK) {
        serving_free(sv);
        return status;
    }
    *out = sv;
    return STATUS_OK;
}

void
serving_free(struct serving *sv)
{
    if (sv == NULL)
        return;
    for (size_t i = 0; i < sv->n; i++)
        searcher_free(sv->searchers[i]);
    index_unref(sv->index);
    free(sv);
}
