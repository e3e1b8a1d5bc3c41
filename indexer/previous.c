/* The index before a run: see previous.h. */
#include "config.h"

#include "indexer/previous.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "common/buf.h"
#include "store/generation.h"

/* One in this many documents may vanish unasked: people do delete files, but
 * a fifth at once is rather a mount that is not there. */
#define PREVIOUS_VANISH 5

enum status
previous_open(struct previous *out, const char *index, struct error *err)
{
    char *path = NULL;
    uint64_t number = 0;

    *out = (struct previous){0};
    enum status status =
        generation_current(index, &path, &number, &out->problem);
    if (status == STATUS_NOT_FOUND) {
        out->problem = (struct error){0};
        return STATUS_OK;
    }
    if (status == STATUS_OK)
        status = manifest_read(path, &out->manifest, &out->problem);
    if (status == STATUS_OK)
        status = store_open(&out->store, path, &out->problem);
    if (status == STATUS_OK)
        store_relax(out->store); /* opening looks at every record */
    if (status == STATUS_OK)
        status = files_list_open(&out->files, path, &out->problem);
    struct manifest *choices = NULL;
    if (status == STATUS_SCHEMA && out->manifest == NULL &&
        manifest_read_choices(path, &choices, NULL) == STATUS_OK)
        out->manifest = choices;
    out->path = path;
    out->number = number;
    if (status == STATUS_IO || status == STATUS_NOMEM ||
        status == STATUS_INTERNAL) {
        if (err != NULL)
            *err = out->problem;
        return status;
    }
    return STATUS_OK;
}

/* Records between two gifts of the mapped pages back to the system: some 20 MB
 * of text, however large the index is. */
#define PREVIOUS_RELAX 65536

void
previous_seen(const struct previous *p, uint32_t *seen, uint32_t more)
{
    *seen += more;
    if (*seen < PREVIOUS_RELAX)
        return;
    store_relax(p->store);
    *seen = 0;
}

void
previous_done(struct previous *p)
{
    manifest_free(p->manifest);
    store_close(p->store);
    files_list_close(p->files);
    free(p->path);
    *p = (struct previous){0};
}

size_t
previous_said(const char *message)
{
    const char *remedy = strstr(message, ": run " INDEXER_NAME);

    return remedy != NULL ? (size_t)(remedy - message) : strlen(message);
}

/* Whether a document's file is there: ids need not begin with the file's. */
static bool
is_file_there(const struct previous *p, struct idset *ids,
              const struct store_document *d)
{
    struct buf path = {0};

    if (d->file >= files_list_count(p->files))
        return false;
    const struct files_item *f = files_list_get(p->files, d->file);
    if (f->root >= p->manifest->n_roots)
        return false;
    const char *root = p->manifest->roots[f->root];
    bool there = idset_has(ids, root, strlen(root));
    buf_addf(&path, "%s/%s", strcmp(root, "/") != 0 ? root : "", f->path);
    there = there || idset_has(ids, path.data, path.len);
    buf_done(&path);
    return there;
}

static bool
is_there(const struct previous *p, struct idset *ids,
         const struct store_document *d, enum previous_match match)
{
    const char *id = d->id;
    size_t len = strlen(id);

    if (match == PREVIOUS_EXACT)
        return idset_has(ids, id, len);
    if (is_file_there(p, ids, d))
        return true;
    while (len > 0) {
        if (idset_has(ids, id, len))
            return true;
        while (len > 0 && id[--len] != '/')
            ;
    }
    return false;
}

uint32_t
previous_missing(const struct previous *p, struct idset *ids,
                 enum previous_match match, const char **example)
{
    uint32_t missing = 0, seen = 0;
    uint32_t n = p->store != NULL ? store_documents_end(p->store) : 0;

    for (uint32_t i = 0; i < n; i++) {
        struct store_document d;
        store_document(p->store, i, &d);
        previous_seen(p, &seen, 1);
        if (d.gone || is_there(p, ids, &d, match))
            continue;
        if (missing++ == 0)
            *example = d.id;
    }
    return missing;
}

enum status
previous_guard(const struct previous *p, struct idset *ids,
               enum previous_match match, struct error *err)
{
    const char *example = NULL;
    uint32_t missing = previous_missing(p, ids, match, &example);
    enum status status = idset_check(ids, err);

    if (status != STATUS_OK)
        return status;
    if (missing == 0 || (uint64_t)missing * PREVIOUS_VANISH <=
                            (uint64_t)store_documents(p->store))
        return STATUS_OK;
    return error_set(err, STATUS_INVALID,
                     "%u of %u documents would vanish, %.80s among them; the "
                     "index is as it was. If that is right, give "
                     "--allow-removals",
                     missing, store_documents(p->store), example);
}
