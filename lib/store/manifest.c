/* MANIFEST: see manifest.h. Its lines:
 *   schema 1
 *   generation 42
 *   created, documents, units, text-bytes: likewise
 *   root /srv/minutes              one for each
 *   file SIZE SHA256 xapian/postlist.glass
 *   checksum SHA256                of all lines before */
#include "config.h"

#include "store/manifest.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "common/file.h"
#include "common/num.h"
#include "common/xalloc.h"
#include "store/listing.h"
#include "store/schema.h"

/* Some 20 files and some roots, with room: what exceeds it is no manifest. */
#define MANIFEST_MAX ((size_t)4 << 20)

#define REMEDY "run the indexer with --rebuild"

/* ---- writing ---- */

static void
add_escaped(struct buf *b, const char *s)
{
    for (; *s != '\0'; s++) {
        if ((unsigned char)*s < 0x20 || *s == 0x7f || *s == '%')
            buf_addf(b, "%%%02X", (unsigned)(unsigned char)*s);
        else
            buf_add_char(b, *s);
    }
}

static void
format(struct buf *b, const struct manifest *m, const struct listing *l)
{
    char hash[LISTING_HASH_SIZE];

    buf_addf(b, "schema %" PRIu32 "\n", m->schema);
    buf_addf(b, "generation %" PRIu64 "\n", m->generation);
    buf_addf(b, "created %" PRIu64 "\n", m->created);
    buf_addf(b, "documents %" PRIu64 "\n", m->documents);
    buf_addf(b, "units %" PRIu64 "\n", m->units);
    buf_addf(b, "text-bytes %" PRIu64 "\n", m->text_bytes);
    for (size_t i = 0; i < m->n_roots; i++) {
        buf_add_str(b, "root ");
        add_escaped(b, m->roots[i]);
        buf_add_char(b, '\n');
    }
    for (size_t i = 0; i < l->n; i++) {
        buf_addf(b, "file %" PRIu64 " %s ", l->files[i].size, l->files[i].hash);
        add_escaped(b, l->files[i].name);
        buf_add_char(b, '\n');
    }
    listing_hash_bytes(b->data, b->len, hash);
    buf_addf(b, "checksum %s\n", hash);
}

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
        status = listing_hash(&l.files[i], dir, err);
        if (status == STATUS_OK)
            status = sync_below(dir, l.files[i].name, err);
    }
    if (status == STATUS_OK)
        status = sync_below(dir, SCHEMA_XAPIAN, err);
    if (status == STATUS_OK) {
        format(&b, m, &l);
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

/* The whole of hex digits, lower case. */
static bool
is_hash(const char *s, size_t len)
{
    return len == LISTING_HASH_SIZE - 1 && strspn(s, "0123456789abcdef") >= len;
}

static bool
unescape(const char *s, size_t len, struct buf *out)
{
    static const char digits[] = "0123456789ABCDEF";

    buf_clear(out);
    for (size_t i = 0; i < len; i++) {
        if (s[i] != '%') {
            buf_add_char(out, s[i]);
            continue;
        }
        if (len - i < 3 || s[i + 1] == '\0' || s[i + 2] == '\0')
            return false;
        const char *high = strchr(digits, s[i + 1]);
        const char *low = strchr(digits, s[i + 2]);
        if (high == NULL || low == NULL)
            return false;
        buf_add_char(out, (char)((high - digits) * 16 + (low - digits)));
        i += 2;
    }
    return memchr(out->data != NULL ? out->data : "", '\0', out->len) == NULL;
}

static void
add_root(struct manifest *m, const char *root)
{
    m->roots = xreallocarray(m->roots, m->n_roots + 1, sizeof(*m->roots));
    m->roots[m->n_roots++] = xstrdup(root);
}

/* "SIZE SHA256 NAME" of a file line. */
static bool
parse_file(struct listing *l, const char *s, size_t len, struct buf *scratch)
{
    const char *space = memchr(s, ' ', len);
    char hash[LISTING_HASH_SIZE];
    uint64_t size;

    if (space == NULL || !num_parse(s, (size_t)(space - s), UINT64_MAX, &size))
        return false;
    len -= (size_t)(space + 1 - s);
    s = space + 1;
    space = memchr(s, ' ', len);
    if (space == NULL || !is_hash(s, (size_t)(space - s)))
        return false;
    memcpy(hash, s, sizeof(hash) - 1);
    hash[sizeof(hash) - 1] = '\0';
    len -= (size_t)(space + 1 - s);
    if (len == 0 || !unescape(space + 1, len, scratch))
        return false;
    listing_add(l, scratch->data, size, hash);
    return true;
}

/* One line `name value`; unknown names are of a version that is not ours. */
static bool
parse_line(struct manifest *m, struct listing *l, const char *line, size_t len,
           struct buf *scratch)
{
    const struct {
        const char *name;
        uint64_t *value;
    } numbers[] = {{"generation", &m->generation},
                   {"created", &m->created},
                   {"documents", &m->documents},
                   {"units", &m->units},
                   {"text-bytes", &m->text_bytes}};
    const char *space = memchr(line, ' ', len);

    if (space == NULL)
        return false;
    size_t name_len = (size_t)(space - line);
    const char *value = space + 1;
    len -= name_len + 1;
    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
        if (strlen(numbers[i].name) == name_len &&
            memcmp(numbers[i].name, line, name_len) == 0)
            return num_parse(value, len, UINT64_MAX, numbers[i].value);
    if (name_len == 4 && memcmp(line, "file", 4) == 0)
        return parse_file(l, value, len, scratch);
    if (name_len == 4 && memcmp(line, "root", 4) == 0 && len != 0 &&
        unescape(value, len, scratch)) {
        add_root(m, scratch->data);
        return true;
    }
    return false;
}

/* The lines after "schema", up to the checksum's. */
static bool
parse_lines(struct manifest *m, struct listing *l, const char *p,
            const char *end)
{
    struct buf scratch = {0};
    bool good = true;

    while (good && p < end) {
        const char *newline = memchr(p, '\n', (size_t)(end - p));
        good = newline != NULL &&
               parse_line(m, l, p, (size_t)(newline - p), &scratch);
        p = newline != NULL ? newline + 1 : end;
    }
    buf_done(&scratch);
    return good;
}

/* Where the last line begins, if it is the right checksum of what stands
 * before it; else NULL. */
static const char *
find_checksum(const struct buf *b)
{
    static const char name[] = "checksum ";
    const size_t line = sizeof(name) - 1 + LISTING_HASH_SIZE - 1 + 1;
    char hash[LISTING_HASH_SIZE];

    if (b->len < line || b->data[b->len - 1] != '\n')
        return NULL;
    const char *last = b->data + b->len - line;
    listing_hash_bytes(b->data, b->len - line, hash);
    if (memcmp(last, name, sizeof(name) - 1) != 0 ||
        memcmp(last + sizeof(name) - 1, hash, sizeof(hash) - 1) != 0)
        return NULL;
    return last;
}

/* The version first, whatever follows: another one may look otherwise. */
static enum status
parse(struct manifest *m, struct listing *l, const struct buf *b,
      const char *path, struct error *err)
{
    static const char name[] = "schema ";
    const char *newline = memchr(b->data, '\n', b->len);
    const char *checksum = find_checksum(b);
    uint64_t schema;

    if (newline == NULL || checksum == NULL ||
        strncmp(b->data, name, sizeof(name) - 1) != 0 ||
        !num_parse(b->data + sizeof(name) - 1,
                   (size_t)(newline - b->data) - (sizeof(name) - 1), UINT32_MAX,
                   &schema))
        return error_set(err, STATUS_CORRUPT, "%s is damaged: " REMEDY, path);
    if (schema != SCHEMA_VERSION)
        return error_set(err, STATUS_SCHEMA,
                         "%s has schema version %" PRIu64 ", this program "
                         "reads %u: " REMEDY,
                         path, schema, (unsigned)SCHEMA_VERSION);
    m->schema = (uint32_t)schema;
    if (!parse_lines(m, l, newline + 1, checksum))
        return error_set(err, STATUS_CORRUPT, "%s is damaged: " REMEDY, path);
    return STATUS_OK;
}

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
        status = parse(m, l, &b, path, err);
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

void
manifest_free(struct manifest *m)
{
    if (m == NULL)
        return;
    for (size_t i = 0; i < m->n_roots; i++)
        free(m->roots[i]);
    free(m->roots);
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
manifest_verify(const char *dir, struct error *err)
{
    struct listing want = {0}, have = {0};
    struct manifest *m = NULL;
    enum status status = read_all(dir, &m, &want, err);

    if (status == STATUS_OK)
        status = listing_read(&have, dir, err);
    if (status == STATUS_OK)
        status = compare(&want, &have, dir, err);
    for (size_t i = 0; i < have.n && status == STATUS_OK; i++) {
        status = listing_hash(&have.files[i], dir, err);
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
