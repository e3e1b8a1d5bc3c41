/* The closing line: see summary.h. */
#include "config.h"

#include "indexer/summary.h"

#include <inttypes.h>

#include "common/clock.h"

#define NS_PER_S 1e9
#define BYTES_PER_MB 1e6

void
summary_count(struct buf *out, uint64_t n, const char *one, const char *many)
{
    buf_addf(out, "%" PRIu64 " %s", n, n == 1 ? one : many);
}

void
summary_tally(struct buf *out, const struct tally *t, uint64_t start)
{
    summary_count(out, t->documents, "document", "documents");
    buf_add_str(out, ", ");
    summary_count(out, t->units, "paragraph", "paragraphs");
    buf_add_str(out, " from ");
    summary_count(out, t->read_files, "file", "files");
    buf_addf(out, " (%.1f MB) in %.1f s", (double)t->read_bytes / BYTES_PER_MB,
             (double)(clock_now() - start) / NS_PER_S);
}

void
summary_skipped(struct buf *out, uint64_t files, uint64_t documents)
{
    if (files > 0) {
        buf_add_str(out, "; ");
        summary_count(out, files, "file skipped", "files skipped");
    }
    if (documents > 0) {
        buf_add_str(out, "; ");
        summary_count(out, documents, "document skipped", "documents skipped");
    }
}

void
summary_changes(struct buf *out, const struct plan *p)
{
    if (!p->compared)
        return;
    buf_addf(out, " (%zu new, %zu changed, %zu removed%s%s)", p->n_new,
             p->n_changed, p->n_removed,
             p->fresh != NULL ? "; built from nothing: " : "",
             p->fresh != NULL ? p->fresh : "");
}
