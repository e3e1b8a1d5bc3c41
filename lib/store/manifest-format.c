/* The text of a MANIFEST: see manifest-format.h. */
#include "config.h"

#include "store/manifest-format.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "common/num.h"
#include "common/xalloc.h"
#include "store/percent.h"
#include "store/schema.h"

#define REMEDY "run " INDEXER_NAME " with --rebuild"

/* ---- writing ---- */

static void
add_names(struct buf *b, const char *what, char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        buf_addf(b, "%s ", what);
        percent_add(b, names[i]);
        buf_add_char(b, '\n');
    }
}

void
manifest_format(struct buf *b, const struct manifest *m,
                const struct listing *l)
{
    char hash[LISTING_HASH_SIZE];

    buf_addf(b, "schema %" PRIu32 "\n", m->schema);
    buf_addf(b, "generation %" PRIu64 "\n", m->generation);
    buf_addf(b, "created %" PRIu64 "\n", m->created);
    buf_addf(b, "documents %" PRIu64 "\n", m->documents);
    buf_addf(b, "units %" PRIu64 "\n", m->units);
    buf_addf(b, "text-bytes %" PRIu64 "\n", m->text_bytes);
    add_names(b, "root", m->roots, m->n_roots);
    add_names(b, "exclude", m->excludes, m->n_excludes);
    if (m->shard)
        buf_add_str(b, "shard yes\n");
    if (m->made_by != NULL && *m->made_by != '\0') {
        buf_add_str(b, "made-by ");
        percent_add(b, m->made_by);
        buf_add_char(b, '\n');
    }
    if (m->withdrawn != NULL && *m->withdrawn != '\0')
        buf_addf(b, "withdrawn %s\n", m->withdrawn);
    for (size_t i = 0; i < l->n; i++) {
        buf_addf(b, "file %" PRIu64 " %s ", l->files[i].size, l->files[i].hash);
        percent_add(b, l->files[i].name);
        buf_add_char(b, '\n');
    }
    listing_hash_bytes(b->data, b->len, hash);
    buf_addf(b, "checksum %s\n", hash);
}

/* ---- reading ---- */

/* The whole of hex digits, lower case. */
static bool
is_hash(const char *s, size_t len)
{
    return len == LISTING_HASH_SIZE - 1 && strspn(s, "0123456789abcdef") >= len;
}

static void
add_name(char ***list, size_t *n, const char *name)
{
    *list = xreallocarray(*list, *n + 1, sizeof(**list));
    (*list)[(*n)++] = xstrdup(name);
}

static void
replace(char **place, const char *value)
{
    free(*place);
    *place = xstrdup(value);
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
    if (len == 0 || !percent_undo(space + 1, len, scratch))
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
    if (len == 0 || !percent_undo(value, len, scratch))
        return false;
    if (name_len == 4 && memcmp(line, "root", 4) == 0)
        add_name(&m->roots, &m->n_roots, scratch->data);
    else if (name_len == 7 && memcmp(line, "exclude", 7) == 0)
        add_name(&m->excludes, &m->n_excludes, scratch->data);
    else if (name_len == 5 && memcmp(line, "shard", 5) == 0 &&
             strcmp(scratch->data, "yes") == 0)
        m->shard = true;
    else if (name_len == 7 && memcmp(line, "made-by", 7) == 0)
        replace(&m->made_by, scratch->data);
    else if (name_len == 9 && memcmp(line, "withdrawn", 9) == 0 &&
             is_hash(value, len))
        replace(&m->withdrawn, scratch->data);
    else
        return false;
    return true;
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

enum status
manifest_parse(struct manifest *m, struct listing *l, const struct buf *b,
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
    replace(&m->made_by, "");
    replace(&m->withdrawn, "");
    if (!parse_lines(m, l, newline + 1, checksum))
        return error_set(err, STATUS_CORRUPT, "%s is damaged: " REMEDY, path);
    return STATUS_OK;
}

enum status
manifest_parse_choices(struct manifest *m, const struct buf *b,
                       const char *path, struct error *err)
{
    const char *end = find_checksum(b);
    struct buf scratch = {0};
    struct listing ignored = {0};

    if (end == NULL)
        return error_set(err, STATUS_CORRUPT, "%s is damaged: " REMEDY, path);
    replace(&m->made_by, "");
    replace(&m->withdrawn, "");
    const char *stop = b->data + b->len; /* a newline stands before it */
    for (const char *p = b->data; p < end;) {
        const char *newline = memchr(p, '\n', (size_t)(stop - p));
        size_t len = (size_t)(newline - p);
        if (strncmp(p, "root ", 5) == 0 || strncmp(p, "exclude ", 8) == 0 ||
            strncmp(p, "shard ", 6) == 0)
            (void)parse_line(m, &ignored, p, len, &scratch);
        p = newline + 1;
    }
    listing_done(&ignored);
    buf_done(&scratch);
    return STATUS_OK;
}
