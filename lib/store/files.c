/* The file `files`: see files.h. */
#include "config.h"

#include "store/files.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/file.h"
#include "common/num.h"
#include "common/xalloc.h"
#include "store/percent.h"
#include "store/schema.h"

/* Written in pieces of that size. */
#define FILES_PIECE ((size_t)1 << 20)

#define FIELDS 11

static const char *const states[FILES_STATES] = {
    [FILES_TAKEN] = "taken",     [FILES_CONTESTED] = "contested",
    [FILES_SKIPPED] = "skipped", [FILES_HOLLOW] = "hollow",
    [FILES_PASSED] = "passed",
};

bool
files_is_taken(const struct files_item *s)
{
    return s->state == FILES_TAKEN || s->state == FILES_CONTESTED;
}

uint32_t
files_add(struct files *all, const struct files_item *s)
{
    if (all->arena == NULL)
        all->arena = arena_new();
    all->items = xgrow(all->items, all->n, &all->cap, sizeof(*all->items));
    all->items[all->n] = *s;
    return (uint32_t)all->n++;
}

void
files_done(struct files *all)
{
    free(all->items);
    arena_free(all->arena);
    *all = (struct files){0};
}

/* ---- writing ---- */

static void
add_line(struct buf *b, const struct files_item *s)
{
    buf_addf(b, "%" PRIu32 "\t%" PRIu64 "\t%" PRIu64 "\t%s\t", s->root, s->size,
             s->mtime, s->hash);
    buf_addf(b, "%" PRIu32 "\t%" PRIu32 "\t%" PRIu32 "\t%s\t", s->documents,
             s->units, s->doubts, states[s->state]);
    percent_add(b, s->reader);
    buf_add_char(b, '\t');
    percent_add(b, s->path);
    buf_add_char(b, '\t');
    percent_add(b, s->reason);
    buf_add_char(b, '\n');
}

enum status
files_write(const struct files *all, const char *dir, struct error *err)
{
    struct buf piece = {0};
    char *path = xasprintf("%s/%s", dir, SCHEMA_FILES);
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    enum status status = STATUS_OK;

    if (fd < 0)
        status = error_set_errno(err, STATUS_IO, "cannot create %s", path);
    for (size_t i = 0; i < all->n && status == STATUS_OK; i++) {
        add_line(&piece, &all->items[i]);
        if (piece.len < FILES_PIECE && i + 1 < all->n)
            continue;
        status = file_write_all(fd, path, piece.data, piece.len, err);
        buf_clear(&piece);
    }
    if (fd >= 0 && close(fd) != 0 && status == STATUS_OK)
        status = error_set_errno(err, STATUS_IO, "cannot close %s", path);
    buf_done(&piece);
    free(path);
    return status;
}

/* ---- reading ---- */

struct field {
    const char *s;
    size_t len;
};

/* Cuts line[0..len) at its TABs; false unless there are FIELDS fields. */
static bool
divide(const char *line, size_t len, struct field *fields)
{
    for (size_t i = 0; i < FIELDS; i++) {
        const char *tab = memchr(line, '\t', len);
        if ((tab == NULL) != (i == FIELDS - 1))
            return false;
        fields[i].s = line;
        fields[i].len = tab != NULL ? (size_t)(tab - line) : len;
        if (tab == NULL)
            break;
        len -= fields[i].len + 1;
        line = tab + 1;
    }
    return true;
}

static bool
number32(const struct field *f, uint32_t *out)
{
    uint64_t n;

    if (!num_parse(f->s, f->len, UINT32_MAX, &n))
        return false;
    *out = (uint32_t)n;
    return true;
}

static bool
state_of(const struct field *f, enum files_state *out)
{
    for (int i = 0; i < FILES_STATES; i++)
        if (strlen(states[i]) == f->len &&
            memcmp(states[i], f->s, f->len) == 0) {
            *out = (enum files_state)i;
            return true;
        }
    return false;
}

/* The text of a field, in an arena; NULL where it is wrong. known: one that
 * it may be equal to, and is then; or NULL. */
static const char *
text_of(struct arena *arena, const struct field *f, const char *known,
        struct buf *scratch)
{
    if (!percent_undo(f->s, f->len, scratch))
        return NULL;
    const char *text = scratch->len > 0 ? scratch->data : "";
    if (known != NULL && strcmp(known, text) == 0)
        return known;
    return arena_strndup(arena, text, scratch->len);
}

static bool
parse_line(struct files *all, const char *line, size_t len, struct buf *scratch)
{
    struct field f[FIELDS];
    struct files_item s = {.root = 0};

    if (!divide(line, len, f) || !number32(&f[0], &s.root) ||
        !num_parse(f[1].s, f[1].len, UINT64_MAX, &s.size) ||
        !num_parse(f[2].s, f[2].len, UINT64_MAX, &s.mtime) ||
        f[3].len >= sizeof(s.hash) || !number32(&f[4], &s.documents) ||
        !number32(&f[5], &s.units) || !number32(&f[6], &s.doubts) ||
        !state_of(&f[7], &s.state))
        return false;
    memcpy(s.hash, f[3].s, f[3].len);
    const char *reader = all->n > 0 ? all->items[all->n - 1].reader : NULL;
    s.reader = text_of(all->arena, &f[8], reader, scratch);
    s.path = text_of(all->arena, &f[9], NULL, scratch);
    s.reason = text_of(all->arena, &f[10], "", scratch);
    if (s.reader == NULL || s.path == NULL || s.reason == NULL)
        return false;
    all->items = xgrow(all->items, all->n, &all->cap, sizeof(*all->items));
    all->items[all->n++] = s;
    return true;
}

static enum status
parse(struct files *all, FILE *f, const char *path, struct error *err)
{
    struct buf scratch = {0};
    char *line = NULL;
    size_t cap = 0;
    ssize_t len;
    bool good = true;

    while (good && (len = getline(&line, &cap, f)) >= 0)
        good = line[len - 1] == '\n' &&
               parse_line(all, line, (size_t)len - 1, &scratch);
    buf_done(&scratch);
    free(line);
    if (!good)
        return error_set(err, STATUS_CORRUPT,
                         "%s is damaged: run the indexer with --rebuild", path);
    if (ferror(f))
        return error_set_errno(err, STATUS_IO, "cannot read %s", path);
    return STATUS_OK;
}

enum status
files_read(struct files *all, const char *dir, struct error *err)
{
    char *path = xasprintf("%s/%s", dir, SCHEMA_FILES);
    FILE *f = fopen(path, "re");
    enum status status;

    all->arena = arena_new();
    if (f == NULL) {
        status = error_set_errno(err, STATUS_IO, "cannot open %s", path);
    } else {
        status = parse(all, f, path, err);
        (void)fclose(f);
    }
    free(path);
    return status;
}
