/* Publishing: see publish.h. */
#include "config.h"

#include "indexer/publish.h"

#include <inttypes.h>
#include <stdlib.h>

#include "common/xalloc.h"
#include "shim/xs.h"
#include "store/generation.h"
#include "store/schema.h"
#include "store/store.h"

/* Whether both halves say what the manifest says: a defect, or a disk that
 * lies, is found here and not by the daemon. */
static enum status
check(const char *dir, const struct manifest *m, struct error *err)
{
    struct store *store = NULL;
    xs_db *db = NULL;
    struct xs_stats stats;
    char *xapian = xasprintf("%s/%s", dir, SCHEMA_XAPIAN);
    enum status status = store_open(&store, dir, err);

    if (status == STATUS_OK)
        status = xs_db_open(&db, xapian, err);
    if (status == STATUS_OK)
        status = xs_db_stats(db, &stats, err);
    if (status == STATUS_OK &&
        (store_documents(store) != m->documents ||
         store_units(store) != m->units || stats.documents != m->units ||
         stats.last_docid > store_last_docid(store)))
        status = error_set(err, STATUS_INTERNAL,
                           "%s holds %u documents and %u paragraphs, Xapian "
                           "%u; expected are %" PRIu64 " and %" PRIu64,
                           dir, store_documents(store), store_units(store),
                           stats.documents, m->documents, m->units);
    xs_db_close(db);
    store_close(store);
    free(xapian);
    return status;
}

enum status
publish_generation(const char *index, const char *dir, const struct manifest *m,
                   struct error *err)
{
    enum status status = manifest_write(dir, m, err);

    if (status == STATUS_OK)
        status = check(dir, m, err);
    if (status == STATUS_OK)
        status = generation_publish(index, m->generation, err);
    return status;
}
