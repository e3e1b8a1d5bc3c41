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
#include "store/spool.h"

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

struct files_writer {
    char *dir;
    struct spool *lines; /* of n files, each with a struct line_head */
    uint32_t n;
    struct buf line;
};

/* What stands before a line, whose state is not final yet. */
struct line_head {
    uint32_t before, after; /* bytes, of what the state stands between */
    uint32_t state;
};

enum status
files_writer_open(struct files_writer **out, const char *dir, struct error *err)
{
    struct files_writer *w = xcalloc(1, sizeof(*w));

    w->dir = xstrdup(dir);
    enum status status = spool_open(&w->lines, dir, err);
    if (status == STATUS_OK)
        *out = w;
    else
        files_writer_close(w);
    return status;
}

void
files_writer_close(struct files_writer *w)
{
    if (w == NULL)
        return;
    spool_close(w->lines);
    buf_done(&w->line);
    free(w->dir);
    free(w);
}

enum status
files_writer_add(struct files_writer *w, const struct files_item *s,
                 struct error *err)
{
    struct line_head head = {.state = s->state};
    struct buf *b = &w->line;

    buf_clear(b);
    buf_addf(b, "%" PRIu32 "\t%" PRIu64 "\t%" PRIu64 "\t%s\t", s->root, s->size,
             s->mtime, s->hash);
    buf_addf(b, "%" PRIu32 "\t%" PRIu32 "\t%" PRIu32 "\t", s->documents,
             s->units, s->doubts);
    head.before = (uint32_t)b->len;
    buf_add_char(b, '\t');
    percent_add(b, s->reader);
    buf_add_char(b, '\t');
    percent_add(b, s->path);
    buf_add_char(b, '\t');
    percent_add(b, s->reason);
    buf_add_char(b, '\n');
    head.after = (uint32_t)b->len - head.before;
    w->n++;
    enum status status = spool_add(w->lines, &head, sizeof(head), err);
    return status != STATUS_OK ? status
                               : spool_add(w->lines, b->data, b->len, err);
}

/* Appends the next len bytes that were put aside to out. */
static enum status
take(struct files_writer *w, size_t len, struct buf *out, struct error *err)
{
    buf_reserve(out, len);
    enum status status = spool_get(w->lines, out->data + out->len, len, err);
    if (status == STATUS_OK)
        out->len += len;
    return status;
}

/* Appends the next line, of file i, to out. */
static enum status
take_line(struct files_writer *w, bool contested, struct buf *out,
          struct error *err)
{
    struct line_head head;
    enum status status = spool_get(w->lines, &head, sizeof(head), err);

    if (status == STATUS_OK)
        status = take(w, head.before, out, err);
    if (status == STATUS_OK)
        buf_add_str(out, states[contested ? FILES_CONTESTED : head.state]);
    return status != STATUS_OK ? status : take(w, head.after, out, err);
}

enum status
files_writer_finish(struct files_writer *w, const bool *contested,
                    struct error *err)
{
    struct buf piece = {0};
    char *path = xasprintf("%s/%s", w->dir, SCHEMA_FILES);
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    enum status status = STATUS_OK;

    if (fd < 0)
        status = error_set_errno(err, STATUS_IO, "cannot create %s", path);
    if (status == STATUS_OK)
        status = spool_rewind(w->lines, err);
    for (uint32_t i = 0; i < w->n && status == STATUS_OK; i++) {
        status = take_line(w, contested[i], &piece, err);
        if (status != STATUS_OK || (piece.len < FILES_PIECE && i + 1 < w->n))
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
