/* MANIFEST: see manifest.h; its form is in manifest-format.h. */
#include "config.h"

#include "store/manifest.h"

#include <stdlib.h>
#include <string.h>

#include "common/file.h"
#include "common/xalloc.h"
#include "store/listing.h"
#include "store/manifest-format.h"
#include "store/schema.h"

/* Some 20 files and some roots, with room: what exceeds it is no manifest. */
#define MANIFEST_MAX ((size_t)4 << 20)

#define REMEDY "run " INDEXER_NAME " with --rebuild"

/* ---- writing ---- */

static enum status
sync_below(const char *dir, const char *name, struct error *err)
{
    char *path = xasprintf("%s/%s", dir, name);
    enum status status = file_sync(path, err);

    free(path);
    return status;
}

enum status
manifest_write(const char *dir, const struct manifest *m, struct error *err)
{
    struct listing l = {0};
    struct buf b = {0};
    char *path = xasprintf("%s/%s", dir, SCHEMA_MANIFEST);
    enum status status = listing_read(&l, dir, err);

    for (size_t i = 0; i < l.n && status == STATUS_OK; i++) {
        status = listing_hash(&l.files[i], dir, NULL, err);
        if (status == STATUS_OK)
            status = sync_below(dir, l.files[i].name, err);
    }
    if (status == STATUS_OK)
        status = sync_below(dir, SCHEMA_XAPIAN, err);
    if (status == STATUS_OK) {
        manifest_format(&b, m, &l);
        status = file_create(path, b.data, b.len, err);
    }
    if (status == STATUS_OK)
        status = file_sync(dir, err);
    buf_done(&b);
    listing_done(&l);
    free(path);
    return status;
}

/* ---- reading ---- */

/* l: NULL for what people chose alone. */
static enum status
read_all(const char *dir, struct manifest **out, struct listing *l,
         struct error *err)
{
    struct buf b = {0};
    char *path = xasprintf("%s/%s", dir, SCHEMA_MANIFEST);
    struct manifest *m = xcalloc(1, sizeof(*m));
    enum status status = file_read(path, MANIFEST_MAX, &b, err);

    if (status == STATUS_NOT_FOUND || status == STATUS_TOO_LARGE ||
        (status == STATUS_OK && b.len == 0))
        status = error_set(err, STATUS_CORRUPT,
                           "%s is missing or damaged: " REMEDY, path);
    if (status == STATUS_OK)
        status = l != NULL ? manifest_parse(m, l, &b, path, err)
                           : manifest_parse_choices(m, &b, path, err);
    if (status == STATUS_OK)
        *out = m;
    else
        manifest_free(m);
    free(path);
    buf_done(&b);
    return status;
}

enum status
manifest_read(const char *dir, struct manifest **out, struct error *err)
{
    struct listing l = {0};
    enum status status = read_all(dir, out, &l, err);

    listing_done(&l);
    return status;
}

enum status
manifest_read_choices(const char *dir, struct manifest **out, struct error *err)
{
    return read_all(dir, out, NULL, err);
}

void
manifest_free(struct manifest *m)
{
    if (m == NULL)
        return;
    for (size_t i = 0; i < m->n_roots; i++)
        free(m->roots[i]);
    free(m->roots);
    for (size_t i = 0; i < m->n_excludes; i++)
        free(m->excludes[i]);
    free(m->excludes);
    free(m->made_by);
    free(m->withdrawn);
    free(m);
}

/* ---- checking ---- */

static enum status
differs(struct error *err, const char *dir, const char *name, const char *how)
{
    return error_set(err, STATUS_CORRUPT, "%s/%s %s: " REMEDY, dir, name, how);
}

/* Names and sizes first, they cost nothing; both lists are sorted. */
static enum status
compare(const struct listing *want, const struct listing *have, const char *dir,
        struct error *err)
{
    for (size_t i = 0; i < want->n || i < have->n; i++) {
        int c = i == want->n ? 1
                : i == have->n
                    ? -1
                    : strcmp(want->files[i].name, have->files[i].name);
        if (c < 0)
            return differs(err, dir, want->files[i].name, "is missing");
        if (c > 0)
            return differs(err, dir, have->files[i].name,
                           "is not in the MANIFEST");
        if (want->files[i].size != have->files[i].size)
            return differs(err, dir, want->files[i].name,
                           "has another size than the MANIFEST says");
    }
    return STATUS_OK;
}

enum status
manifest_compare(const char *dir, struct error *err)
{
    struct listing want = {0}, have = {0};
    struct manifest *m = NULL;
    enum status status = read_all(dir, &m, &want, err);

    if (status == STATUS_OK)
        status = listing_read(&have, dir, err);
    if (status == STATUS_OK)
        status = compare(&want, &have, dir, err);
    manifest_free(m);
    listing_done(&want);
    listing_done(&have);
    return status;
}

enum status
manifest_verify(const char *dir, const atomic_bool *cancel, struct error *err)
{
    struct listing want = {0}, have = {0};
    struct manifest *m = NULL;
    enum status status = read_all(dir, &m, &want, err);

    if (status == STATUS_OK)
        status = listing_read(&have, dir, err);
    if (status == STATUS_OK)
        status = compare(&want, &have, dir, err);
    for (size_t i = 0; i < have.n && status == STATUS_OK; i++) {
        status = listing_hash(&have.files[i], dir, cancel, err);
        if (status == STATUS_OK &&
            strcmp(have.files[i].hash, want.files[i].hash) != 0)
            status = differs(err, dir, have.files[i].name,
                             "differs from its checksum");
    }
    manifest_free(m);
    listing_done(&want);
    listing_done(&have);
    return status;
}
